//! The search along a line, on functions of one number.

use super::End;
use super::line_search::LineSearch;
use super::problem::Course;
use argmin::core::{CostFunction, Error, Executor, Gradient, State};
use argmin::solver::linesearch::LineSearch as _;
use std::cell::{Cell, RefCell};

/// A function and its slope; how often it was asked for.
struct Line<'a>(fn(f64) -> (f64, f64), &'a Cell<usize>);

impl CostFunction for Line<'_> {
    type Param = Vec<f64>;
    type Output = f64;

    fn cost(&self, at: &Vec<f64>) -> Result<f64, Error> {
        self.1.set(self.1.get() + 1);
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

/// Where a search from 0 ends, and how often it asks; or why there is no step.
fn search(function: fn(f64) -> (f64, f64), direction: f64) -> Result<(f64, usize), Option<End>> {
    let (course, asked) = (RefCell::new(Course::default()), Cell::new(0));
    let mut search = LineSearch::long(&course, 1e-8);
    search.search_direction(vec![direction]);
    let executor = Executor::new(Line(function, &asked), search).configure(|state| state.param(vec![0.0]));
    let ended = executor.run().map(|result| result.state().get_param().expect("an end")[0]);
    ended.map(|end| (end, asked.get())).map_err(|_| course.borrow().end)
}

#[test]
fn a_flat_place_is_no_step_where_the_cost_has_not_fallen() {
    // At t = 1 it is flat, and higher than at 0; it is lowest at 1/9.
    let hill = |t: f64| (-t + 5.0 * t * t - 3.0 * t.powi(3), -1.0 + 10.0 * t - 9.0 * t * t);
    let (t, _) = search(hill, 1.0).unwrap();
    assert!(hill(t).0 < 0.0, "it ends at {t}");
}

#[test]
fn of_a_direction_that_leads_up_the_other_way_is_taken() {
    let bowl = |t: f64| ((t - 1.0).powi(2), 2.0 * (t - 1.0));
    for direction in [-1.0, f64::NAN, f64::INFINITY] {
        let (t, _) = search(bowl, direction).unwrap();
        assert!(bowl(t).0 < bowl(0.0).0, "along {direction}, it ends at {t}");
    }
}

#[test]
fn a_line_that_is_nowhere_lower_or_nowhere_flat_is_left_in_time() {
    // The slope promises what the function does not keep.
    assert_eq!(search(|t| (t.abs(), -1.0), 1.0), Err(Some(End::Stalled)));
    // Its values are not numbers but at the start.
    assert_eq!(search(|t| (if t == 0.0 { 1.0 } else { f64::NAN }, -1.0), 1.0), Err(Some(End::Stalled)));
    let (t, asked) = search(|t| (-t, -1.0), 1.0).unwrap();
    assert!(t > 1e20 && asked < 40, "a fall without end ends at {t}");
}
