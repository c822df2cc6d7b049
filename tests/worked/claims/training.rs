//! The chapter on training.

use super::recorded;

/// > The cost falls from 0.9485 to 0.4170 after 100 steps and to 0.0052 after 1000.
#[test]
fn the_cost_of_exclusive_or_falls_at_every_mark() {
    assert!(recorded("xor").numbers("costs", Some("cost")).is_sorted_by(|one, next| one > next));
}

/// > Too small: $J$ falls in every step, and it takes forever.
#[test]
fn at_a_rate_that_is_too_small_the_cost_falls_in_every_step_and_slowly() {
    let valley = recorded("valley");
    assert!(valley.numbers("too_small/costs", None).is_sorted_by(|one, next| one > next));
    assert!(valley.number("too_small/steps") > 10.0 * valley.number("right/steps"));
}

/// > Too large: every step lands on the other side higher than before, so $J$ grows in every step.
#[test]
fn at_a_rate_that_is_too_large_the_cost_grows_in_every_step() {
    let valley = recorded("valley");
    assert!(valley.numbers("too_large/costs", None).is_sorted_by(|one, next| one < next));
    assert!(valley.value("too_large/steps").is_null());
}

/// > In our valley, momentum at the smallest of the three rates needs 140 steps instead of 1732.
#[test]
fn momentum_needs_less_than_a_tenth_of_the_steps() {
    let valley = recorded("valley");
    assert_eq!(valley.number("momentum/rate"), valley.number("too_small/rate"));
    assert!(valley.number("momentum/steps") < 0.1 * valley.number("too_small/steps"));
}

/// > The price is that the ball overshoots: its cost does not fall in every step.
#[test]
fn the_cost_with_momentum_does_not_fall_in_every_step() {
    assert!(!recorded("valley").numbers("momentum/costs", None).is_sorted_by(|one, next| one > next));
}

/// > Adam, at the rate 0.3, moves both by the same distance: after one step, b is 0.3000 and w is 0.3000.
///
/// The first derivatives are −4 and −28/3, as the first step of gradient descent shows.
#[test]
fn the_first_step_of_adam_is_equally_long_for_both_weights() {
    let valley = recorded("valley");
    let first = |path: &str| valley.numbers(&format!("{path}/weights/1"), None);
    let (descent, rate) = (first("too_small"), valley.number("too_small/rate"));
    assert!((descent[0] / rate - 4.0).abs() < 1e-9 && (descent[1] / rate - 28.0 / 3.0).abs() < 1e-9);
    assert!((first("adam")[0] - first("adam")[1]).abs() < 1e-8);
}

/// The costs after 1000 and after 10 000 steps of the starts that do not learn exclusive or.
fn failed() -> Vec<[f64; 2]> {
    let starts = recorded("starts");
    let runs = starts.value("two/runs").as_array().expect("a list").clone();
    let costs = |run: &serde_json::Value| [0, 1].map(|at| run["costs"][at].as_f64().expect("a cost"));
    runs.iter().filter(|run| run["learned"] == false).map(costs).collect()
}

/// > With two units, the runs that fail all end near the same cost, 0.3468.
#[test]
fn the_starts_that_fail_all_end_at_the_same_cost() {
    let failed = failed();
    assert!(failed.len() > 1);
    assert!(failed.iter().all(|[_, end]| (end - 2_f64.ln() / 2.0).abs() < 0.001));
}

/// > Their cost still falls in its last digits: they follow a valley that becomes flatter and flatter and leads
/// > nowhere.)
#[test]
fn the_starts_that_fail_still_fall_a_little() {
    assert!(failed().iter().all(|[before, end]| end < before && before - end < 0.01));
}

/// > With four units, all starts succeed.
#[test]
fn with_four_units_every_start_succeeds() {
    let starts = recorded("starts");
    assert_eq!(starts.number("four/learned"), starts.numbers("four/runs", Some("seed")).len() as f64);
    assert!(starts.number("two/learned") < starts.number("four/learned"));
}

/// > The network of zeros at the beginning of this chapter is an example: its gradient is 0, although there are lower
/// > places as near as you like.
///
/// Two units whose weighted sums differ by a factor of two, and whose outputs cancel except for the curvature of tanh.
#[test]
fn lower_places_are_near_the_network_of_zeros() {
    use worked::xor::{Xor, samples};
    let zeros = Xor::zeros();
    assert_eq!(zeros.gradient(&samples(), 0.0), zeros);
    let there = zeros.cost(&samples(), 0.0);
    for t in [0.3, 0.1, 0.03] {
        let mut near = Xor::zeros();
        near.theta_1[0] = [t; 3];
        near.theta_1[1] = [2.0 * t; 3];
        near.theta_2[0] = [0.0, -t, t / 2.0, 0.0, 0.0];
        assert!(near.cost(&samples(), 0.0) < there, "{t}");
        let mut higher = Xor::zeros();
        higher.theta_2[0][0] = t;
        assert!(higher.cost(&samples(), 0.0) > there, "{t}");
    }
}

/// > It serves them in one respect: their activations are near one half at the start, so $z$ is smaller than 1 in
/// > most units, and hardly any is saturated.
///
/// The network that reads digits: the z of both layers over the training rows, with the first weights.
#[test]
fn sigmoid_units_start_with_small_z() {
    use backprop::{Activation, Sigmoid};
    use worked::digits::{Digits, samples};
    let (training, _) = samples();
    for seed in 1..=5 {
        let digits = Digits::random(seed);
        let z = training.x().iter().map(|x| digits.forward(x)).flat_map(|pass| pass.z_2.into_iter().chain(pass.z_3));
        let z: Vec<f64> = z.collect();
        let share = |is: &dyn Fn(f64) -> bool| z.iter().filter(|z| is(**z)).count() as f64 / z.len() as f64;
        assert!(share(&|z| z.abs() < 1.0) > 0.8, "{}", share(&|z| z.abs() < 1.0));
        assert!(share(&|z| Sigmoid::g_prime(z) < 0.1) < 0.01);
    }
}

/// Sigmoid units whose first weights have four times Glorot's range.
struct Wide;

impl backprop::Activation for Wide {
    fn g<T: backprop::Scalar>(z: T) -> T {
        backprop::Sigmoid::g(z)
    }
    fn g_prime<T: backprop::Scalar>(z: T) -> T {
        backprop::Sigmoid::g_prime(z)
    }
    fn epsilon(inputs: usize, units: usize) -> f64 {
        4.0 * backprop::equations::activation::glorot(inputs, units)
    }
}

/// > With a range four times as large they would keep more than half of their size, at the price that many units are
/// > nearly saturated at the start.
#[test]
fn a_range_four_times_as_large_keeps_more_of_the_errors_and_saturates_units() {
    use backprop::{Activation, Sigmoid, SquaredError, equations::first_weights::Random, network};
    network! {
        struct Glorot { layers: 50 -> 50 Sigmoid -> 50 Sigmoid -> 50 Sigmoid -> 50 Sigmoid, cost: SquaredError }
        struct FourTimes { layers: 50 -> 50 Wide -> 50 Wide -> 50 Wide -> 50 Wide, cost: SquaredError }
    }
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let size = |values: &[f64; 50]| mean(&values.map(|value| value * value)).sqrt();
    // The part of the errors that a hidden layer keeps, and the share of hidden units that are nearly saturated.
    let (mut glorot, mut four_times) = ([vec![], vec![]], [vec![], vec![]]);
    let mut random = Random::new(1);
    for seed in 1..=20 {
        let x: [f64; 50] = std::array::from_fn(|_| random.uniform(1.0));
        let y: [f64; 50] = std::array::from_fn(|_| random.uniform(1.0));
        macro_rules! measure {
            ($network:ident, $into:ident) => {
                let network = $network::random(seed);
                let forward = network.forward(&x);
                let deltas = network.backward(&forward, &y);
                $into[0].push(size(&deltas.delta_2) / size(&deltas.delta_3));
                $into[0].push(size(&deltas.delta_3) / size(&deltas.delta_4));
                let z = [forward.z_2, forward.z_3, forward.z_4].concat();
                $into[1].push(z.iter().filter(|z| Sigmoid::g_prime(**z) < 0.05).count() as f64 / z.len() as f64);
            };
        }
        measure!(Glorot, glorot);
        measure!(FourTimes, four_times);
    }
    let [(kept, saturated), (kept_by_four, saturated_by_four)] =
        [glorot, four_times].map(|[kept, saturated]| (mean(&kept), mean(&saturated)));
    assert!((0.2..0.3).contains(&kept) && saturated < 0.001, "{kept}, {saturated}");
    assert!((0.5..0.8).contains(&kept_by_four) && saturated_by_four > 0.15, "{kept_by_four}, {saturated_by_four}");
}

/// Trains exclusive or with four units from this seed. Returns J after each step, and the network.
fn exclusive_or(
    seed: u64,
    rate: f64,
    steps: usize,
    optimizer: impl backprop::Optimizer<f64>,
) -> (Vec<f64>, worked::xor::Xor) {
    let mut xor = worked::xor::Xor::random(seed);
    let trainer = backprop::Trainer::new(rate).optimizer(optimizer).epochs(steps);
    let state = trainer.train(&mut xor, &worked::xor::samples()).expect("it does not diverge");
    (state.costs().to_vec(), xor)
}

/// The number of right answers to the four examples.
fn right(xor: &worked::xor::Xor) -> usize {
    use worked::xor::{X, Y};
    X.iter().zip(Y).filter(|(x, [y])| xor.predict(x) == usize::from(*y == 1.0)).count()
}

/// > After step 94. There, $J$ is still 0.4605, about half of what it was at the start: the answers are on the right side
/// > of one half, but far from certain.
#[test]
fn all_answers_are_right_long_before_the_cost_is_small() {
    let after = |steps| exclusive_or(7, 0.5, steps, backprop::GradientDescent);
    let first = (1..200).find(|&steps| right(&after(steps).1) == 4).unwrap();
    assert_eq!(first, 94);
    let (costs, xor) = after(first);
    let start = recorded("xor").number("start/cost");
    assert_eq!(format!("{:.4}", costs[first - 1]), "0.4605");
    assert!((costs[first - 1] / start - 0.5).abs() < 0.02);
    assert!(worked::xor::X.iter().any(|x| (xor.output(x)[0] - 0.5).abs() < 0.05));
}

/// > The first one is 10. At 3 the network still learns, and faster than at 0.5. At 10, $J$ jumps up and down above its
/// > first value, and after 1000 steps only two answers are right.
#[test]
fn a_rate_of_ten_is_too_large_for_exclusive_or() {
    let at = |rate| exclusive_or(7, rate, 1000, backprop::GradientDescent);
    let (slow, _) = at(0.5);
    for rate in [1.0, 3.0] {
        let (costs, xor) = at(rate);
        assert!(costs.is_sorted_by(|one, next| one > next) && costs[999] < slow[999] && right(&xor) == 4, "{rate}");
    }
    let (costs, xor) = at(10.0);
    let start = recorded("xor").number("start/cost");
    assert!(costs[20..].iter().all(|&cost| cost > start), "{:?}", costs[20..].iter().copied().reduce(f64::min));
    assert!(costs.windows(2).filter(|pair| pair[1] > pair[0]).count() > 400);
    assert_eq!(right(&xor), 2);
}

/// > All four answers are right, and $J$ is 0.0103. Without momentum it takes a rate of 0.3, which is ten times as large,
/// > to get as far: there, $J$ is 0.0098.
#[test]
fn momentum_is_worth_a_rate_ten_times_as_large() {
    let (descent, still_wrong) = exclusive_or(7, 0.03, 1000, backprop::GradientDescent);
    assert_eq!((format!("{:.2}", descent[999]).as_str(), right(&still_wrong)), ("0.63", 3));
    let (momentum, xor) = exclusive_or(7, 0.03, 1000, backprop::Momentum::default());
    assert_eq!((format!("{:.4}", momentum[999]).as_str(), right(&xor)), ("0.0103", 4));
    assert_eq!(format!("{:.4}", exclusive_or(7, 0.3, 1000, backprop::GradientDescent).0[999]), "0.0098");
}

/// > $J$ stays at 0.3466, as it did with two units: the network answers two of the four examples almost perfectly, and
/// > the other two with one half. From the seeds 7 to 10, the same training succeeds. So does gradient descent at the rate
/// > 0.5 from this one.
#[test]
fn four_units_can_be_stuck_too() {
    use backprop::{Adam, GradientDescent};
    let (costs, xor) = exclusive_or(11, 0.1, 60_000, Adam::default());
    assert!([1000, 10_000, 60_000].iter().all(|step| format!("{:.4}", costs[step - 1]) == "0.3466"));
    let errors = worked::xor::X.iter().zip(worked::xor::Y).map(|(x, [y])| (xor.output(x)[0] - y).abs());
    let errors: Vec<f64> = errors.collect();
    assert_eq!(errors.iter().filter(|error| **error < 1e-3).count(), 2);
    assert_eq!(errors.iter().filter(|error| (**error - 0.5).abs() < 1e-3).count(), 2);
    for seed in 7..11 {
        assert_eq!(right(&exclusive_or(seed, 0.1, 1000, Adam::default()).1), 4, "{seed}");
    }
    assert_eq!(right(&exclusive_or(11, 0.5, 1000, GradientDescent).1), 4);
}
