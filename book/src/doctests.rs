//! Lists README.md and the chapters, so that `cargo test --doc` compiles and runs their Rust blocks.

#[doc = include_str!("../../README.md")]
struct Readme;
#[doc = include_str!("../text/preface.md")]
struct Preface;
#[doc = include_str!("../text/one_neuron.md")]
struct OneNeuron;
#[doc = include_str!("../text/layers.md")]
struct Layers;
#[doc = include_str!("../text/forward.md")]
struct Forward;
#[doc = include_str!("../text/cost.md")]
struct Cost;
#[doc = include_str!("../text/output_error.md")]
struct OutputError;
#[doc = include_str!("../text/backward.md")]
struct Backward;
#[doc = include_str!("../text/gradient.md")]
struct Gradient;
#[doc = include_str!("../text/intuition.md")]
struct Intuition;
#[doc = include_str!("../text/checking.md")]
struct Checking;
#[doc = include_str!("../text/readings.md")]
struct Readings;
#[doc = include_str!("../text/training.md")]
struct Training;
#[doc = include_str!("../text/digits.md")]
struct Digits;
#[doc = include_str!("../text/practice.md")]
struct Practice;
#[doc = include_str!("../text/fast.md")]
struct Fast;
#[doc = include_str!("../text/macro.md")]
struct Macro;
#[doc = include_str!("../text/wrong_declarations.md")]
struct WrongDeclarations;
#[doc = include_str!("../text/errata.md")]
struct Errata;
#[doc = include_str!("../text/your_network.md")]
struct YourNetwork;
#[doc = include_str!("../text/glossary.md")]
struct Glossary;
#[doc = include_str!("../text/equations.md")]
struct Equations;
