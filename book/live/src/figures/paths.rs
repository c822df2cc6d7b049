//! The paths of an error on the network of the intuition: from each unit to the output, with their factors. A z or a weight
//! can be nudged, and the hidden units can have other activations.
//!
//! Units have numbers from 0 to 4: both of layer 2, both of layer 3, the output. So have parameters, row by row from 0 to
//! 14: three lead to each unit, the first of which is its bias.

mod stage;

pub(crate) use stage::stage;

use crate::digits::{choice, fixed, within};
use crate::figure::Figure;
use crate::plain::Plain;
use crate::show::{Show, numbered};
use backprop::{Activation, CrossEntropy, Identity, Relu, Samples, Scalar, Sigmoid, Tanh, network};
use core::cell::Cell;
use worked::intuition::{THETA_1, THETA_2, THETA_3, X, Y};

network! {
    /// The network of the intuition, with hidden units whose activation can be changed.
    struct Switched {
        layers: 2 -> 2 Chosen -> 2 Chosen -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

thread_local! {
    /// The activation of the hidden units, by its place among [`ACTIVATIONS`].
    static CHOSEN: Cell<usize> = const { Cell::new(0) };
}

/// The activation that is chosen while the page is open. All others are chosen when the program is compiled.
#[derive(Debug, Clone, Copy)]
struct Chosen;

const ACTIVATIONS: [&str; 4] = ["sigmoid", "identity", "tanh", "ReLU"];

macro_rules! chosen {
    ($($function:ident)+) => {$(
        fn $function<T: Scalar>(z: T) -> T {
            match CHOSEN.get() {
                0 => Sigmoid::$function(z),
                1 => Identity::$function(z),
                2 => Tanh::$function(z),
                _ => Relu::$function(z),
            }
        }
    )+};
}

impl Activation for Chosen {
    chosen!(g g_prime);
}

const UNITS: usize = 5;
const OUTPUT: usize = 4;
/// The parameters, three for each unit. To move a bias is to move the z of its unit.
const NAMES: [&str; 3 * UNITS] = [
    "z₁⁽²⁾",
    "Θ₁₁⁽¹⁾",
    "Θ₁₂⁽¹⁾",
    "z₂⁽²⁾",
    "Θ₂₁⁽¹⁾",
    "Θ₂₂⁽¹⁾",
    "z₁⁽³⁾",
    "Θ₁₁⁽²⁾",
    "Θ₁₂⁽²⁾",
    "z₂⁽³⁾",
    "Θ₂₁⁽²⁾",
    "Θ₂₂⁽²⁾",
    "z₁⁽⁴⁾",
    "Θ₁₁⁽³⁾",
    "Θ₁₂⁽³⁾",
];
/// The largest nudge; the smallest is its negative.
const MOST: f64 = 2.0;
/// The most paths from a unit, and the most factors of a path.
const PATHS: usize = 2;
const FACTORS: usize = 5;

/// Results have fewer decimals than what they are computed from, so that a reader who computes with the printed numbers gets
/// the printed results: factors, then products and changes, then their sums. A weight is exact.
const OF_FACTORS: usize = 6;
const OF_PRODUCTS: usize = 5;
const OF_SUMS: usize = 4;
const OF_WEIGHTS: usize = 2;

struct Moved {
    activation: usize,
    /// The unit that is looked at.
    unit: usize,
    /// The parameter that the slider nudges, and by how much each is nudged.
    target: usize,
    nudges: [f64; 3 * UNITS],
}

/// What both passes computed.
struct Passes {
    theta: [f64; 3 * UNITS],
    z: [f64; UNITS],
    a: [f64; UNITS],
    /// g′ of the hidden units.
    g_prime: [f64; OUTPUT],
    delta: [f64; UNITS],
    /// The slopes of the cost along all parameters.
    gradient: [f64; 3 * UNITS],
    cost: f64,
}

/// A factor of a path: its name, its value, and how many decimals are shown.
struct Factor {
    name: String,
    value: f64,
    decimals: usize,
}

pub(crate) fn start(given: &[f64]) -> Option<Box<dyn Figure>> {
    given.is_empty().then(|| Box::new(FIRST) as Box<dyn Figure>)
}

const FIRST: Moved = Moved { activation: 0, unit: 0, target: 0, nudges: [0.0; 3 * UNITS] };

impl Moved {
    /// Returns how far the slider nudges its parameter.
    fn nudge(&self) -> f64 {
        self.nudges[self.target]
    }

    /// Returns both passes, with this nudge of the slider's parameter and the nudges of the others.
    fn passes(&self, nudge: f64) -> Passes {
        CHOSEN.set(self.activation);
        let mut theta = [0.0; 3 * UNITS];
        let rows = THETA_1.iter().chain(&THETA_2).chain(&THETA_3);
        theta.iter_mut().zip(rows.flatten()).for_each(|(weight, start)| *weight = *start);
        for (i, weight) in theta.iter_mut().enumerate() {
            *weight += if i == self.target { nudge } else { self.nudges[i] };
        }
        let row = |unit: usize| core::array::from_fn(|j| Plain(theta[3 * unit + j]));
        let network = Switched::<Plain> {
            theta_1: [row(0), row(1)].into(),
            theta_2: [row(2), row(3)].into(),
            theta_3: [row(4)].into(),
        };
        let (x, y) = (X.map(Plain), Y.map(Plain));
        let forward = network.forward(&x);
        let deltas = network.backward(&forward, &y);
        let samples = Samples::new([x], [y]).unwrap_or_else(|_| unreachable!("all values are finite"));
        let slopes = network.gradient(&samples, Plain(0.0));
        let rows = [slopes.theta_1[0], slopes.theta_1[1], slopes.theta_2[0], slopes.theta_2[1], slopes.theta_3[0]];
        let units = |[a, b]: [Plain; 2], [c, d]: [Plain; 2], [e]: [Plain; 1]| [a.0, b.0, c.0, d.0, e.0];
        let z = units(forward.z_2, forward.z_3, forward.z_4);
        Passes {
            z,
            a: units(forward.a_2, forward.a_3, forward.a_4),
            g_prime: core::array::from_fn(|unit| Chosen::g_prime(Plain(z[unit])).0),
            delta: units(deltas.delta_2, deltas.delta_3, deltas.delta_4),
            gradient: core::array::from_fn(|target| rows[target / 3][target % 3].0),
            cost: network.cost(&samples, Plain(0.0)).0,
            theta,
        }
    }

    fn choose(&mut self, target: usize) {
        if target != self.target && target < NAMES.len() {
            self.target = target;
            if target.is_multiple_of(3) {
                self.unit = target / 3;
            }
        }
    }
}

/// Returns the name of a quantity of a unit.
fn name(quantity: &str, unit: usize) -> String {
    quantity.to_owned() + NAMES[3 * unit].trim_start_matches('z')
}

/// Returns the units on a path, if there are so many paths from the unit to the output.
fn path(unit: usize, path: usize) -> Option<[usize; 3]> {
    match (unit, path) {
        (0 | 1, 0 | 1) => Some([unit, 2 + path, OUTPUT]),
        // From layer 3, only one step is left.
        (2 | 3, 0) => Some([unit, OUTPUT, OUTPUT]),
        _ => None,
    }
}

/// Returns the number of the weight from a hidden unit to one of the next layer.
fn weight(from: usize, to: usize) -> usize {
    3 * to + 1 + from % 2
}

/// Returns the factors of a path: out of each unit by g′, over a weight, and finally the error of the output.
fn factors(passes: &Passes, path: [usize; 3]) -> Vec<Factor> {
    let mut factors = Vec::new();
    for step in path.windows(2) {
        if step[0] != OUTPUT {
            let slope = ["g′(", NAMES[3 * step[0]], ")"].concat();
            factors.push(Factor { name: slope, value: passes.g_prime[step[0]], decimals: OF_FACTORS });
            let weight = weight(step[0], step[1]);
            factors.push(Factor { name: NAMES[weight].into(), value: passes.theta[weight], decimals: OF_WEIGHTS });
        }
    }
    factors.push(Factor { name: name("δ", OUTPUT), value: passes.delta[OUTPUT], decimals: OF_FACTORS });
    factors
}

fn product(factors: &[Factor]) -> f64 {
    factors.iter().fold(1.0, |product, factor| product * factor.value)
}

impl Figure for Moved {
    fn act(&mut self, name: &str, x: f64, _y: f64) {
        match name {
            "look" => self.unit = choice(x / 3.0, UNITS),
            "target" => self.choose(x as usize),
            "nudge" => self.nudges[self.target] = within(x, -MOST, MOST),
            "activation" => self.activation = choice(x, ACTIVATIONS.len()),
            "reset" => *self = FIRST,
            _ => {}
        }
    }

    fn show(&self, show: &mut Show) {
        let now = self.passes(self.nudge());
        let paths: [Option<[usize; 3]>; PATHS] = [path(self.unit, 0), path(self.unit, 1)];
        let is_lit = |unit: usize| unit == self.unit || paths.iter().flatten().any(|path| path.contains(&unit));
        show_units(show, &now, self.target, is_lit);
        show_weights(show, &now, self.target, is_lit);
        show_paths(show, &now, self.unit, paths);
        show.choice("activation", self.activation).choice("target", self.target);
        show.slider("nudge", self.nudge(), &fixed(self.nudge(), OF_WEIGHTS));
        show.text("says", &self.says(&now));
    }

    fn numbers(&self) -> Vec<f64> {
        let now = self.passes(self.nudge());
        let products = (0..PATHS).filter_map(|i| path(0, i)).map(|path| product(&factors(&now, path)));
        let units = now.z.iter().chain(&now.a).chain(&now.g_prime).chain(&now.delta);
        units.chain(&now.gradient).copied().chain([now.cost]).chain(products).collect()
    }
}

fn show_units(show: &mut Show, now: &Passes, target: usize, is_lit: impl Fn(usize) -> bool) {
    for unit in 0..UNITS {
        let mut says = String::new();
        let rows: [(&str, Option<&f64>); 4] =
            [("z", now.z.get(unit)), ("a", now.a.get(unit)), ("g′", now.g_prime.get(unit)), ("δ", now.delta.get(unit))];
        for (quantity, value) in rows {
            if let Some(&value) = value {
                // The space keeps it apart from the next one, as it does in what a screen reader says.
                let text = [quantity, " ", &fixed(value, OF_SUMS), " "].concat();
                show.text(&numbered(quantity, unit), &text);
                says += &text;
            }
        }
        let slot = numbered("unit", unit);
        show.attribute(&slot, "aria-label", &[&says, "of ", NAMES[3 * unit]].concat());
        show.class(&slot, "lit", is_lit(unit)).class(&slot, "chosen", target == 3 * unit);
    }
    show.text("cost", &("C ".to_owned() + &fixed(now.cost, OF_SUMS)));
}

fn show_weights(show: &mut Show, now: &Passes, target: usize, is_lit: impl Fn(usize) -> bool) {
    for weight in (0..NAMES.len()).filter(|weight| weight % 3 > 0) {
        let (to, from) = (weight / 3, weight % 3 - 1);
        let text = [NAMES[weight], " ", &fixed(now.theta[weight], OF_WEIGHTS)].concat();
        show.text(&numbered("weight", weight), &text);
        // The weights of the input are on no path.
        let lit = to >= 2 && is_lit(to) && is_lit(to / 2 * 2 - 2 + from);
        let slot = numbered("edge", weight);
        show.class(&slot, "lit", lit).class(&slot, "chosen", target == weight);
    }
}

fn show_paths(show: &mut Show, now: &Passes, unit: usize, paths: [Option<[usize; 3]>; PATHS]) {
    let mut sum = name("δ", unit) + " = ";
    for (i, path) in paths.into_iter().enumerate() {
        let factors = path.map(|path| factors(now, path)).unwrap_or_default();
        let head = match path {
            Some([_, OUTPUT, _]) => "the only path".to_owned(),
            Some([_, through, _]) => "through ".to_owned() + NAMES[3 * through],
            None => String::new(),
        };
        show.text(&numbered("head", i), &head);
        for row in 0..FACTORS {
            let (name, value) = factors.get(row).map_or_else(Default::default, |Factor { name, value, decimals }| {
                ([if row > 0 { "× " } else { "" }, name].concat(), fixed(*value, *decimals))
            });
            show.text(&numbered(&numbered("name", i), row), &name);
            show.text(&numbered(&numbered("value", i), row), &value);
        }
        let product = product(&factors);
        let (mut equals, mut result) = ("", String::new());
        if path.is_some() {
            (equals, result) = ("=", fixed(product, OF_PRODUCTS));
        }
        if paths[1].is_some() {
            let size = if i == 0 { product } else { product.abs() };
            let sign = if i == 0 {
                ""
            } else if result.starts_with('−') {
                " − "
            } else {
                " + "
            };
            sum += &[sign, &fixed(size, OF_PRODUCTS)].concat();
        }
        show.text(&numbered("equals", i), equals).text(&numbered("product", i), &result);
    }
    let delta = fixed(now.delta[unit], OF_SUMS);
    if unit == OUTPUT {
        sum += &[&name("a", unit), " − y = ", &fixed(now.a[unit], OF_SUMS), " − 1 = "].concat();
    } else if paths[1].is_some() {
        sum += " = ";
    }
    show.text("sum", &(sum + &delta));
}

impl Moved {
    /// Compares what the cost did since the slider was at 0 with what its slope there promised.
    fn says(&self, now: &Passes) -> String {
        let (target, nudge) = (self.target, self.nudge());
        let before = self.passes(0.0);
        let slope = fixed(before.gradient[target], OF_FACTORS);
        let mut error = name(", δ", target / 3);
        if !target.is_multiple_of(3) {
            // Head times tail.
            let (to, from) = (target / 3, target % 3 - 1);
            error +=
                &[" · ", &if to < 2 { "x".to_owned() + ["₁", "₂"][from] } else { name("a", to / 2 * 2 - 2 + from) }]
                    .concat();
        }
        error += ",";
        let cost = fixed(before.cost, OF_FACTORS);
        if nudge == 0.0 {
            return [
                &*["The cost C is ", &cost, ", and its slope along ", NAMES[target], &error, " is ", &slope].concat(),
                ". Nudge ",
                NAMES[target],
                ", and see whether C does what the slope promises.",
            ]
            .concat();
        }
        let by = fixed(nudge, OF_WEIGHTS);
        [
            &*["With ", NAMES[target], " moved by ", &by, ", C goes from ", &cost].concat(),
            &*[" to ", &fixed(now.cost, OF_FACTORS), ", a change of "].concat(),
            &*[&fixed(now.cost - before.cost, OF_PRODUCTS), ". Its slope before", &error, " promised "].concat(),
            &*[&slope, " · ", &by, " = ", &fixed(before.gradient[target] * nudge, OF_PRODUCTS), "."].concat(),
        ]
        .concat()
    }
}
