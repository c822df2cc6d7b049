//! The fast path computes what the textbook's code computes, up to rounding: for every size, activation and cost, with
//! every instruction set of this machine.
//!
//! The textbook's numbers come from `accumulated`, which stays the plain loop for every number.

mod own;

use backprop::dual::Dual64;
use backprop::fast::layers::Costs;
use backprop::fast::number::Fast;
use backprop::fast::workspace::Workspace;
use backprop::fast::{Cpu, Float};
use backprop::gradient::mean_gradient;
use backprop::random::Random;
use backprop::{
    Cost, CrossEntropy, Identity, LeakyRelu, Network, OutputActivation, Relu, Samples, SamplesOf, Scalar, Sigmoid,
    Softmax, Softplus, SquaredError, Tanh, batch_descent, cost_and_gradient, descend, minibatch_descent, network,
    stochastic_descent,
};
use own::{LogCosh, Swish};

/// A user's own cost, which compares: squared near the target, straight far from it.
struct Huber;

impl<A: OutputActivation> Cost<A> for Huber {
    fn cost<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        let half = T::from_f64(0.5);
        let one = |k: usize| match (a[k] - y[k]).abs() {
            far if far > half => half * (far - half * half),
            near => half * near * near,
        };
        (0..K).fold(T::ZERO, |sum, k| sum + one(k))
    }
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        let half = T::from_f64(0.5);
        let slope = |k: usize| match a[k] - y[k] {
            far if far > half => half,
            far if far < -half => -half,
            near => near,
        };
        A::pull_back(z, &std::array::from_fn(slope))
    }
}

/// A network and samples for it, all drawn at random; biases too, and targets between 0 and 1.
fn drawn<N: Network>(seed: u64, m: usize) -> (N, SamplesOf<N>) {
    let mut random = Random::new(seed);
    let mut number = |range: f64| N::Scalar::from_f64(random.uniform(range));
    let mut network = N::zeros();
    for mut theta in network.thetas_mut() {
        let range = (3.0 / theta.ncols() as f64).sqrt();
        theta.mapv_inplace(|_| number(range));
    }
    let (inputs, outputs) = (network.thetas()[0].ncols() - 1, network.thetas()[network.thetas().len() - 1].nrows());
    let half = N::Scalar::from_f64(0.5);
    let x = (0..m).map(|_| (0..inputs).map(|_| number(1.0)).collect()).collect();
    let y = (0..m).map(|_| (0..outputs).map(|_| half + number(0.5)).collect()).collect();
    (network, N::samples(x, y).unwrap())
}

/// J, as the textbook computes it.
fn textbook_cost<N: Network>(network: &N, samples: &SamplesOf<N>) -> f64
where
    N::Scalar: Into<f64>,
{
    // Dual numbers know of no faster way than the loop over the examples.
    let dual = |number: N::Scalar| Dual64::from_re(number.into());
    network.map(dual).cost(&N::map_samples(samples, dual), Dual64::from_re(0.0)).re
}

/// The largest distance of two networks' entries, relative to the largest entry of the layer.
fn distance<N: Network>(one: &N, other: &N) -> f64
where
    N::Scalar: Into<f64>,
{
    let layer = |one: Vec<f64>, other: Vec<f64>| {
        let scale = other.iter().fold(f64::MIN_POSITIVE, |scale, entry| scale.max(entry.abs()));
        let pairs = one.iter().zip(&other);
        pairs.fold(0.0_f64, |worst, (one, other)| {
            assert!(one.is_finite() && other.is_finite());
            worst.max((one - other).abs() / scale)
        })
    };
    let numbers = |network: &N| -> Vec<Vec<f64>> {
        network.thetas().iter().map(|theta| theta.iter().map(|&entry| entry.into()).collect()).collect()
    };
    numbers(one).into_iter().zip(numbers(other)).map(|(one, other)| layer(one, other)).fold(0.0, f64::max)
}

/// Δ of the fast path agrees with the textbook's, on all instruction sets and for each number of samples.
fn agrees<N: Network<Scalar: Float + Into<f64>>>(samples: &[usize], bound: f64) {
    for &m in samples {
        let (network, samples) = drawn::<N>(7 * m as u64 + 1, m);
        let accumulated = network.accumulated(&samples);
        for cpu in Cpu::all() {
            let mut workspace = Workspace::<N>::new(&network, m, cpu);
            let costs: f64 = workspace.accumulate(&samples, 0..m, Costs::Wanted).into();
            let mut fast = N::zeros();
            backprop::fast::parameters::write(workspace.theta_and_sums().1, fast.thetas_mut());
            let name = N::DECLARATION;
            let off = distance(&fast, &accumulated);
            assert!(off <= bound, "{name}, {m} samples, {cpu:?}: Δ is off by {off:e}");
            let alone: f64 = workspace.cost(&samples).into();
            assert_eq!(alone, costs, "{name}, {m} samples, {cpu:?}: the cost alone is another one");
        }
    }
}

/// J of the fast path agrees with the textbook's.
fn costs_agree<N: Network<Scalar: Float + Into<f64>>>(samples: &[usize], bound: f64) {
    for &m in samples {
        let (network, samples) = drawn::<N>(7 * m as u64 + 1, m);
        let cost = textbook_cost(&network, &samples);
        for cpu in Cpu::all() {
            let costs: f64 = Workspace::<N>::new(&network, m, cpu).cost(&samples).into();
            let off = (costs / m as f64 - cost).abs() / cost.abs().max(1.0);
            assert!(off <= bound, "{}, {m} samples, {cpu:?}: J is off by {off:e}", N::DECLARATION);
        }
    }
}

const F64: f64 = 1e-12;
const F32: f64 = 2e-5;

/// Around the borders of lanes, tiles and blocks.
const BORDERS: [usize; 19] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 16, 17, 31, 33, 127, 128, 129, 257];

macro_rules! pairs {
    ($($name:ident: $hidden:ident -> $output:ident, $cost:ident;)+) => {$(
        #[test]
        fn $name() {
            network! {
                struct Shallow { layers: 3 -> 2 $output, cost: $cost }
                struct Net { layers: 5 -> 9 $hidden -> 3 $output, cost: $cost }
                struct Deep { layers: 4 -> 7 $hidden -> 16 $hidden -> 5 $hidden -> 1 $output, cost: $cost }
            }
            agrees::<Shallow<f64>>(&BORDERS, F64);
            agrees::<Deep<f64>>(&BORDERS, F64);
            agrees::<Net<f32>>(&BORDERS, F32);
            costs_agree::<Deep<f64>>(&BORDERS, F64);
            costs_agree::<Net<f32>>(&BORDERS, F32);
        }
    )+};
}

pairs! {
    sigmoid_with_cross_entropy: Sigmoid -> Sigmoid, CrossEntropy;
    sigmoid_with_squared_error: Sigmoid -> Sigmoid, SquaredError;
    tanh_with_squared_error: Tanh -> Tanh, SquaredError;
    relu_with_squared_error: Relu -> Relu, SquaredError;
    leaky_relu_with_squared_error: LeakyRelu -> LeakyRelu, SquaredError;
    softplus_with_squared_error: Softplus -> Softplus, SquaredError;
    identity_with_squared_error: Identity -> Identity, SquaredError;
    softmax_with_cross_entropy: Relu -> Softmax, CrossEntropy;
    softmax_with_squared_error: Tanh -> Softmax, SquaredError;
    an_activation_of_ones_own: Swish -> Swish, SquaredError;
    a_cost_of_ones_own_that_compares: Tanh -> Identity, Huber;
    a_cost_of_ones_own_side_by_side: Tanh -> Softmax, LogCosh;
    a_cost_of_ones_own_with_an_activation_that_compares: Relu -> LeakyRelu, LogCosh;
}

macro_rules! widths {
    ($($inputs:literal -> $units:literal -> $narrow:literal -> $outputs:literal,)+) => {
        #[test]
        fn every_width_around_the_borders_of_vectors_and_tiles() {
            $({
                network! {
                    struct Net {
                        layers: $inputs -> $units Tanh -> $narrow Sigmoid -> $outputs Softmax,
                        cost: CrossEntropy,
                    }
                }
                agrees::<Net<f64>>(&[1, 5, 8, 33, 130], F64);
                agrees::<Net<f32>>(&[1, 5, 8, 33, 130], F32);
            })+
        }
    };
}

// Each width is there before, in and behind a layer.
widths! {
    1 -> 1 -> 257 -> 2, 2 -> 15 -> 3 -> 8, 3 -> 16 -> 193 -> 1, 7 -> 17 -> 15 -> 6, 8 -> 8 -> 7 -> 17,
    15 -> 33 -> 9 -> 9, 16 -> 31 -> 33 -> 16, 17 -> 9 -> 16 -> 7, 31 -> 32 -> 31 -> 3, 33 -> 65 -> 2 -> 15,
    64 -> 63 -> 64 -> 5, 127 -> 12 -> 65 -> 4, 129 -> 129 -> 17 -> 10, 193 -> 30 -> 1 -> 33, 257 -> 6 -> 127 -> 2,
}

network! {
    struct Wide { layers: 784 -> 30 Sigmoid -> 10 Sigmoid, cost: SquaredError }
    struct Many { layers: 12 -> 20 Tanh -> 6 Sigmoid, cost: CrossEntropy }
    struct Classes { layers: 300 -> 70 Relu -> 40 Relu -> 10 Softmax, cost: CrossEntropy }
    struct Few { layers: 2 -> 3 Tanh -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
}

#[test]
fn wide_layers_and_many_samples_agree_too() {
    agrees::<Wide<f64>>(&[1, 10, 300, 1100], F64);
    agrees::<Wide<f32>>(&[1, 10, 300, 1100], F32);
    agrees::<Many<f64>>(&[1023, 1024, 1025, 5000], F64);
    agrees::<Many<f32>>(&[1025, 5000], F32);
}

#[test]
fn the_gradient_is_the_textbooks_with_its_penalty() {
    let (network, samples) = drawn::<Many>(3, 200);
    let accumulated = network.accumulated(&samples);
    let by_hand = Many {
        theta_1: mean_gradient(&accumulated.theta_1, &network.theta_1, 0.7, 200),
        theta_2: mean_gradient(&accumulated.theta_2, &network.theta_2, 0.7, 200),
    };
    assert!(distance(&network.gradient(&samples, 0.7), &by_hand) < F64);

    let (cost, gradient) = cost_and_gradient(&network, &samples, 0.7);
    assert_eq!(gradient, network.gradient(&samples, 0.7));
    assert_eq!(cost, network.cost(&samples, 0.7));
    let squares = network.theta_1.squares() + network.theta_2.squares();
    assert!((cost - (textbook_cost(&network, &samples) + 0.7 / 400.0 * squares)).abs() < 1e-13);
}

/// Descent on batches, with the textbook's gradient of each batch and its share of the penalty.
fn by_the_book<N: Network<Scalar = f64>>(mut network: N, samples: &SamplesOf<N>, batch: usize, epochs: usize) -> N {
    let m = samples.len();
    let rows: Vec<usize> = (0..m).collect();
    for rows in std::iter::repeat_n(rows.chunks(batch), epochs).flatten() {
        let x = rows.iter().map(|&row| samples.x()[row].as_ref().to_vec()).collect();
        let y = rows.iter().map(|&row| samples.y()[row].as_ref().to_vec()).collect();
        let of_batch = N::samples(x, y).unwrap();
        let mut gradient = network.accumulated(&of_batch);
        for (mut d, theta) in gradient.thetas_mut().into_iter().zip(network.thetas()) {
            for (((_, j), d), theta) in d.indexed_iter_mut().zip(theta) {
                let penalty = if j == 0 { 0.0 } else { 0.4 * rows.len() as f64 / m as f64 * theta };
                *d = (*d + penalty) / rows.len() as f64;
            }
        }
        descend(&mut network, &gradient, 0.3);
    }
    network
}

/// All ways of descent end where the book's steps do; after so few of them, roundings have not grown much.
fn descends<N: Network<Scalar = f64>>(m: usize) {
    let (start, samples) = drawn::<N>(5, m);
    for batch in [1, 2, 3, 7, 10, 33, 128, 150, m] {
        let mut network = start.clone();
        minibatch_descent(&mut network, &samples, batch, 0.4, 0.3, 2).unwrap();
        let off = distance(&network, &by_the_book(start.clone(), &samples, batch, 2));
        assert!(off < 1e-11, "{}, batches of {batch}: off by {off:e}", N::DECLARATION);
    }
    let (mut stochastic, mut batch) = (start.clone(), start.clone());
    stochastic_descent(&mut stochastic, &samples, 0.4, 0.3, 3).unwrap();
    assert!(distance(&stochastic, &by_the_book(start.clone(), &samples, 1, 3)) < 1e-11);
    batch_descent(&mut batch, &samples, 0.4, 0.3, 70).unwrap();
    assert!(distance(&batch, &by_the_book(start.clone(), &samples, m, 70)) < 1e-11);

    let mut by_gradients = start;
    for _ in 0..70 {
        let gradient = by_gradients.gradient(&samples, 0.4);
        descend(&mut by_gradients, &gradient, 0.3);
    }
    assert!(distance(&batch, &by_gradients) < 1e-11);
    // What goes through the layers at once gets a gradient only if there is more than one block.
    assert!(m <= 128 || batch == by_gradients, "batch descent takes the gradient's own steps, to the last bit");
}

#[test]
fn descent_ends_where_the_books_steps_do() {
    descends::<Few>(40);
    descends::<Many>(157);
    descends::<Classes>(157);
}

#[test]
fn a_run_that_diverges_ends_before_the_same_step_wherever_it_is_looked_at() {
    network! { struct Line { layers: 2 -> 3 Identity -> 1 Identity, cost: SquaredError } }
    let (start, samples) = drawn::<Line>(2, 300);
    for batch in [1, 4, 100, 300] {
        let mut network = start.clone();
        let step = minibatch_descent(&mut network, &samples, batch, 0.0, 40.0, 50).unwrap_err().step;
        assert!(network.thetas().iter().all(|theta| theta.iter().all(|weight| weight.is_finite())));
        // The weights are those after as many steps, taken one by one.
        let mut again = start.clone();
        let mut steps = 0;
        'epochs: loop {
            for rows in (0..300).collect::<Vec<_>>().chunks(batch) {
                if steps == step {
                    break 'epochs;
                }
                let x: Vec<_> = rows.iter().map(|&row| samples.x()[row]).collect();
                let y: Vec<_> = rows.iter().map(|&row| samples.y()[row]).collect();
                minibatch_descent(&mut again, &Samples::new(x, y).unwrap(), batch, 0.0, 40.0, 1).unwrap();
                steps += 1;
            }
        }
        assert_eq!(network, again, "batches of {batch}");
    }
}

/// Weights and inputs of any size.
#[test]
fn every_finite_input_gives_finite_numbers_on_the_fast_path() {
    for exponent in [-300, -30, 0, 3, 30, 70] {
        let (network, samples) = drawn::<Few>(1, 20);
        let mut scaled = network.clone();
        scaled.theta_1 = network.theta_1.map(|weight| weight * 10_f64.powi(exponent));
        scaled.theta_3 = network.theta_3.map(|weight| weight * 10_f64.powi(exponent));
        let (cost, gradient) = cost_and_gradient(&scaled, &samples, 0.1);
        assert!(cost.is_finite(), "weights of 1e{exponent}");
        assert!(distance(&gradient, &gradient) == 0.0, "weights of 1e{exponent}");
    }
}

#[test]
fn fast_numbers_compare_as_floats_do() {
    for (a, b) in [(1.0, 2.0), (2.0, 1.0), (2.0, 2.0), (1.0, f64::NAN)] {
        let [x, y] = [a, b].map(|number| Fast::<f64, (), 1>::new([number]));
        assert_eq!((x < y, x <= y, x > y, x >= y), (a < b, a <= b, a > b, a >= b), "{a} and {b}");
        assert_eq!((x == y, x.partial_cmp(&y)), (a == b, a.partial_cmp(&b)), "{a} and {b}");
    }
}

#[test]
fn other_numbers_take_the_textbooks_way() {
    let (network, samples) = drawn::<Few>(1, 3);
    let of_dual = <Few as Network>::map_samples(&samples, Dual64::from_re);
    let gradient = network.map(Dual64::from_re).gradient(&of_dual, Dual64::from_re(0.0)).map(|d| d.re);
    // Dual numbers divide in their own way.
    assert!(distance(&gradient, &network.accumulated(&samples).map(|sum| sum / 3.0)) < 1e-15);
}
