//! Binds the symbols of a run to its values, for every kind of number.

use super::{Moment, Scope, wide};
use crate::formulas::layers::{Pass, Place, Start, activate, g, g_prime};
use crate::formulas::run::{Example, Run};
use backprop::ndarray::Array2;
use backprop::readings::interval::Interval;
use formula::{Environment, Number, Value, key};

impl Scope {
    pub(super) fn bind_pass<'s, T: Number>(
        &'s self,
        mut environment: Environment<'s, T>,
        pass: &Pass<T>,
    ) -> Environment<'s, T> {
        let Some(run) = self.run.as_ref() else { return environment };
        let last = run.layers.count();
        let exact = |number: f64| Value::Number(T::from_f64(number));
        let (h, m) = (&pass.a[last - 1], run.examples.len());
        environment = environment.set("L", last).set("K", h.len()).set("m", m);
        environment = environment.set(r"\lambda", exact(self.lambda.unwrap_or(run.lambda)));
        if let Some(alpha) = self.alpha.or(run.alpha) {
            environment = environment.set(r"\alpha", exact(alpha));
        }
        for (l, a) in (1..).zip(&pass.a) {
            environment = environment.set(&format!("s_{l}"), a.len());
            let with_bias = Value::vector(0, &[&[T::ONE], &a[..]].concat()).with_bias();
            let value = if l == last { units(a) } else { with_bias };
            environment = environment.set(&format!("a^{{({l})}}"), value);
        }
        for (l, z) in (2..).zip(&pass.z) {
            environment = environment.set(&format!("z^{{({l})}}"), units(z));
        }
        for (l, theta) in (1..).zip(&pass.thetas) {
            environment = environment.set(&format!(r"\Theta^{{({l})}}"), Value::matrix(0, theta).with_bias());
        }
        let weights: Vec<T> = pass.thetas.iter().flatten().flatten().copied().collect();
        environment = environment.set(r"\Theta", Value::vector(1, &weights));
        if last == 2 && h.len() == 1 {
            environment = environment.set(r"\theta", Value::vector(0, &weights));
        }
        environment = environment.set("x", units(&pass.a[0])).set("y", units(&pass.y)).set("h", units(h));
        environment = environment.set("a", units(h)).set("z", units(&pass.z[last - 2])).set("a_0", exact(1.0));
        environment = environment.set("C", Value::Number(pass.cost));
        for (i, example) in (1..).zip(&self.shared(run).examples) {
            let [x, y]: [Vec<T>; 2] =
                [&example.x, &example.y].map(|units| units.iter().copied().map(T::from_f64).collect());
            environment.bind(key("x", &[], Some(i)), units::<T>(&x));
            environment.bind(key("y", &[], Some(i)), units::<T>(&y));
        }
        self.bind_aliases(self.bind_functions(environment, run), run)
    }

    pub(super) fn bind_functions<'s, T: Number>(
        &'s self,
        environment: Environment<'s, T>,
        run: &'s Run,
    ) -> Environment<'s, T> {
        let mut environment = environment;
        let activations = &run.layers.activations;
        let first = activations[0];
        let by_layer = (2..).zip(activations).map(|(l, &activation)| (format!("^{{({l})}}"), activation));
        let any_layer = activations.iter().all(|&other| other == first).then(|| (String::new(), first));
        for (layer, activation) in by_layer.chain(any_layer) {
            environment = environment.function(&format!("g{layer}"), move |z: &Value<T>| match activation {
                "Softmax" => Value::vector(1, &activate(activation, z.entries())),
                _ => z.map(|z| g(activation, z)),
            });
            if activation != "Softmax" {
                environment =
                    environment.function(&format!("g'{layer}"), move |z: &Value<T>| z.map(|z| g_prime(activation, z)));
            }
        }
        environment
            .function_of("h", "x", move |x: &Value<T>| {
                let starts = (1..).zip(x.entries()).map(|(j, &x)| (Place::A(1, j), x));
                let starts: Vec<Start<T>> = self.weights_supposed().chain(starts).collect();
                let example = &run.examples[0];
                let pass = run.layers.pass(&example.x, &example.y, &starts);
                units(&pass.a[run.layers.count() - 1])
            })
            .function_of("J", r"\Theta \theta", move |weights: &Value<T>| {
                let starts: Vec<Start<T>> = all_weights(run).zip(weights.entries().iter().copied()).collect();
                let examples = &self.shared(run).examples;
                let passes = examples.iter().map(|example| run.layers.pass(&example.x, &example.y, &starts));
                Value::Number(self.cost_of(run, &passes.collect::<Vec<_>>()))
            })
    }

    /// Returns the weights that the text supposes.
    pub(super) fn weights_supposed<T: Number>(&self) -> impl Iterator<Item = Start<T>> {
        let weights = self.starts.iter().filter(|(place, _)| matches!(place, Place::Theta(..)));
        weights.map(|&(place, value)| (place, T::from_f64(value)))
    }

    /// Binds the symbols that only this run has.
    pub(super) fn bind_aliases<'s, T: Number>(
        &self,
        mut environment: Environment<'s, T>,
        run: &Run,
    ) -> Environment<'s, T> {
        for (alias, name) in run.aliases {
            if let Ok(value) = formula::evaluate(name, &environment) {
                environment = environment.set(alias, value);
            }
        }
        environment
    }

    pub(super) fn bind_errors<'s>(
        &self,
        mut environment: Environment<'s, Interval>,
        run: &Run,
        deltas: &[Vec<f64>],
    ) -> Environment<'s, Interval> {
        for (l, delta) in (2..).zip(deltas) {
            environment = environment.set(&format!(r"\delta^{{({l})}}"), units(&wide(delta)));
        }
        if let Some(last) = deltas.last() {
            environment = environment.set(r"\delta", units(&wide(last)));
        }
        self.bind_aliases(environment, run)
    }

    pub(super) fn bind_sums<'s>(
        &self,
        mut environment: Environment<'s, Interval>,
        run: &Run,
        of: &Example,
        moment: Moment,
    ) -> Environment<'s, Interval> {
        let shared = self.shared(run);
        let Some(sums) = &shared.sums else { return environment };
        let accumulated = match moment {
            Moment::None => &sums.accumulated,
            Moment::Before => &of.accumulated[0],
            Moment::After => &of.accumulated[1],
        };
        let mut matrices = |symbol: &str, layers: &[Array2<f64>]| {
            for (l, layer) in (1..).zip(layers) {
                let rows: Vec<Vec<Interval>> = layer.rows().into_iter().map(|row| wide(&row.to_vec())).collect();
                let key = format!("{symbol}^{{({l})}}");
                let mut bound = std::mem::take(&mut environment);
                bound.bind(key, Value::matrix(0, &rows).with_bias());
                environment = bound;
            }
        };
        matrices(r"\Delta", accumulated);
        matrices("D", &sums.gradient);
        if let (Moment::After, Some(after)) = (moment, &shared.after) {
            matrices(r"\Theta", after);
            if let ([row], true) = (&after[..], run.layers.count() == 2) {
                environment
                    .bind(r"\theta".to_owned(), Value::vector(0, &wide(&row.iter().copied().collect::<Vec<_>>())));
            }
        }
        environment = environment.set("J", Value::Number(wide(&[sums.cost])[0]));
        for (symbol, layers) in [("D", &sums.gradient), (r"\Delta", accumulated)] {
            environment.bind(symbol.to_owned(), Value::vector(1, &flat(layers)));
        }
        if let (Moment::After, Some(after)) = (moment, &shared.after) {
            environment.bind(r"\Theta".to_owned(), Value::vector(1, &flat(after)));
            environment = self.bind_aliases(environment, run);
        }
        // A block of examples, each a row: all of them, or the one that an update adds.
        let block = match moment {
            Moment::None => &shared.examples[..],
            _ => std::slice::from_ref(of),
        };
        for l in 1..=run.layers.count() {
            let matrix = |row: &dyn Fn(&Example) -> Vec<f64>| {
                Value::matrix(1, &block.iter().map(|example| wide(&row(example))).collect::<Vec<_>>())
            };
            let tails = block.iter().map(|of| wide(&[&[1.0], &of.a[l - 1][..]].concat())).collect::<Vec<_>>();
            environment.bind(key("A", &[], Some(l)), Value::matrix(0, &tails));
            if l > 1 {
                environment.bind(key("Z", &[], Some(l)), matrix(&|of| of.z[l - 2].clone()));
                environment.bind(key("E", &[], Some(l)), matrix(&|of| of.deltas[l - 2].clone()));
            }
        }
        for (i, example) in (1..).zip(&shared.examples) {
            environment.bind(key("C", &[], Some(i)), Value::Number(wide(&[example.cost])[0]));
        }
        environment
    }
}

/// Returns the places of all weights, in the order of a vector of all of them.
pub(super) fn all_weights(run: &Run) -> impl Iterator<Item = Place> {
    (1..).zip(&run.layers.thetas).flat_map(|(l, theta)| {
        let (rows, columns) = theta.dim();
        (1..=rows).flat_map(move |i| (0..columns).map(move |j| Place::Theta(l, i, j)))
    })
}

/// Returns the units of a layer, numbered from 1. A single one needs no index.
pub(super) fn units<T: Number>(units: &[T]) -> Value<T> {
    Value::vector(1, units).alone()
}

/// Returns all entries of matrices.
fn flat(layers: &[Array2<f64>]) -> Vec<Interval> {
    layers.iter().flat_map(|layer| wide(&layer.iter().copied().collect::<Vec<_>>())).collect()
}
