//! Differentiates expressions: runs forward propagation with dual numbers that start at the quantity below the line.

use super::bind::all_weights;
use super::{Scope, along, rounding_of};
use crate::formulas::layers::{Pass, Place, Start};
use crate::formulas::run::{Example, Run};
use backprop::Scalar;
use backprop::readings::dual::Dual64;
use backprop::readings::interval::Interval;
use formula::{Along, Environment, Name, Node, Number, Result, Value, error, key};

/// What moves while a formula is differentiated.
enum Moved {
    Place(Place),
    Other(String),
}

impl Scope {
    /// Returns δ of all layers where the forward pass starts at what is supposed: ∂C/∂z, by dual numbers.
    pub(super) fn errors_from(&self, run: &Run, of: &Example) -> Vec<Vec<f64>> {
        let error = |place| self.moving_pass(run, of, Some(place)).cost.eps;
        let layer = |(l, z): (usize, &Vec<f64>)| (1..=z.len()).map(|i| error(Place::Z(l, i))).collect();
        (2..).zip(&of.z).map(layer).collect()
    }

    /// Returns the forward pass in dual numbers, in which one place moves.
    pub(super) fn moving_pass(&self, run: &Run, of: &Example, moved: Option<Place>) -> Pass<Dual64> {
        let mut starts: Vec<Start<Dual64>> =
            self.starts.iter().map(|&(place, value)| (place, Dual64::from_re(value))).collect();
        if let Some(place) = moved {
            let now = at(&run.layers.pass::<f64>(&of.x, &of.y, &self.starts), place);
            starts.push((place, Dual64 { re: now, eps: 1.0 }));
        }
        run.layers.pass(&of.x, &of.y, &starts)
    }

    /// Returns the values of an example as dual numbers, as far as the expression to differentiate needs them.
    fn moving(&self, example: usize, of: &Node, moved: &Moved) -> Result<Environment<'_, Dual64>> {
        let mut environment = Environment::new().sums_through_entries();
        if let Some(run) = &self.run {
            let place = match moved {
                Moved::Place(place) => Some(*place),
                Moved::Other(_) => None,
            };
            environment = self.bind_pass(environment, &self.moving_pass(run, &run.examples[example], place));
            // A weight moves the cost of every example.
            let is_of_all = |name: &Name| name.symbol == "J" || name.symbol == "C" && name.superscript.is_some();
            if let Some(place @ Place::Theta(..)) = place
                && of.names().into_iter().any(is_of_all)
            {
                let passes = run.examples.iter().map(|of| self.moving_pass(run, of, Some(place)));
                let passes: Vec<Pass<Dual64>> = passes.collect();
                for (i, pass) in (1..).zip(&passes) {
                    environment.bind(key("C", &[], Some(i)), Value::Number(pass.cost));
                }
                environment = environment.set("J", Value::Number(self.cost_of(run, &passes)));
            }
        }
        for (key, node) in &self.others {
            let mut value = environment.evaluate(node)?;
            if matches!(moved, Moved::Other(other) if other == key) {
                value = value.map(|number| number + Dual64 { re: 0.0, eps: 1.0 });
            }
            environment.bind(key.clone(), value);
        }
        Ok(environment)
    }

    /// Returns J of the passes of all examples.
    pub(super) fn cost_of<T: Scalar>(&self, run: &Run, passes: &[Pass<T>]) -> T {
        let m = T::from_f64(passes.len() as f64);
        let costs = passes.iter().map(|pass| pass.cost).fold(T::ZERO, |sum, cost| sum + cost);
        let weights = passes.iter().take(1).flat_map(|pass| &pass.thetas).flatten().flat_map(|row| &row[1..]);
        let squares = weights.fold(T::ZERO, |sum, &weight| sum + weight * weight);
        costs / m + T::from_f64(self.lambda.unwrap_or(run.lambda)) / (m + m) * squares
    }

    /// Differentiates an expression along a quantity: along each of its entries, if it has several.
    pub(super) fn derivative(
        &self,
        example: usize,
        of: &Node,
        along: &Along,
        indices: &[(String, usize)],
    ) -> Result<Value<Interval>> {
        let key = key(&along.symbol, &along.subscripts, along.superscript);
        let slope = |moved: &Moved| {
            let environment = self.moving(example, of, moved)?;
            let slope = within(&environment, indices, of)?.map(|number| number.eps);
            Ok(slope.map(|slope| Interval::rounded(slope, rounding_of(slope))))
        };
        if self.others.iter().any(|(other, _)| *other == key) {
            return slope(&Moved::Other(key));
        }
        let Some(Places { places, is_whole, columns }) = self.places(along)? else {
            return error!("`{key}` is neither bound nor supposed, so nothing can be differentiated along it");
        };
        if !is_whole {
            return slope(&Moved::Place(places[0]));
        }
        let slopes = places.into_iter().map(|place| slope(&Moved::Place(place)));
        let slopes = slopes.collect::<Result<Vec<Value<Interval>>>>()?;
        if slopes[0].number().is_err() {
            // The derivative of a vector along a vector: a row for each entry of the one, a column for each of the other.
            let rows = (0..slopes[0].entries().len()).map(|i| slopes.iter().map(|slope| slope.entries()[i]).collect());
            return Ok(Value::matrix(1, &rows.collect::<Vec<_>>()));
        }
        let slopes = slopes.iter().map(Value::number).collect::<Result<Vec<Interval>>>()?;
        Ok(match columns {
            Some(columns) => {
                Value::matrix(0, &slopes.chunks(columns).map(<[_]>::to_vec).collect::<Vec<_>>()).with_bias()
            }
            None => Value::vector(1, &slopes).alone(),
        })
    }

    /// Returns the places of a quantity, or `None` if it is not one that forward propagation can start at.
    pub(super) fn places(&self, along: &Along) -> Result<Option<Places>> {
        let Some(run) = &self.run else { return Ok(None) };
        let last = run.layers.count();
        let written = key(&along.symbol, &along.subscripts, along.superscript);
        for (alias, of) in run.aliases {
            let none = Environment::<f64>::new();
            let Node::Name(alias) = formula::expression(alias, &none.functions())? else { continue };
            if none.key_of(&alias)? == written {
                let Node::Name(of) = formula::expression(of, &none.functions())? else { continue };
                return self.places(&self::along(&of, &none)?);
            }
        }
        let layer = along.superscript.unwrap_or(last);
        let outside = || error!("`{written}` is not a quantity of the run `{}` that can be moved", run.name);
        let column = |units: usize, place: &dyn Fn(usize) -> Place| match along.subscripts[..] {
            [] => Ok(Some(Places { places: (1..=units).map(place).collect(), is_whole: true, columns: None })),
            [i] if (1..=units).contains(&i) => {
                Ok(Some(Places { places: vec![place(i)], is_whole: false, columns: None }))
            }
            _ => outside(),
        };
        let sizes = |layer: usize| match layer {
            1 => run.examples[0].x.len(),
            _ => run.layers.thetas.get(layer.wrapping_sub(2)).map_or(0, |theta| theta.nrows()),
        };
        match (along.symbol.as_str(), along.superscript) {
            ("x", None) => column(sizes(1), &|j| Place::A(1, j)),
            ("y", None) => column(sizes(last), &Place::Y),
            ("h", None) => column(sizes(last), &|k| Place::A(last, k)),
            ("a", _) => column(sizes(layer), &|i| Place::A(layer, i)),
            ("z", _) if layer > 1 => column(sizes(layer), &|i| Place::Z(layer, i)),
            (r"\Theta", Some(l)) if (1..last).contains(&l) => {
                let (rows, columns) = run.layers.thetas[l - 1].dim();
                let all = (1..=rows).flat_map(|i| (0..columns).map(move |j| (i, j)));
                match along.subscripts[..] {
                    [] => {
                        let places = all.map(|(i, j)| Place::Theta(l, i, j)).collect();
                        Ok(Some(Places { places, is_whole: true, columns: Some(columns) }))
                    }
                    [i, j] if (1..=rows).contains(&i) && j < columns => {
                        Ok(Some(Places { places: vec![Place::Theta(l, i, j)], is_whole: false, columns: None }))
                    }
                    _ => outside(),
                }
            }
            (r"\Theta", None) if along.subscripts.is_empty() => {
                Ok(Some(Places { places: all_weights(run).collect(), is_whole: true, columns: None }))
            }
            (r"\theta", None) if last == 2 && sizes(2) == 1 => match along.subscripts[..] {
                [j] if j <= sizes(1) => {
                    Ok(Some(Places { places: vec![Place::Theta(1, 1, j)], is_whole: false, columns: None }))
                }
                _ => outside(),
            },
            _ => Ok(None),
        }
    }
}

/// The places of a quantity: one, or all of a vector or of a matrix with so many columns.
pub(super) struct Places {
    pub(super) places: Vec<Place>,
    is_whole: bool,
    columns: Option<usize>,
}

/// Returns the value of an expression in an environment in which the indices have values.
fn within<T: Number>(environment: &Environment<'_, T>, indices: &[(String, usize)], node: &Node) -> Result<Value<T>> {
    match indices {
        [] => environment.evaluate(node),
        [(index, at), rest @ ..] => within(&environment.with(index, *at), rest, node),
    }
}

/// Returns the number at a place of a forward pass.
fn at(pass: &Pass<f64>, place: Place) -> f64 {
    match place {
        Place::Z(l, i) => pass.z[l - 2][i - 1],
        Place::A(l, i) => pass.a[l - 1][i - 1],
        Place::Y(k) => pass.y[k - 1],
        Place::Theta(l, i, j) => pass.thetas[l - 1][i - 1][j],
    }
}
