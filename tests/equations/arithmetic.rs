//! Compares the code of every equation with the equation written out again in plain arithmetic.
//!
//! A test has the name of its equation, with _ for -: the build of the book requires a test for each. It writes the
//! formula as on paper, in another form than the code if there are two, and uses none of the code's loops. Each
//! comparison allows a difference of [`TOLERANCE`], relative to the value or to 1, whichever is larger.

use backprop::{
    Activation, Adam, Cost, CrossEntropy, Identity, LeakyRelu, Momentum, OutputActivation, Relu, Samples, Sigmoid,
    Softmax, Softplus, SquaredError, Tanh, Theta, equations::activation, equations::backward, equations::forward,
    equations::gradient, network,
};
use std::array::from_fn;

const TOLERANCE: f64 = 1e-13;

/// Weighted inputs below, above and at 0.
const POINTS: [f64; 9] = [-3.5, -2.0, -0.7, -0.1, 0.0, 0.3, 1.0, 2.5, 4.0];

/// Weighted inputs of an output layer, derivatives of a cost with respect to its activations, and targets.
const Z: [[f64; 3]; 4] = [[0.2, -1.3, 0.9], [1.5, 0.4, -0.6], [-2.0, 3.0, 0.1], [0.0, 0.0, 0.0]];
const SLOPE: [[f64; 3]; 4] = [[1.0, -0.5, 0.3], [-0.2, 0.7, 2.0], [0.4, 0.4, -1.1], [-1.5, 0.6, 0.8]];
const Y: [[f64; 3]; 4] = [[1.0, 0.0, 0.0], [0.25, 0.25, 0.5], [0.0, 1.0, 0.0], [0.1, 0.3, 0.6]];

fn near(got: f64, want: f64) {
    assert!((got - want).abs() <= TOLERANCE * want.abs().max(1.0), "{got}, expected {want}");
}

fn all_near<const N: usize>(got: [f64; N], want: [f64; N]) {
    (0..N).for_each(|k| near(got[k], want[k]));
}

/// Returns the logistic function, computed as a hyperbolic tangent of half the argument.
fn logistic(z: f64) -> f64 {
    (1.0 + (z / 2.0).tanh()) / 2.0
}

/// Returns the softmax: each eᶻ divided by the sum of all.
fn shares<const K: usize>(z: [f64; K]) -> [f64; K] {
    z.map(|z_k| z_k.exp() / z.map(f64::exp).iter().sum::<f64>())
}

// Activations.

#[test]
fn sigmoid() {
    for z in POINTS {
        near(Sigmoid::g(z), 1.0 / (1.0 + (-z).exp()));
        near(Sigmoid::g(z), logistic(z));
    }
}

#[test]
fn sigmoid_prime() {
    for z in POINTS {
        let g = 1.0 / (1.0 + (-z).exp());
        near(Sigmoid::g_prime(z), g * (1.0 - g));
    }
}

#[test]
fn tanh() {
    for z in POINTS {
        near(Tanh::g(z), (z.exp() - (-z).exp()) / (z.exp() + (-z).exp()));
    }
}

#[test]
fn tanh_prime() {
    for z in POINTS {
        near(Tanh::g_prime(z), 1.0 - z.tanh().powi(2));
    }
}

#[test]
fn relu() {
    for z in POINTS {
        near(Relu::g(z), (z + z.abs()) / 2.0);
    }
}

#[test]
fn relu_prime() {
    let slopes = POINTS.map(Relu::g_prime);
    assert_eq!(slopes, [0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 1.0, 1.0, 1.0]);
}

#[test]
fn leaky_relu() {
    for z in POINTS {
        near(LeakyRelu::g(z), z.max(0.01 * z));
    }
}

#[test]
fn leaky_relu_prime() {
    let slopes = POINTS.map(LeakyRelu::g_prime);
    assert_eq!(slopes, [0.01, 0.01, 0.01, 0.01, 0.01, 1.0, 1.0, 1.0, 1.0]);
}

#[test]
fn softplus() {
    for z in POINTS {
        near(Softplus::g(z), (1.0 + z.exp()).ln());
    }
}

#[test]
fn softplus_prime() {
    for z in POINTS {
        near(Softplus::g_prime(z), z.exp() / (1.0 + z.exp()));
    }
}

#[test]
fn identity() {
    assert_eq!(POINTS.map(Identity::g), POINTS);
}

#[test]
fn identity_prime() {
    assert_eq!(POINTS.map(Identity::g_prime), [1.0; 9]);
}

#[test]
fn pull_back() {
    for (z, slope) in Z.iter().zip(&SLOPE) {
        all_near(Sigmoid::pull_back(z, slope), from_fn(|k| slope[k] * logistic(z[k]) * (1.0 - logistic(z[k]))));
        all_near(Tanh::pull_back(z, slope), from_fn(|k| slope[k] * (1.0 - z[k].tanh().powi(2))));
    }
}

#[test]
fn softmax() {
    for z in &Z {
        all_near(Softmax::activate(z), shares(*z));
    }
    all_near(Softmax::activate(&[2.0, 2.0 + 3_f64.ln()]), [0.25, 0.75]);
}

/// Multiplies by the whole Jacobian: ∂aⱼ/∂zₖ is aⱼ (1 − aⱼ) on the diagonal and −aⱼ aₖ off the diagonal.
#[test]
fn softmax_pull_back() {
    for (z, slope) in Z.iter().zip(&SLOPE) {
        let a = shares(*z);
        let jacobian = |j: usize, k: usize| if j == k { a[j] * (1.0 - a[j]) } else { -a[j] * a[k] };
        let want = from_fn(|k| slope[0] * jacobian(0, k) + slope[1] * jacobian(1, k) + slope[2] * jacobian(2, k));
        all_near(Softmax::pull_back(z, slope), want);
    }
}

#[test]
fn glorot() {
    for (inputs, units) in [(2, 4), (3, 5), (64, 25), (1, 1)] {
        near(activation::glorot(inputs, units), 6_f64.sqrt() / ((inputs + units) as f64).sqrt());
    }
}

#[test]
fn he() {
    for inputs in [1, 2, 6, 64] {
        near(activation::he(inputs), 6_f64.sqrt() / (inputs as f64).sqrt());
    }
}

// Costs.

/// Returns C for a cost and an output activation at these weighted inputs.
fn cost_at<C: Cost<A>, A: OutputActivation>(z: &[f64; 3], y: &[f64; 3]) -> f64 {
    C::cost(z, &A::activate(z), y)
}

/// Returns δ⁽ᴸ⁾ for a cost and an output activation at these weighted inputs.
fn delta_at<C: Cost<A>, A: OutputActivation>(z: &[f64; 3], y: &[f64; 3]) -> [f64; 3] {
    C::delta(z, &A::activate(z), y)
}

#[test]
fn logistic_cost() {
    for (z, y) in Z.iter().zip(&Y) {
        let h = z.map(logistic);
        let term = |k: usize| y[k] * h[k].ln() + (1.0 - y[k]) * (1.0 - h[k]).ln();
        near(cost_at::<CrossEntropy, Sigmoid>(z, y), -(term(0) + term(1) + term(2)));
    }
}

/// Uses the form before g′ of the sigmoid cancels against the derivative of the logarithms.
#[test]
fn output_error() {
    for (z, y) in Z.iter().zip(&Y) {
        let h = z.map(logistic);
        all_near(delta_at::<CrossEntropy, Sigmoid>(z, y), from_fn(|k| h[k] - y[k]));
        let slope = |k: usize| -y[k] / h[k] + (1.0 - y[k]) / (1.0 - h[k]);
        all_near(delta_at::<CrossEntropy, Sigmoid>(z, y), from_fn(|k| slope(k) * h[k] * (1.0 - h[k])));
    }
}

#[test]
fn softmax_cost() {
    for (z, y) in Z.iter().zip(&Y) {
        let h = shares(*z);
        near(cost_at::<CrossEntropy, Softmax>(z, y), -(y[0] * h[0].ln() + y[1] * h[1].ln() + y[2] * h[2].ln()));
    }
}

/// Includes targets whose sum is not 1; uses the chain rule through all −yⱼ ln aⱼ.
#[test]
fn softmax_output_error() {
    for (z, y) in Z.iter().zip(&Y).chain(Z.iter().zip(&SLOPE)) {
        let h = shares(*z);
        let term = |j: usize, k: usize| if j == k { -y[j] * (1.0 - h[j]) } else { y[j] * h[k] };
        all_near(delta_at::<CrossEntropy, Softmax>(z, y), from_fn(|k| term(0, k) + term(1, k) + term(2, k)));
    }
}

#[test]
fn squared_error() {
    for (z, y) in Z.iter().zip(&Y) {
        let half_square = |h: f64, y: f64| (h * h - 2.0 * h * y + y * y) / 2.0;
        let want = |h: [f64; 3]| half_square(h[0], y[0]) + half_square(h[1], y[1]) + half_square(h[2], y[2]);
        near(cost_at::<SquaredError, Identity>(z, y), want(*z));
        near(cost_at::<SquaredError, Sigmoid>(z, y), want(z.map(logistic)));
    }
}

#[test]
fn squared_error_delta() {
    for (z, y) in Z.iter().zip(&Y) {
        let (h, t) = (z.map(logistic), z.map(f64::tanh));
        all_near(delta_at::<SquaredError, Identity>(z, y), from_fn(|k| z[k] - y[k]));
        all_near(delta_at::<SquaredError, Sigmoid>(z, y), from_fn(|k| (h[k] - y[k]) * h[k] * (1.0 - h[k])));
        all_near(delta_at::<SquaredError, Tanh>(z, y), from_fn(|k| (t[k] - y[k]) * (1.0 - t[k] * t[k])));
    }
}

// A network small enough to write out its equations.

network! {
    /// Two inputs, two hidden units, one output.
    struct Net { layers: 2 -> 2 Tanh -> 1 Sigmoid, cost: CrossEntropy }
}

const T1: [[f64; 3]; 2] = [[0.3, -0.8, 0.5], [-0.6, 0.4, 1.1]];
const T2: [[f64; 3]; 1] = [[0.2, 0.9, -0.7]];
const X: [[f64; 2]; 3] = [[0.5, -1.0], [1.5, 0.25], [-0.75, 2.0]];
const TARGETS: [[f64; 1]; 3] = [[1.0], [0.0], [0.25]];

fn net() -> Net {
    Net { theta_1: T1.into(), theta_2: T2.into() }
}

/// Returns J, computed from the weights alone; biases are not penalized.
fn j(t1: [[f64; 3]; 2], t2: [[f64; 3]; 1], lambda: f64) -> f64 {
    let c = |x: [f64; 2], y: f64| {
        let a_1 = (t1[0][0] + t1[0][1] * x[0] + t1[0][2] * x[1]).tanh();
        let a_2 = (t1[1][0] + t1[1][1] * x[0] + t1[1][2] * x[1]).tanh();
        let h = logistic(t2[0][0] + t2[0][1] * a_1 + t2[0][2] * a_2);
        -y * h.ln() - (1.0 - y) * (1.0 - h).ln()
    };
    let square = |row: [f64; 3]| row[1].powi(2) + row[2].powi(2);
    let costs = c(X[0], TARGETS[0][0]) + c(X[1], TARGETS[1][0]) + c(X[2], TARGETS[2][0]);
    costs / 3.0 + lambda / 6.0 * (square(t1[0]) + square(t1[1]) + square(t2[0]))
}

#[test]
fn cost() {
    for (m, lambda) in [(1, 0.0), (4, 0.5), (10, 3.0)] {
        let theta: Theta<f64, 2, 3> = T1.into();
        let squares = (0.64 + 0.25) + (0.16 + 1.21);
        let want = 7.5 / m as f64 + lambda * squares / (2 * m) as f64;
        near(backprop::equations::cost::mean_cost(7.5, theta.squares(), lambda, m), want);
    }
    let samples = Samples::new(X, TARGETS).unwrap();
    for lambda in [0.0, 0.5, 3.0] {
        near(net().cost(&samples, lambda), j(T1, T2, lambda));
    }
}

#[test]
fn weighted_sum() {
    let theta = [[0.3, -0.8, 0.5, 2.0], [-0.6, 0.4, 1.1, -1.0]];
    for a in SLOPE {
        let want = theta.map(|row| row[0] * 1.0 + row[1] * a[0] + row[2] * a[1] + row[3] * a[2]);
        all_near(forward::weighted_sum(&theta.into(), &a), want);
    }
}

#[test]
fn activation() {
    for z in Z {
        all_near(forward::activate(&z, Sigmoid::g), [logistic(z[0]), logistic(z[1]), logistic(z[2])]);
        all_near(forward::activate(&z, |z| z * z), [z[0].powi(2), z[1].powi(2), z[2].powi(2)]);
    }
}

#[test]
fn threshold() {
    let of_one = [-1.0, 0.0, 0.25, 0.499, 0.5, 0.501, 1.0].map(|h| forward::class(&[h]));
    assert_eq!(of_one, [0, 0, 0, 0, 1, 1, 1]);
    let of_several = [[0.4, 0.1, 0.2], [0.1, 0.4, 0.2], [0.1, 0.2, 0.4], [0.9, 0.6, 0.7], [-3.0, -1.0, -2.0]];
    assert_eq!(of_several.map(|h| forward::class(&h)), [0, 1, 2, 0, 1]);
    assert_eq!(
        (forward::class(&[0.4, 0.4]), forward::class(&[0.1, 0.4, 0.4])),
        (0, 1),
        "a tie goes to the first class"
    );
}

/// Computes each unit by itself: the sum of Θᵢⱼ δᵢ over the units i of the next layer, without the bias column, times
/// g′(zⱼ).
#[test]
fn hidden_error() {
    let theta = [[0.3, -0.8, 0.5, 2.0], [-0.6, 0.4, 1.1, -1.0]];
    for (z, delta) in Z.iter().zip([[1.0, -0.5], [0.3, 0.7], [-2.0, 0.1], [0.6, 1.5]]) {
        let sum = |j: usize| theta[0][j] * delta[0] + theta[1][j] * delta[1];
        let slope = |z: f64| 1.0 - z.tanh().powi(2);
        let want = [sum(1) * slope(z[0]), sum(2) * slope(z[1]), sum(3) * slope(z[2])];
        all_near(backward::hidden_error(&theta.into(), &delta, z, Tanh::g_prime), want);
    }
}

#[test]
fn weighted_cost() {
    near(backprop::equations::cost::weighted_cost(Some(2.5), 0.4), 1.0);
    near(backprop::equations::cost::weighted_cost(Some(0.0), 0.4), 0.0);
    near(backprop::equations::cost::weighted_cost(None, 0.4), 0.4);
}

#[test]
fn weighted_error() {
    all_near(gradient::weighted_error(Some(2.5), [0.4, -2.0]), [1.0, -5.0]);
    all_near(gradient::weighted_error(None, [0.4, -2.0]), [0.4, -2.0]);
}

#[test]
fn accumulate() {
    let (before, delta, a) = ([[1.0, 2.0, 3.0], [-4.0, 5.0, -6.0]], [0.5, -1.5], [0.7, -0.2]);
    let mut accumulated: Theta<f64, 2, 3> = before.into();
    gradient::accumulate(&mut accumulated, &delta, &a);
    all_near(accumulated[0], [1.0 + 0.5, 2.0 + 0.5 * 0.7, 3.0 + 0.5 * -0.2]);
    all_near(accumulated[1], [-4.0 - 1.5, 5.0 - 1.5 * 0.7, -6.0 - 1.5 * -0.2]);
}

#[test]
fn gradient() {
    let (delta, theta) = ([[1.0, 2.0, 3.0], [-4.0, 5.0, -6.0]], T1);
    for (m, lambda) in [(1, 0.0), (1, 2.0), (5, 0.0), (5, 0.5), (20, 3.0)] {
        let d = gradient::mean_gradient(&delta.into(), &theta.into(), lambda, m);
        let m = m as f64;
        for i in 0..2 {
            near(d[i][0], delta[i][0] / m);
            near(d[i][1], delta[i][1] / m + lambda * theta[i][1] / m);
            near(d[i][2], delta[i][2] / m + lambda * theta[i][2] / m);
        }
    }
}

#[test]
fn start() {
    let epsilon = 6_f64.sqrt() / 4_f64.sqrt();
    let mut weights = Vec::new();
    for seed in 0..200 {
        let net = Net::random(seed);
        assert!(net.theta_1.iter().all(|row| row[0] == 0.0), "biases start at 0");
        weights.extend(net.theta_1.iter().flat_map(|row| [row[1], row[2]]));
    }
    let (least, largest) = (weights.iter().copied().reduce(f64::min), weights.iter().copied().reduce(f64::max));
    let (least, largest) = (least.unwrap(), largest.unwrap());
    assert!(-epsilon <= least && largest < epsilon, "every weight is within its range");
    assert!(
        least < -0.99 * epsilon && 0.99 * epsilon < largest,
        "this many weights come close to both ends of their range"
    );
}

/// Uses a step so large that a one-sided difference would fail.
#[test]
fn numeric_gradient() {
    let samples = Samples::new(X, TARGETS).unwrap();
    for (lambda, epsilon) in [(0.0, 0.1), (0.5, 0.1), (3.0, 0.25)] {
        let numeric = backprop::numeric_gradient(&net(), &samples, lambda, epsilon);
        let slope = |above: f64, below: f64| (above - below) / (2.0 * epsilon);
        for column in 0..3 {
            for row in 0..2 {
                let moved = |by: f64| {
                    let mut t1 = T1;
                    t1[row][column] += by;
                    j(t1, T2, lambda)
                };
                near(numeric.theta_1[row][column], slope(moved(epsilon), moved(-epsilon)));
            }
            let moved = |by: f64| {
                let mut t2 = T2;
                t2[0][column] += by;
                j(T1, t2, lambda)
            };
            near(numeric.theta_2[0][column], slope(moved(epsilon), moved(-epsilon)));
        }
    }
}

/// Compares with Σ D V, and with a central difference of the J that is written out above.
#[test]
fn directional_derivative() {
    let samples = Samples::new(X, TARGETS).unwrap();
    let (v1, v2) = ([[0.5, 1.0, -2.0], [0.25, -1.5, 0.75]], [[-1.0, 0.5, 2.0]]);
    let direction = Net { theta_1: v1.into(), theta_2: v2.into() };
    for lambda in [0.0, 0.5, 3.0] {
        let slope = backprop::directional_derivative(&net(), &samples, lambda, &direction);
        let d = net().gradient(&samples, lambda);
        let sum = |d: [f64; 3], v: [f64; 3]| d[0] * v[0] + d[1] * v[1] + d[2] * v[2];
        near(slope, sum(d.theta_1[0], v1[0]) + sum(d.theta_1[1], v1[1]) + sum(d.theta_2[0], v2[0]));
        let at = |t: f64| {
            let along = |theta: [f64; 3], v: [f64; 3]| from_fn(|j| theta[j] + t * v[j]);
            j([along(T1[0], v1[0]), along(T1[1], v1[1])], [along(T2[0], v2[0])], lambda)
        };
        assert!((slope - (at(1e-5) - at(-1e-5)) / 2e-5).abs() < 1e-8);
    }
}

#[test]
fn descent() {
    let d = Net { theta_1: [[1.0, -2.0, 0.5], [0.25, 3.0, -1.0]].into(), theta_2: [[-0.5, 0.75, 4.0]].into() };
    for rate in [0.1, 0.5, 2.0] {
        let mut net = net();
        backprop::descend(&mut net, &d, rate);
        all_near(net.theta_1[0], [0.3 - rate, -0.8 + 2.0 * rate, 0.5 - 0.5 * rate]);
        all_near(net.theta_1[1], [-0.6 - 0.25 * rate, 0.4 - 3.0 * rate, 1.1 + rate]);
        all_near(net.theta_2[0], [0.2 + 0.5 * rate, 0.9 - 0.75 * rate, -0.7 - 4.0 * rate]);
    }
}

// Optimizers.

/// Two steps, written out: v is d₁ after the first one and β d₁ + d₂ after the second.
#[test]
fn momentum() {
    for beta in [0.0, 0.5, 0.9] {
        let (update, mut v) = (Momentum::new(beta).update(0.1), 0.0);
        let first = update(2.0, 3.0, [&mut v]);
        near(first, 2.0 - 0.1 * 3.0);
        near(update(first, -1.0, [&mut v]), first - 0.1 * (beta * 3.0 - 1.0));
    }
}

/// Two steps, written out: dividing by 1 − βᵗ makes weighted means of the gradients and of their squares.
#[test]
fn adam() {
    let (beta_1, beta_2, epsilon, alpha) = (0.8, 0.6, 0.01, 0.1);
    let adam = Adam::new(beta_1, beta_2, epsilon);
    let (mut v, mut s) = (0.0, 0.0);
    let first = adam.update(alpha, 1)(2.0, 3.0, [&mut v, &mut s]);
    near(first, 2.0 - alpha * 3.0 / (3.0 + epsilon));
    let mean = (beta_1 * 3.0 - 1.0) / (beta_1 + 1.0);
    let mean_square = (beta_2 * 9.0 + 1.0) / (beta_2 + 1.0);
    near(adam.update(alpha, 2)(first, -1.0, [&mut v, &mut s]), first - alpha * mean / (mean_square.sqrt() + epsilon));
}
