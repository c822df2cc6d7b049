//! Lists README.md and the chapters, so that `cargo test --doc` compiles and runs their Rust blocks.

#[doc = include_str!("../../README.md")]
struct Readme;
#[doc = include_str!("../text/welcome.md")]
struct Welcome;
#[doc = include_str!("../text/twenty_lines.md")]
struct TwentyLines;
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
#[doc = include_str!("../text/many_machines.md")]
struct ManyMachines;
#[doc = include_str!("../text/own_program.md")]
struct OwnProgram;
#[doc = include_str!("../text/macro.md")]
struct Macro;
#[doc = include_str!("../text/wrong_declarations.md")]
struct WrongDeclarations;
#[doc = include_str!("../text/elsewhere.md")]
struct Elsewhere;
#[doc = include_str!("../text/your_network.md")]
struct YourNetwork;
#[doc = include_str!("../text/solutions.md")]
struct Solutions;
#[doc = include_str!("../text/glossary.md")]
struct Glossary;
#[doc = include_str!("../text/equations.md")]
struct Equations;
#[doc = include_str!("../text/activations.md")]
struct Activations;
#[doc = include_str!("../text/numerics.md")]
struct Numerics;
#[doc = include_str!("../text/notation.md")]
struct Notation;
#[doc = include_str!("../text/bibliography.md")]
struct Bibliography;
#[doc = include_str!("../text/for_teachers.md")]
struct ForTeachers;
