//! The search along a line, on functions of one number, and what is kept of it.

use super::End;
use super::line_search::LineSearch;
use super::problem::{Course, Problem};
use crate::{Identity, Samples, SquaredError, network};
use argmin::core::{CostFunction, Error, Executor, Gradient, State};
use argmin::solver::linesearch::LineSearch as _;
use std::cell::RefCell;

/// A function of one number, with its slope.
type Function<'a> = &'a dyn Fn(f64) -> (f64, f64);

/// A line, and where it was asked for.
struct Line<'a>(Function<'a>, &'a RefCell<Vec<f64>>);

impl CostFunction for Line<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, at: &Vec<f64>) -> Result<f64, Error> {
        self.1.borrow_mut().push(at[0]);
        Ok(self.0(at[0]).0)
    }
}

impl Gradient for Line<'_> {
    type Param = Vec<f64>;
    type Gradient = Vec<f64>;

    fn gradient(&self, at: &Vec<f64>) -> Result<Vec<f64>, Error> {
        Ok(vec![self.0(at[0]).1])
    }
}

/// A kind of search.
type Kind = for<'a> fn(&'a RefCell<Course>, f64) -> LineSearch<'a>;

const LONG: Kind = |course, tolerance| LineSearch::long(course, tolerance);
const EXACT: Kind = |course, tolerance| LineSearch::exact(course, tolerance);

/// Where a search from 0 ends, and the points that it tries; or why there is no step.
fn search_by(kind: Kind, function: Function<'_>, direction: f64) -> Result<(f64, Vec<f64>), Option<End>> {
    let (course, asked) = (RefCell::new(Course::default()), RefCell::new(Vec::new()));
    let mut search = kind(&course, 1e-8);
    search.search_direction(vec![direction]);
    let executor = Executor::new(Line(function, &asked), search).configure(|state| state.param(vec![0.0]));
    let ended = executor.run().map(|result| result.state().get_param().expect("an end")[0]);
    ended.map(|end| (end, asked.take().split_off(1))).map_err(|_| course.borrow().end)
}

fn search(function: Function<'_>, direction: f64) -> Result<(f64, Vec<f64>), Option<End>> {
    search_by(LONG, function, direction)
}

/// The points that are tried, each with J and its slope there; the first is the start.
type Tried = [(f64, f64, f64)];

#[test]
fn the_next_point_is_where_a_straight_slope_would_be_0() {
    let cases: [(&str, Kind, &Tried); 11] = [
        ("flat at the first point", LONG, &[(0.0, 0.0, -1.0), (1.0, -1.0, 0.0)]),
        ("flat before it", LONG, &[(0.0, 0.0, -4.0), (1.0, 4.0, 12.0), (0.25, -0.5, 0.0)]),
        ("nearer, where it is steep", EXACT, &[(0.0, 0.0, -3.0), (0.25, -1.0, 0.0)]),
        (
            "at least a tenth is left of the interval",
            LONG,
            &[(0.0, 0.0, -0.04), (1.0, 0.96, 1.96), (0.1, 0.006, 0.16), (0.02, -4e-4, 0.0)],
        ),
        ("and at most nine tenths", LONG, &[(0.0, 0.0, -1.0), (1.0, 1.0, 0.01), (0.9, -1.0, 0.0)]),
        ("half of it, where the upper end is flat", LONG, &[(0.0, 0.0, -1.0), (1.0, 1.0, 0.0), (0.5, -1.0, 0.0)]),
        (
            "a fall of less than the slope promised is none",
            LONG,
            &[(0.0, 0.0, -1.0), (1.0, -0.5e-4, 0.0), (0.5, -1.0, 0.0)],
        ),
        (
            "nor is one that ends above the lowest point",
            EXACT,
            &[(0.0, 0.0, -1.0), (0.5, -10.0, -0.5), (1.0, -5.0, 0.0), (0.75, -11.0, 0.0)],
        ),
        ("ten times further, where it is straight", EXACT, &[(0.0, 0.0, -1.0), (0.5, -1.0, -1.0), (5.0, -2.0, 0.0)]),
        (
            "as where it is nearly straight; a little further, where it is nearly flat",
            EXACT,
            &[(0.0, 0.0, -1.0), (0.5, -1.0, -0.99), (5.0, -2.0, -0.101), (5.0 / 0.899, -3.0, 0.0)],
        ),
        (
            "a tenth of the way to where there is no value",
            EXACT,
            &[(0.0, 0.0, -1.0), (0.5, -1.0, -1.0), (5.0, f64::INFINITY, f64::NAN), (0.95, -2.0, 0.0)],
        ),
    ];
    for (case, kind, expected) in cases {
        let nearest = |t: f64| {
            let rows = expected.iter();
            rows.min_by(|one, other| f64::total_cmp(&(one.0 - t).abs(), &(other.0 - t).abs())).expect("some rows")
        };
        let function = |t: f64| (nearest(t).1, nearest(t).2);
        let (end, tried) = search_by(kind, &function, 1.0).unwrap();
        let agree = tried.iter().zip(&expected[1..]).all(|(tried, expected)| (tried - expected.0).abs() < 1e-12);
        assert!(agree && tried.len() == expected.len() - 1, "{case}: {tried:?}");
        assert_eq!(end, tried[tried.len() - 1], "{case}");
    }
}

#[test]
fn a_flat_place_is_no_step_where_the_cost_has_not_fallen() {
    // At t = 1 it is flat, and higher than at 0; it is lowest at 1/9.
    let hill = |t: f64| (-t + 5.0 * t * t - 3.0 * t.powi(3), -1.0 + 10.0 * t - 9.0 * t * t);
    let (t, _) = search(&hill, 1.0).unwrap();
    assert!(hill(t).0 < 0.0, "it ends at {t}");
}

#[test]
fn of_a_direction_that_leads_up_the_other_way_is_taken() {
    let bowl = |t: f64| ((t - 1.0).powi(2), 2.0 * (t - 1.0));
    for direction in [-1.0, 0.0, f64::NAN, f64::INFINITY] {
        // The slope at 0 is −2, so a step of 1 leads to 2, as high as the start; the bottom lies half-way.
        assert_eq!(search(&bowl, direction), Ok((1.0, vec![2.0, 1.0])), "along {direction}");
    }
}

#[test]
fn a_line_that_is_nowhere_lower_or_nowhere_flat_is_left_in_time() {
    // The slope promises what the function does not keep.
    assert_eq!(search(&|t: f64| (t.abs(), -1.0), 1.0), Err(Some(End::Stalled)));
    // Its values are not numbers but at the start.
    assert_eq!(search(&|t: f64| (if t == 0.0 { 1.0 } else { f64::NAN }, -1.0), 1.0), Err(Some(End::Stalled)));
    let (t, tried) = search(&|t: f64| (-t, -1.0), 1.0).unwrap();
    assert!(t > 1e20 && tried.len() < 40, "a fall without end ends at {t}");
}

#[test]
fn of_all_points_the_first_of_the_lowest_is_kept() {
    network! { struct Line { layers: 1 -> 1 Identity, cost: SquaredError } }
    let samples = Samples::new([[1e200]], [[0.0]]).unwrap();
    let course = RefCell::new(Course::default());
    let problem = Problem::new(Line::zeros(), &samples, 0.0, &course);
    // J = ½(b + 10²⁰⁰ w)². For one w its slope has no value, for a larger one J has none either.
    let tried = [([2.0, 0.0], 2.0), ([0.0, 1e-50], f64::INFINITY), ([0.0, 1.0], f64::INFINITY), ([-1.0, 0.0], 0.5)];
    for (evaluations, (weights, cost)) in (1..).zip(tried.into_iter().chain([([1.0, 0.0], 0.5), ([3.0, 0.0], 4.5)])) {
        for _ in 0..2 {
            assert_eq!(problem.evaluate(&weights).cost, cost);
            assert_eq!(course.borrow().evaluations, evaluations, "each point is computed once");
        }
    }
    assert_eq!(course.take().best.unwrap().weights, [-1.0, 0.0]);
}
