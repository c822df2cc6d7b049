//! Names that people bring from other libraries, and what to write for them.
//!
//! The macro does not see what a name stands for: `Swish` may be a type of the user's own. So it refuses a name only if it is
//! not spelled as Rust types are (`ReLU`, `tanh`, `MSE`), or if an error is certain anyway. A type of one's own that is spelled
//! so is named by a path, `self::ReLU`.
//!
//! **Invariant**: a name in CamelCase, without two capitals in a row, is refused only if its letters are those of a type of
//! `backprop`, such as `SoftMax`, or if it is a kind of layer, such as `Dropout`.

use syn::ext::IdentExt;

/// The activations of `backprop`.
pub(crate) const ACTIVATIONS: [&str; 7] = ["Sigmoid", "Tanh", "Relu", "LeakyRelu", "Softplus", "Identity", "Softmax"];

/// Those whose values are quantities: they have no bound above, and no half that divides two classes.
const QUANTITIES: [&str; 4] = ["Identity", "Relu", "LeakyRelu", "Softplus"];

/// The costs of `backprop`.
const COSTS: [&str; 2] = ["SquaredError", "CrossEntropy"];

/// Other names of the activations.
const SAME_ACTIVATIONS: [(&str, &str); 4] = [
    ("Identity", "linear none noactivation passthrough purelin"),
    ("Sigmoid", "logistic logit expit sigm logsig"),
    ("Tanh", "tansig"),
    ("LeakyRelu", "lrelu"),
];

/// Activations that `backprop` does not have.
const OTHER_ACTIVATIONS: &str = "gelu elu selu celu prelu rrelu relu6 silu swish mish glu softsign hardtanh hardsigmoid \
    hardswish logsigmoid logsoftmax softmin maxout step heaviside sign sin sine gaussian square abs exp";

/// Other names of the costs.
const SAME_COSTS: [(&str, &str); 2] = [
    ("SquaredError", "mse mseloss meansquarederror squaredloss quadratic leastsquares l2 l2loss sse rss"),
    (
        "CrossEntropy",
        "bce bceloss bcewithlogits bcewithlogitsloss cce ce crossentropyloss binarycrossentropy categoricalcrossentropy \
         sparsecategoricalcrossentropy nll nllloss logloss xent",
    ),
];

/// Costs that `backprop` does not have.
const OTHER_COSTS: &str = "mae maeloss l1 l1loss huber huberloss smoothl1 smoothl1loss hinge hingeloss rmse mape msle kl kldiv \
    kldivloss logcosh poisson focal focalloss r2";

/// Kinds of layers in other libraries, and what to write for each.
const LAYERS: [(&str, &str); 7] = [
    ("dense linear fullyconnected fc", "every layer is dense, and is written as its size and its activation, `4 Tanh`"),
    (
        "dropout droppath",
        "there is no dropout; remove this layer (`lambda` and `patience` of a `Trainer` act against overfitting)",
    ),
    (
        "conv conv1d conv2d conv3d convolution maxpool maxpool2d maxpooling2d avgpool2d averagepooling2d pooling",
        "every layer is dense, there are no convolutions; write the size and the activation of a layer, `4 Tanh`",
    ),
    (
        "batchnorm batchnorm1d batchnorm2d batchnormalization layernorm layernormalization normalization",
        "there is no such layer; remove it (`Scaling::standardize` normalizes the inputs)",
    ),
    (
        "flatten reshape",
        "an example is a row of numbers already; remove this layer, and write their number as the first size, `{ 28 * 28 }`",
    ),
    (
        "lstm gru rnn simplernn embedding attention multiheadattention transformer",
        "every layer is dense; write its size and its activation, `4 Tanh`",
    ),
    ("input inputlayer", "the first size is that of the input; write it without a word in front, `2 -> …`"),
];

/// What is set elsewhere than in the declaration, by the name of the field that people write for it.
const FIELDS: [(&str, &str); 10] = [
    (
        "optimizer optimiser optim solver",
        "how a network is trained is said when it is: `Trainer::new(0.01).optimizer(Adam::default())`",
    ),
    ("learningrate rate lr alpha stepsize eta", "the learning rate belongs to the training: `Trainer::new(0.5)`"),
    (
        "epochs epoch iterations maxiter steps",
        "the number of epochs belongs to the training: `Trainer::new(0.5).epochs(100)`",
    ),
    ("batchsize batch", "the batch size belongs to the training: `Trainer::new(0.5).batch_size(10)`"),
    ("momentum", "it belongs to the training: `Trainer::new(0.5).optimizer(Momentum::new(0.9))`"),
    (
        "regularization regularizer regularisation lambda l2 weightdecay penalty",
        "λ belongs to the training: `Trainer::new(0.5).lambda(0.1)`; to a cost: `net.cost(&samples, 0.1)`",
    ),
    (
        "patience earlystopping validation callbacks shuffle schedule",
        "it belongs to the training, which a `Trainer` sets up: `Trainer::new(0.5)`",
    ),
    ("metrics metric accuracy", "a trained network is measured by functions: `accuracy(&net, &samples)`"),
    (
        "seed init initializer weights randomstate theta theta1 theta2 theta3",
        "first weights are drawn by `Name::random(seed)`, or written in a value, `Name { theta_1: …, … }`",
    ),
    ("dropout batchnorm", "there is no such thing; `lambda` and `patience` of a `Trainer` act against overfitting"),
];

/// Parts of a declaration, by the name of the field that people write for them.
const PARTS: [(&str, &str); 5] = [
    (
        "activation activations hiddenactivation outputactivation",
        "an activation is written behind the size of its layer: `layers: 2 -> 4 Tanh -> 1 Sigmoid`",
    ),
    (
        "input inputs output outputs hidden sizes units neurons topology architecture shape inputsize outputsize hiddensize \
         hiddenlayers inputdim",
        "all sizes are written in `layers: 2 -> 4 Tanh -> 1 Sigmoid`",
    ),
    ("type dtype number float precision numbertype", "write `scalar: f32`, or leave it out for `f64`"),
    ("name", "the name is written behind `struct`"),
    ("bias biases usebias", "every unit has a bias, in column 0 of its weights; leave this out"),
];

/// Returns the activation of `backprop` that a name means: `Relu` for `relu`, `ReLU` and `RELU`.
pub(crate) fn meant_activation(name: &str) -> Option<&'static str> {
    same_letters(name, &ACTIVATIONS).or_else(|| key(name, &SAME_ACTIVATIONS))
}

/// Returns whether a path is a single name in lower case, as variables are. A constant of such a name is written in braces.
pub(crate) fn is_variable(path: &syn::Path) -> bool {
    path.get_ident().is_some_and(|name| !name.unraw().to_string().contains(char::is_uppercase))
}

/// Returns whether a path is that of a type of `backprop`: `Tanh` or `backprop::Tanh`, but not `my::Tanh`.
pub(crate) fn is_built_in(path: &syn::Path, name: &str) -> bool {
    let segments: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    match &segments[..] {
        [last] => last == name,
        [first, .., last] => first == "backprop" && last == name,
        [] => false,
    }
}

/// Returns the activation of `backprop` that a path is, if its values are quantities and not probabilities.
pub(crate) fn quantity(path: &syn::Path) -> Option<&'static str> {
    QUANTITIES.into_iter().find(|name| is_built_in(path, name))
}

/// Returns what to write for the name of an activation, unless it may be a type of the user's own.
pub(crate) fn for_activation(name: &str) -> Option<String> {
    if ACTIVATIONS.contains(&name) {
        return None;
    }
    if let Some(advice) = for_layer(name).filter(|_| simplified(name) != "linear") {
        return Some(advice.to_owned());
    }
    if let Some(meant) = same_letters(name, &ACTIVATIONS) {
        return Some(instead(name, meant, "activation"));
    }
    if is_rust_name(name) {
        return None;
    }
    if let Some(meant) = key(name, &SAME_ACTIVATIONS) {
        return Some(instead(name, meant, "activation"));
    }
    contains(OTHER_ACTIVATIONS, name).then(|| {
        let own = rust_name(name);
        format!(
            "`backprop` has no `{name}`; write an activation of your own, `struct {own};` with `impl Activation for {own}`, \
             and its name here"
        )
    })
}

/// Returns what to write for the name of a cost, unless it may be a type of the user's own.
pub(crate) fn for_cost(name: &str) -> Option<String> {
    if COSTS.contains(&name) {
        return None;
    }
    if let Some(meant) = same_letters(name, &COSTS) {
        return Some(instead(name, meant, "cost"));
    }
    if is_rust_name(name) {
        return None;
    }
    if let Some(meant) = key(name, &SAME_COSTS) {
        return Some(instead(name, meant, "cost"));
    }
    contains(OTHER_COSTS, name).then(|| {
        let own = rust_name(name);
        format!(
            "`backprop` has no `{name}`; write `SquaredError`, or the name of a cost of your own, `struct {own};` with \
             `impl Cost<…> for {own}`"
        )
    })
}

/// Returns the cost that a text in quotes, or the name of a function, means.
pub(crate) fn meant_cost(name: &str) -> Option<&'static str> {
    same_letters(name, &COSTS).or_else(|| key(name, &SAME_COSTS))
}

/// Returns what to write for a kind of layer.
pub(crate) fn for_layer(name: &str) -> Option<&'static str> {
    LAYERS.iter().find(|(names, _)| contains(names, name)).map(|(_, advice)| *advice)
}

/// Returns whether a name is that of a dense layer, which says its size and its activation.
pub(crate) fn is_dense(name: &str) -> bool {
    contains(LAYERS[0].0, name)
}

/// Returns whether this layer of another library has no counterpart, and can be left out.
pub(crate) fn is_left_out(name: &str) -> bool {
    for_layer(name).is_some_and(|advice| advice.contains("remove"))
}

/// Returns whether a name is refused in the place of a type, so that no generated code should mention it.
pub(crate) fn is_refused(path: &syn::Path) -> bool {
    let Some(name) = path.get_ident().map(ToString::to_string) else { return false };
    for_activation(&name).is_some() || for_cost(&name).is_some() || meant_scalar(&name).is_some()
}

/// Returns whether a field of this name is one for the sizes or the activations of the layers.
pub(crate) fn is_about_layers(name: &str) -> bool {
    PARTS[..2].iter().any(|(names, _)| contains(names, name))
}

/// Returns where the thing belongs that a field with this name would set.
pub(crate) fn for_field(name: &str) -> Option<&'static str> {
    FIELDS.iter().chain(&PARTS).find(|(names, _)| contains(names, name)).map(|(_, advice)| *advice)
}

/// Returns the type of number that a name means.
pub(crate) fn meant_scalar(name: &str) -> Option<&'static str> {
    match simplified(name).as_str() {
        "f64" | "float64" | "double" => Some("f64"),
        "f32" | "float32" | "single" => Some("f32"),
        "float" | "real" => Some("f64` or `f32"),
        _ => None,
    }
    .filter(|meant| *meant != name)
}

/// Returns whether this is how the name of a type is spelled in Rust.
pub(crate) fn is_rust_name(name: &str) -> bool {
    let mut letters = name.chars().zip(name.chars().skip(1));
    let has_capitals_in_a_row = letters.any(|(a, b)| a.is_uppercase() && (b.is_uppercase() || b.is_ascii_digit()));
    name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase) && !has_capitals_in_a_row
}

/// Returns the name as that of a type is spelled: `Gelu` for `GELU`, `LeakyStep` for `leaky_step`.
fn rust_name(name: &str) -> String {
    let word = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        first.into_iter().chain(letters.map(|letter| letter.to_ascii_lowercase())).collect::<String>()
    };
    name.split('_').map(word).collect()
}

/// Returns the message for another spelling, or another name, of a type of `backprop`.
fn instead(name: &str, meant: &str, kind: &str) -> String {
    match name.starts_with(char::is_lowercase) {
        true if kind == "activation" => format!("an activation is a type; write `{meant}`"),
        true => format!("a {kind} is a type; write `{meant}`"),
        false => format!("`backprop` has no `{name}`; write `{meant}` (and `self::{name}` for a type of your own)"),
    }
}

/// Returns a name without what may differ between spellings: `leakyrelu` for `Leaky_ReLU`.
fn simplified(name: &str) -> String {
    name.chars().filter(|letter| *letter != '_').map(|letter| letter.to_ascii_lowercase()).collect()
}

fn contains(names: &str, name: &str) -> bool {
    let name = simplified(name);
    names.split_ascii_whitespace().any(|known| known == name)
}

fn key(name: &str, names: &[(&'static str, &str)]) -> Option<&'static str> {
    names.iter().find(|(_, others)| contains(others, name)).map(|(meant, _)| *meant)
}

fn same_letters(name: &str, known: &[&'static str]) -> Option<&'static str> {
    known.iter().find(|known| simplified(known) == simplified(name)).copied()
}
