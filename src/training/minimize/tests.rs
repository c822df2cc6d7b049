//! The search along a line, on functions of one number, the directions, and what is kept of a search.

use super::line_search::LineSearch;
use super::problem::{Point, Problem};
use super::{ConjugateGradients, Directions, LBfgs, next_downhill};
use crate::{Identity, Samples, SquaredError, network};

/// A function of one number, with its slope.
type Function<'a> = &'a dyn Fn(f64) -> (f64, f64);

const LOOSE: LineSearch = LineSearch::LOOSE;
const TIGHT: LineSearch = LineSearch::TIGHT;

/// A point of a line with the function's value and slope there.
fn point(function: Function<'_>, weights: Vec<f64>) -> Point {
    let (cost, slope) = function(weights[0]);
    Point { weights, cost, gradient: vec![slope] }
}

/// Where a search from 0 to the right ends, and the points that it tries; `None` if there is no step.
fn search(search: LineSearch, function: Function<'_>) -> Option<(f64, Vec<f64>)> {
    let mut tried = Vec::new();
    let evaluate = |weights: Vec<f64>| {
        tried.push(weights[0]);
        point(function, weights)
    };
    let end = search.step(&point(function, vec![0.0]), &[1.0], evaluate)?;
    Some((end.weights[0], tried))
}

/// The points that are tried, each with J and its slope there; the first is the start.
type Tried = [(f64, f64, f64)];

#[test]
fn the_next_point_is_where_a_straight_slope_would_be_0() {
    let cases: [(&str, LineSearch, &Tried); 11] = [
        ("flat at the first point", LOOSE, &[(0.0, 0.0, -1.0), (1.0, -1.0, 0.0)]),
        ("flat before it", LOOSE, &[(0.0, 0.0, -4.0), (1.0, 4.0, 12.0), (0.25, -0.5, 0.0)]),
        ("nearer, where it is steep", TIGHT, &[(0.0, 0.0, -3.0), (0.25, -1.0, 0.0)]),
        (
            "at least a tenth is left of the interval",
            LOOSE,
            &[(0.0, 0.0, -0.04), (1.0, 0.96, 1.96), (0.1, 0.006, 0.16), (0.02, -4e-4, 0.0)],
        ),
        ("and at most nine tenths", LOOSE, &[(0.0, 0.0, -1.0), (1.0, 1.0, 0.01), (0.9, -1.0, 0.0)]),
        ("half of it, where the upper end is flat", LOOSE, &[(0.0, 0.0, -1.0), (1.0, 1.0, 0.0), (0.5, -1.0, 0.0)]),
        (
            "a fall of less than the slope promised is none",
            LOOSE,
            &[(0.0, 0.0, -1.0), (1.0, -0.5e-4, 0.0), (0.5, -1.0, 0.0)],
        ),
        (
            "nor is one that ends above the lowest point",
            TIGHT,
            &[(0.0, 0.0, -1.0), (0.5, -10.0, -0.5), (1.0, -5.0, 0.0), (0.75, -11.0, 0.0)],
        ),
        ("ten times further, where it is straight", TIGHT, &[(0.0, 0.0, -1.0), (0.5, -1.0, -1.0), (5.0, -2.0, 0.0)]),
        (
            "as where it is nearly straight; a little further, where it is nearly flat",
            TIGHT,
            &[(0.0, 0.0, -1.0), (0.5, -1.0, -0.99), (5.0, -2.0, -0.101), (5.0 / 0.899, -3.0, 0.0)],
        ),
        (
            "a tenth of the way to where there is no value",
            TIGHT,
            &[(0.0, 0.0, -1.0), (0.5, -1.0, -1.0), (5.0, f64::INFINITY, f64::NAN), (0.95, -2.0, 0.0)],
        ),
    ];
    for (case, kind, expected) in cases {
        let nearest = |t: f64| {
            let rows = expected.iter();
            rows.min_by(|one, other| f64::total_cmp(&(one.0 - t).abs(), &(other.0 - t).abs())).expect("some rows")
        };
        let function = |t: f64| (nearest(t).1, nearest(t).2);
        let (end, tried) = search(kind, &function).unwrap();
        let agree = tried.iter().zip(&expected[1..]).all(|(tried, expected)| (tried - expected.0).abs() < 1e-12);
        assert!(agree && tried.len() == expected.len() - 1, "{case}: {tried:?}");
        assert_eq!(end, tried[tried.len() - 1], "{case}");
    }
}

#[test]
fn a_flat_place_is_no_step_where_the_cost_has_not_fallen() {
    // At t = 1 it is flat, and higher than at 0; it is lowest at 1/9.
    let hill = |t: f64| (-t + 5.0 * t * t - 3.0 * t.powi(3), -1.0 + 10.0 * t - 9.0 * t * t);
    let (t, _) = search(LOOSE, &hill).unwrap();
    assert!(hill(t).0 < 0.0, "it ends at {t}");
}

#[test]
fn a_line_that_is_nowhere_lower_or_nowhere_flat_is_left_in_time() {
    // The slope promises what the function does not keep.
    assert_eq!(search(LOOSE, &|t: f64| (t.abs(), -1.0)), None);
    // Its values are not numbers but at the start.
    assert_eq!(search(LOOSE, &|t: f64| (if t == 0.0 { 1.0 } else { f64::NAN }, -1.0)), None);
    let (t, tried) = search(LOOSE, &|t: f64| (-t, -1.0)).unwrap();
    assert!(t > 1e20 && tried.len() < 40, "a fall without end ends at {t}");
}

/// Remembers a direction, and leads downhill only after it has forgotten it.
struct Spoiled(Option<f64>);

impl Directions for Spoiled {
    fn next(&mut self, at: &Point) -> Vec<f64> {
        vec![self.0.unwrap_or(-at.gradient[0])]
    }
    fn restart(&mut self) {
        self.0 = None;
    }
}

#[test]
fn in_place_of_a_direction_that_does_not_lead_down_the_steepest_descent_is_taken() {
    let at = Point { weights: vec![0.0], cost: 1.0, gradient: vec![-2.0] };
    for direction in [-1.0, 0.0, f64::NAN, f64::INFINITY] {
        assert_eq!(next_downhill(&mut Spoiled(Some(direction)), &at), [2.0], "instead of {direction}");
    }
    assert_eq!(next_downhill(&mut Spoiled(Some(0.5)), &at), [0.5]);
}

/// The bowl J = ½ Θᵀ A Θ, with its gradient A Θ.
fn bowl(weights: Vec<f64>) -> Point {
    const A: [[f64; 3]; 3] = [[4.0, 1.0, 0.0], [1.0, 3.0, -1.0], [0.0, -1.0, 2.0]];
    let gradient: Vec<f64> = A.iter().map(|row| row.iter().zip(&weights).map(|(a, weight)| a * weight).sum()).collect();
    let cost = 0.5 * weights.iter().zip(&gradient).map(|(weight, d)| weight * d).sum::<f64>();
    Point { weights, cost, gradient }
}

/// Goes from `(1, 2, 3)` to the lowest point of each line: three steps and the gradients at their ends.
fn steps_through_the_bowl(directions: &mut dyn Directions) -> Vec<Point> {
    let mut points = vec![bowl(vec![1.0, 2.0, 3.0])];
    for _ in 0..3 {
        let at = &points[points.len() - 1];
        let direction = directions.next(at);
        // On the line, J is a parabola: it is lowest at t = −DᵀP / PᵀAP.
        let curvature = 2.0 * bowl(direction.clone()).cost;
        let t = -at.gradient.iter().zip(&direction).map(|(d, p)| d * p).sum::<f64>() / curvature;
        points.push(bowl(at.weights.iter().zip(&direction).map(|(weight, p)| weight + t * p).collect()));
    }
    points
}

#[test]
fn with_exact_steps_both_methods_are_at_the_bottom_of_a_bowl_after_as_many_steps_as_it_has_dimensions() {
    let by_gradients = steps_through_the_bowl(&mut ConjugateGradients::default());
    let by_lbfgs = steps_through_the_bowl(&mut LBfgs::new(3));
    for (one, other) in by_gradients.iter().zip(&by_lbfgs) {
        let near = one.weights.iter().zip(&other.weights).all(|(one, other)| (one - other).abs() < 1e-12);
        assert!(near, "on a quadratic, they are the same method: {one:?}, {other:?}");
    }
    assert!(by_gradients[2].cost > 1e-3 && by_gradients[3].cost < 1e-25, "{by_gradients:?}");
}

#[test]
fn l_bfgs_remembers_as_many_steps_as_it_is_told_and_none_that_curves_down() {
    // The direction of one remembered step is that of BFGS, written out: H = (1 − ρ s yᵀ) γ (1 − ρ y sᵀ) + ρ s sᵀ.
    let [a, b, c] = [[1.0, 2.0, 3.0], [0.5, 1.5, 2.0], [0.4, 0.9, 1.7]].map(|weights| bowl(weights.to_vec()));
    let mut lbfgs = LBfgs::new(1);
    lbfgs.next(&a);
    lbfgs.next(&b);
    let found = lbfgs.next(&c);
    let difference = |one: &[f64], other: &[f64]| -> [f64; 3] { std::array::from_fn(|i| one[i] - other[i]) };
    let dot = |one: [f64; 3], other: [f64; 3]| -> f64 { (0..3).map(|i| one[i] * other[i]).sum() };
    let (s, y) = (difference(&c.weights, &b.weights), difference(&c.gradient, &b.gradient));
    let (rho, gamma) = (1.0 / dot(s, y), dot(s, y) / dot(y, y));
    let d: [f64; 3] = c.gradient.try_into().unwrap();
    let right: [f64; 3] = std::array::from_fn(|i| gamma * (d[i] - rho * dot(s, d) * y[i]));
    let expected: [f64; 3] = std::array::from_fn(|i| -(right[i] - rho * dot(y, right) * s[i] + rho * dot(s, d) * s[i]));
    assert!(found.iter().zip(expected).all(|(found, expected)| (found - expected).abs() < 1e-12), "{found:?}");

    // Along this step the slope falls: it is not remembered, and the direction is the steepest descent.
    let mut lbfgs = LBfgs::new(1);
    lbfgs.next(&Point { weights: vec![0.0], cost: 0.0, gradient: vec![-1.0] });
    assert_eq!(lbfgs.next(&Point { weights: vec![1.0], cost: -1.5, gradient: vec![-2.0] }), [2.0]);
}

#[test]
fn conjugate_gradients_start_again_where_beta_would_be_negative() {
    let mut gradients = ConjugateGradients::default();
    let at = |d: [f64; 2]| Point { weights: vec![0.0; 2], cost: 0.0, gradient: d.to_vec() };
    assert_eq!(gradients.next(&at([2.0, 0.0])), [-2.0, 0.0]);
    // β = (0, 1)ᵀ(−2, 1) / 4 = ¼.
    assert_eq!(gradients.next(&at([0.0, 1.0])), [-0.5, -1.0]);
    // β = (0, ½)ᵀ(0, −½) / 1 < 0.
    assert_eq!(gradients.next(&at([0.0, 0.5])), [0.0, -0.5]);
}

#[test]
#[allow(dead_code, reason = "the compiler lints what a macro wrote only in the macro's own crate")]
fn of_all_points_the_first_of_the_lowest_is_kept() {
    network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    let samples = Samples::new([[1e200]], [[0.0]]).unwrap();
    let mut problem = Problem::new(&Line::zeros(), &samples, 0.0);
    // J = ½(b + 10²⁰⁰ w)². For one w its slope has no value, for a larger one J has none either.
    let tried = [([2.0, 0.0], 2.0), ([0.0, 1e-50], f64::INFINITY), ([0.0, 1.0], f64::INFINITY), ([-1.0, 0.0], 0.5)];
    for (weights, cost) in tried.into_iter().chain([([1.0, 0.0], 0.5), ([3.0, 0.0], 4.5)]) {
        assert_eq!(problem.evaluate(weights.to_vec()).cost, cost);
    }
    let progress = problem.into_progress();
    assert_eq!((progress.best.unwrap().weights, progress.evaluations), (vec![-1.0, 0.0], 6));
}
