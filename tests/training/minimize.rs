//! Minimization of J by conjugate gradients and L-BFGS.

use backprop::data::scaling::Scaling;
use backprop::training::minimize::{End, MinimizeError, Minimizer, Minimum, minimize};
use backprop::{
    Activation, CrossEntropy, Identity, Network, Samples, SamplesOf, Scalar, Sigmoid, Softmax, SquaredError, Tanh,
    accuracy, batch_descent, fast, network,
};

network! {
    /// A plane through points.
    struct Plane { layers: 2 -> 1 Identity, cost: SquaredError }
    struct Net { layers: 2 -> 3 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Tumors { layers: 30 -> 1 Sigmoid, cost: CrossEntropy }
    struct Irises { layers: 4 -> 5 Tanh -> 3 Softmax, cost: CrossEntropy }
    struct Single { layers: 4 -> 3 Softmax, cost: CrossEntropy, scalar: f32 }
    /// Its cost decreases forever.
    struct Slope { layers: 1 -> 1 Sigmoid, cost: CrossEntropy }
    /// Its cost is finite only up to z = 3.
    struct Edge { layers: 1 -> 1 Pole, cost: SquaredError }
}

const METHODS: [Minimizer; 2] = [Minimizer::L_BFGS, Minimizer::ConjugateGradients];

/// The square root of 3 − z.
struct Pole;

impl Activation for Pole {
    fn g<T: Scalar>(z: T) -> T {
        (T::from_f64(3.0) - z).sqrt()
    }
    fn g_prime<T: Scalar>(z: T) -> T {
        -T::ONE / (T::from_f64(2.0) * (T::from_f64(3.0) - z).sqrt())
    }
}

/// Returns ‖D‖.
fn slope<N: Network<Scalar = f64>>(network: &N, samples: &SamplesOf<N>, lambda: f64) -> f64 {
    let gradient = network.gradient(samples, lambda);
    gradient.thetas().iter().flatten().map(|d| d * d).sum::<f64>().sqrt()
}

#[test]
fn a_quadratic_cost_has_its_minimum_where_the_normal_equations_say() {
    let x = [[-1.0, 2.0], [0.5, 0.3], [2.0, -0.7], [3.0, 1.1], [-0.4, -1.9]];
    let y = [1.3, 0.2, -2.0, 0.9, 1.7];
    let samples = Samples::new(x, y.map(|y| [y])).unwrap();
    // Solve XᵀX θ = Xᵀy by Cramer's rule.
    let rows = x.map(|[a, b]| [1.0, a, b]);
    let sum = |term: &dyn Fn(usize) -> f64| (0..5).map(term).sum::<f64>();
    let matrix: [[f64; 3]; 3] = std::array::from_fn(|j| std::array::from_fn(|k| sum(&|i| rows[i][j] * rows[i][k])));
    let right: [f64; 3] = std::array::from_fn(|j| sum(&|i| rows[i][j] * y[i]));
    let determinant = |m: [[f64; 3]; 3]| {
        let minor = |a: usize, b: usize| m[1][a] * m[2][b] - m[1][b] * m[2][a];
        m[0][0] * minor(1, 2) - m[0][1] * minor(0, 2) + m[0][2] * minor(0, 1)
    };
    let theta: [f64; 3] = std::array::from_fn(|k| {
        let replaced = std::array::from_fn(|j| std::array::from_fn(|l| if l == k { right[j] } else { matrix[j][l] }));
        determinant(replaced) / determinant(matrix)
    });
    for method in METHODS {
        let mut plane = Plane::random(3);
        let minimum = minimize(&mut plane, &samples, 0.0, method, 50).unwrap();
        let found = plane.theta_1[0];
        assert!(
            found.iter().zip(theta).all(|(found, theta)| (found - theta).abs() < 1e-7),
            "{found:?}, expected {theta:?}"
        );
        assert_eq!(minimum.end, End::Flat);
        assert!(minimum.iterations < 20, "{method:?} takes {minimum:?}");
    }
}

#[test]
fn logistic_regression_on_real_data_ends_where_it_is_flat() {
    let (x, diagnoses) = worked::data::breast_cancer();
    let x: Vec<_> = x.iter().map(|row| Scaling::standardize(&x).unwrap().scale(row)).collect();
    let samples = Samples::from_classes(x, &diagnoses).unwrap();
    let found = METHODS.map(|method| {
        let mut tumors = Tumors::zeros();
        let minimum = minimize(&mut tumors, &samples, 1.0, method, 300).unwrap();
        assert!(slope(&tumors, &samples, 1.0) < 1e-6, "{method:?}: {minimum:?}");
        assert_eq!((minimum.cost, minimum.end), (fast::cost(&tumors, &samples, 1.0), minimum.end));
        assert!((minimum.gradient_norm - slope(&tumors, &samples, 1.0)).abs() < 1e-12);
        (tumors, minimum)
    });
    // The cost is convex, so both methods find the same minimum.
    let [(one, _), (other, _)] = &found;
    assert!(one.theta_1[0].iter().zip(&other.theta_1[0]).all(|(one, other)| (one - other).abs() < 1e-3));
}

#[test]
fn the_same_number_of_passes_leads_to_a_lower_cost_than_descent() {
    let (x, species) = worked::data::iris();
    let samples = Samples::from_classes(x, &species).unwrap();
    for method in METHODS {
        let mut irises = Irises::random(1);
        let minimum = minimize(&mut irises, &samples, 0.1, method, 60).unwrap();
        for rate in [0.03, 0.1, 0.3, 1.0] {
            let mut by_descent = Irises::random(1);
            batch_descent(&mut by_descent, &samples, 0.1, rate, minimum.evaluations).unwrap();
            let cost = by_descent.cost(&samples, 0.1);
            assert!(minimum.cost < 0.7 * cost, "{method:?}: {minimum:?}, and J = {cost} at the rate {rate}");
        }
    }
}

#[test]
fn the_irises_are_told_apart_in_single_precision_too() {
    let (x, species) = worked::data::iris();
    let samples = Samples::from_classes(x, &species).unwrap().map(|value| value as f32).unwrap();
    for method in METHODS {
        let mut irises = Single::random(1);
        let minimum = minimize(&mut irises, &samples, 0.1, method, 100).unwrap();
        assert!(accuracy(&irises, &samples) > 0.95 && minimum.gradient_norm < 1e-2, "{method:?}: {minimum:?}");
    }
}

#[test]
fn at_the_minimum_there_is_nothing_to_do() {
    let samples = Samples::new([[1.0, 0.0], [2.0, 0.0]], [[3.0], [5.0]]).unwrap();
    for method in METHODS {
        let mut plane = Plane { theta_1: [[1.0, 2.0, 0.0]].into() };
        let minimum = minimize(&mut plane, &samples, 0.0, method, 10).unwrap();
        assert_eq!((plane.theta_1[0], minimum.iterations, minimum.end), ([1.0, 2.0, 0.0], 0, End::Flat));
    }
}

#[test]
fn without_a_minimum_the_search_still_ends() {
    let samples = Samples::new([[1.0], [-1.0]], [[1.0], [0.0]]).unwrap();
    for method in METHODS {
        let mut slope = Slope::random(1);
        let Minimum { cost, evaluations, .. } = minimize(&mut slope, &samples, 0.0, method, 100).unwrap();
        assert!(cost < 1e-5 && evaluations <= 3100, "{method:?}: J = {cost} in {evaluations}");
        assert!(slope.theta_1[0].iter().all(|weight| weight.is_finite()));
    }
}

#[test]
fn a_step_over_the_edge_of_the_finite_numbers_is_taken_back() {
    // √(3 − z) = 0.1 is close to the edge at z = 3, and a first step leads beyond it.
    let samples = Samples::new([[1.0]], [[0.1]]).unwrap();
    for method in METHODS {
        let mut edge = Edge { theta_1: [[-5.0, 0.0]].into() };
        let before = edge.cost(&samples, 0.0);
        let minimum = minimize(&mut edge, &samples, 0.0, method, 60).unwrap();
        assert!(minimum.cost < 1e-6 * before, "{method:?}: {minimum:?} from {before}");
    }
}

#[test]
fn a_network_is_never_left_worse_than_it_came() {
    let (x, y) = ([[1.0, 0.5], [-0.3, 0.8], [0.6, -1.2], [0.1, 0.2]], [[1.0], [0.0], [1.0], [0.0]]);
    let samples = Samples::new(x, y).unwrap();
    for method in METHODS {
        let costs: Vec<f64> = (0..8)
            .map(|iterations| {
                let mut net = Net::random(5);
                let minimum = minimize(&mut net, &samples, 0.1, method, iterations).unwrap();
                assert_eq!(minimum.iterations, iterations);
                assert_eq!((minimum.cost, minimum.end), (fast::cost(&net, &samples, 0.1), End::Iterations));
                minimum.cost
            })
            .collect();
        assert!(costs.is_sorted_by(|before, after| after < before), "{method:?}: {costs:?}");
        assert_eq!(costs[0], fast::cost(&Net::random(5), &samples, 0.1));
    }
}

#[test]
fn weights_without_a_finite_cost_are_no_start() {
    let samples = Samples::new([[1.0, 0.0]], [[3.0]]).unwrap();
    for method in METHODS {
        let far = Plane { theta_1: [[0.0, 1e200, 0.0]].into() };
        let mut plane = far.clone();
        let error = minimize(&mut plane, &samples, 0.0, method, 10).unwrap_err();
        assert!(matches!(error, MinimizeError::Start { cost } if !cost.is_finite()), "{error:?}");
        assert!(
            error.to_string().starts_with("the search cannot start: J = inf, and J or its gradient is not finite"),
            "{error}"
        );
        assert_eq!(format!("{error:?}"), error.to_string());
        assert_eq!(plane, far);
    }
}
