//! Binds the symbols of the optimizers: a weight and its moments before and after step number t.

use crate::latex::point::Point;
use backprop::{Adam, Momentum};
use formula::Environment;

pub(crate) fn momentum(point: &mut Point) -> Environment<'static> {
    let ([theta, d, v], [alpha, beta]) = (point.numbers(), point.shares());
    let mut new_v = v;
    let moved = Momentum::new(beta).update(alpha)(theta, d, [&mut new_v]);
    step(point, alpha, [theta, moved], d).set(r"\beta", beta).set("v_{t-1}", v).set("v_t", new_v)
}

pub(crate) fn adam(point: &mut Point) -> Environment<'static> {
    let ([theta, d, v], [s, alpha, beta_1, beta_2, epsilon]) = (point.numbers(), point.shares());
    let (mut new_v, mut new_s) = (v, s);
    let update = Adam::new(beta_1, beta_2, epsilon).update(alpha, number(point));
    let moved = update(theta, d, [&mut new_v, &mut new_s]);
    step(point, alpha, [theta, moved], d)
        .set(r"\beta_1", beta_1)
        .set(r"\beta_2", beta_2)
        .set(r"\varepsilon", epsilon)
        .set("v_{t-1}", v)
        .set("v_t", new_v)
        .set("s_{t-1}", s)
        .set("s_t", new_s)
}

/// Binds what all optimizers have: the weight before and after the step, and its gradient.
fn step(point: &Point, alpha: f64, [before, after]: [f64; 2], d: f64) -> Environment<'static> {
    let environment = Environment::new().set("t", number(point) as usize).set(r"\alpha", alpha).set("d_t", d);
    environment.set(r"\theta_{t-1}", before).set(r"\theta_t", after)
}

/// Returns the number of the step, from 1 to 7.
fn number(point: &Point) -> u64 {
    1 + point.number as u64 % 7
}
