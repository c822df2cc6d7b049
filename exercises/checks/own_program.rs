//! Checks the answers to chapter 16: Use it in your own program.

#[cfg_attr(test, path = "../solutions/own_program.rs")]
#[cfg_attr(not(test), path = "../chapters/own_program.rs")]
#[allow(unused_variables, unused_imports, dead_code, reason = "an answer that is not written yet uses nothing")]
mod answers;

use answers::{Bell, Counts, Prices};
use backprop::data::scaling::Scaling;
use backprop::{
    Activation, Cost, CrossEntropy, GradientEntry, OutputActivation, Samples, Scalar, Sigmoid, Softplus,
    gradient_check, network,
};
use exercises::{Check, Expected, Names, Verdict};

/// Swish with the wrong sign in its g′.
struct Wrong;

impl Activation for Wrong {
    fn g<T: Scalar>(z: T) -> T {
        z * Sigmoid::g(z)
    }
    fn g_prime<T: Scalar>(z: T) -> T {
        Sigmoid::g(z) - z * Sigmoid::g_prime(z)
    }
}

network! {
    struct Net { layers: 2 -> 3 Wrong -> 1 Sigmoid, cost: CrossEntropy }
}

pub const CHECKS: &[Check] = &[
    (3, || wrong_sign(answers::found_by_the_gradient_check())),
    (4, || bell(Bell::g, Bell::g_prime)),
    (5, || price(answers::price)),
    (6, || counts(<Counts as Cost<Softplus>>::cost, <Counts as Cost<Softplus>>::delta)),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

fn wrong_sign(answer: Vec<&str>) -> Verdict {
    // The mistake is made, and the gradient check looks for it.
    let samples = Samples::new([[0.5, -1.0], [1.5, 0.5]], [[1.0], [0.0]]).expect("finite numbers");
    let check = gradient_check(&Net::random(1), &samples, 0.0);
    let is_found = |of: fn(&GradientEntry<f64>) -> bool| {
        check.entries.iter().any(|entry| of(entry) && entry.relative_difference > check.tolerance)
    };
    Names::new([
        (
            "biases_2",
            is_found(|entry| entry.layer == 2 && entry.column == 0),
            "The slope of an output's bias is δ⁽³⁾, which is computed before any hidden g′.",
        ),
        (
            "weights_2",
            is_found(|entry| entry.layer == 2 && entry.column > 0),
            "The slopes of Θ⁽²⁾ are δ⁽³⁾ times a⁽²⁾. Neither has a hidden g′ as a factor.",
        ),
        (
            "biases_1",
            is_found(|entry| entry.layer == 1 && entry.column == 0),
            "The slope of a hidden bias is δ⁽²⁾ itself, and g′ is a factor of it.",
        ),
        (
            "weights_1",
            is_found(|entry| entry.layer == 1 && entry.column > 0),
            "The slopes of Θ⁽¹⁾ are δ⁽²⁾ times x, and g′ is a factor of δ⁽²⁾.",
        ),
    ])
    .check(&answer)
}

fn bell(g: fn(f64) -> f64, g_prime: fn(f64) -> f64) -> Verdict {
    let each =
        |g: fn(f64) -> f64, g_prime: fn(f64) -> f64| [0.5, -1.0, 1.5].into_iter().flat_map(move |z| [g(z), g_prime(z)]);
    let right: fn(f64) -> f64 = |z| f64::exp(-z * z);
    let names = [0.5, -1.0, 1.5].into_iter().flat_map(|z| [format!("g({z})"), format!("g′({z})")]);
    Expected::computed(names.zip(each(right, |z| -2.0 * z * f64::exp(-z * z))))
        .mistake(each(right, right), "Your g′ is g. That is the slope of an exponential alone; what is inside changes with z, too, with the slope −2z.")
        .mistake(each(right, |z| 2.0 * z * f64::exp(-z * z)), "The sign of your g′ is wrong: right of 0 the bell falls. The slope of −z² is −2z.")
        .mistake(each(right, |z| -z * f64::exp(-z * z)), "The factor 2 is missing from your g′. The slope of −z² is −2z.")
        .mistake(each(right, |z| -2.0 * f64::exp(-z * z)), "The factor z is missing from your g′. The slope of −z² is −2z.")
        .mistake(each(right, |z| f64::exp(-2.0 * z)), "You put the slope of −z² into the exponential. It is a factor in front of it.")
        .mistake(each(|z| f64::exp(z * z), |z| 2.0 * z * f64::exp(z * z)), "This is e^(z²), which grows on both sides. The minus sign belongs to z²: e^(−z²).")
        .check(each(g, g_prime))
}

type Price = fn(&Prices, &Scaling<f64, 2>, &Scaling<f64, 1>, [f64; 2]) -> f64;

fn price(answer: Price) -> Verdict {
    let network = Prices::random(1);
    let inputs = Scaling::from_parts([12.0, 8.0], [3.0, 2.0]).expect("usable parts");
    let prices = Scaling::from_parts([300.0], [80.0]).expect("usable parts");
    let rows = [[15.0, 9.0], [9.5, 6.0], [12.0, 8.5]];
    let each = |price: &dyn Fn([f64; 2]) -> f64| rows.map(price);
    let names = rows.map(|row| format!("the price for the row {row:?}"));
    let output = |row| network.output(&inputs.scale(&row));
    Expected::computed(names.into_iter().zip(each(&|row| prices.invert(&output(row))[0])))
        .mistake(each(&|row| output(row)[0]), "This is what the network answers, a scaled price. `invert` of the prices takes it back to their unit.")
        .mistake(each(&|row| prices.invert(&network.output(&row))[0]), "The network got the row as it was measured. It learned from scaled rows, so scale this one in the same way.")
        .mistake(each(&|row| network.output(&row)[0]), "Nothing is scaled here: neither the row, which the network knows only scaled, nor the answer, which is a scaled price.")
        .mistake(each(&|row| prices.scale(&output(row))[0]), "You scaled the answer once more. It is scaled already; `invert` takes it back.")
        .mistake(each(&|row| prices.invert(&network.output(&inputs.invert(&row)))[0]), "`invert` leads from scaled numbers to measured ones. The row goes the other way, with `scale`.")
        .check(rows.map(|row| answer(&network, &inputs, &prices, row)))
}

type CountsCost = fn(&[f64; 2], &[f64; 2], &[f64; 2]) -> f64;
type CountsDelta = fn(&[f64; 2], &[f64; 2], &[f64; 2]) -> [f64; 2];

fn counts(cost: CountsCost, delta: CountsDelta) -> Verdict {
    let examples = [([1.0, -0.5], [3.0, 0.0]), ([0.25, 2.0], [1.0, 4.0])];
    let each = |cost: CountsCost, delta: CountsDelta| {
        examples.into_iter().flat_map(move |(z, y)| {
            let a = Softplus::activate(&z);
            let [first, second] = delta(&z, &a, &y);
            [cost(&z, &a, &y), first, second]
        })
    };
    let right: CountsCost = |_, a, y| (0..2).map(|k| a[k] - y[k] * a[k].ln()).sum();
    let names = examples.into_iter().flat_map(|(z, y)| {
        ["C", "δ₁", "δ₂"].map(|name| format!("{name} of softplus outputs with z = {z:?} and y = {y:?}"))
    });
    let names = names.zip(each(right, |z, a, y| [0, 1].map(|k| (1.0 - y[k] / a[k]) * Softplus::g_prime(z[k]))));
    Expected::computed(names)
        .mistake(each(right, |_, a, y| [0, 1].map(|k| 1.0 - y[k] / a[k])), "Your δ is the slope with respect to a. δ is about z: `A::pull_back` multiplies by the derivative of the activation.")
        .mistake(each(right, |_, a, y| [0, 1].map(|k| a[k] - y[k])), "Your δ is a − y, which belongs to cross-entropy and a sigmoid. The slope of this C with respect to a is 1 − y/a.")
        .mistake(each(right, |z, _, y| [0, 1].map(|k| (1.0 - y[k]) * Softplus::g_prime(z[k]))), "The slope of ln a is 1/a, so that of y ln a is y/a.")
        .mistake(each(right, |z, a, y| [0, 1].map(|k| (y[k] / a[k] - 1.0) * Softplus::g_prime(z[k]))), "The sign of your δ is wrong. If a is larger than the count y, the cost grows with a, so the slope 1 − y/a is positive.")
        .mistake(each(right, |_, a, y| [0, 1].map(|k| (1.0 - y[k] / a[k]) * Softplus::g_prime(a[k]))), "You take the derivative of the activation at a. It is a function of z, which is why `pull_back` gets z.")
        .check(each(cost, delta))
}

#[cfg(test)]
mod tests {
    use super::{bell, counts, price, wrong_sign};

    #[test]
    fn a_bias_behind_the_mistake_is_told() {
        assert!(wrong_sign(vec!["weights_1"]).unwrap_err().contains("δ⁽²⁾ itself"));
    }

    #[test]
    fn a_forgotten_inner_slope_is_told() {
        let sentence = bell(|z| (-z * z).exp(), |z| (-z * z).exp()).unwrap_err();
        assert!(sentence.starts_with("Your g′ is g."), "{sentence}");
    }

    #[test]
    fn a_row_that_is_not_scaled_is_told() {
        let sentence = price(|network, _, prices, row| prices.invert(&network.output(&row))[0]).unwrap_err();
        assert!(sentence.contains("scale this one"), "{sentence}");
    }

    #[test]
    fn a_slope_along_a_is_told_from_one_along_z() {
        let cost = |_: &[f64; 2], a: &[f64; 2], y: &[f64; 2]| (0..2).map(|k| a[k] - y[k] * a[k].ln()).sum();
        let sentence = counts(cost, |_, a, y| [0, 1].map(|k| 1.0 - y[k] / a[k])).unwrap_err();
        assert!(sentence.contains("pull_back"), "{sentence}");
    }
}
