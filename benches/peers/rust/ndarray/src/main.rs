//! `ndarray` by hand: the textbook's matrix form, whole batches at a time, in buffers that are allocated once. Its
//! matrix products are those of `matrixmultiply`; `MATMUL_NUM_THREADS` sets their number of threads.

use ndarray::linalg::general_mat_mul;
use ndarray::{Array1, Array2, ArrayView2, Axis, NdFloat, Zip, s};
use peer::{Data, Layer, Number, Plan, Task, measure};
use std::hint::black_box;

fn main() {
    let plan = Plan::from_args();
    match plan.scalar.as_str() {
        "f64" => run::<f64>(&plan),
        _ => run::<f32>(&plan),
    }
}

fn run<T: NdFloat + Number>(plan: &Plan) {
    let data = Data::<T>::of(plan);
    let matrix = |columns: usize, numbers: &[T]| {
        Array2::from_shape_vec((numbers.len() / columns, columns), numbers.to_vec()).expect("whole rows")
    };
    let (x, y) = (matrix(plan.inputs(), &data.x), matrix(plan.outputs(), &data.y));
    let start = || {
        let layers = data.layers.iter().zip(&plan.sizes);
        let layers =
            layers.map(|(layer, &columns)| (matrix(columns, &layer.weights), Array1::from(layer.biases.clone())));
        Network::new(plan, layers.collect())
    };
    measure(plan, start, |network| network.train(plan, x.view(), y.view()), Network::layers);
}

/// Weights and biases, and buffers for a step.
struct Network<T> {
    layers: Vec<(Array2<T>, Array1<T>)>,
    a: Vec<Array2<T>>,
    delta: Vec<Array2<T>>,
    gradients: Vec<Array2<T>>,
}

impl<T: NdFloat> Network<T> {
    fn new(plan: &Plan, layers: Vec<(Array2<T>, Array1<T>)>) -> Self {
        let room = || plan.sizes[1..].iter().map(|&units| Array2::zeros((plan.batch, units))).collect();
        let gradients = layers.iter().map(|(weights, _)| Array2::zeros(weights.dim())).collect();
        Self { layers, a: room(), delta: room(), gradients }
    }

    fn train(&mut self, plan: &Plan, x: ArrayView2<T>, y: ArrayView2<T>) {
        for batch in plan.batches() {
            let (x, y) = (x.slice(s![batch.clone(), ..]), y.slice(s![batch, ..]));
            self.gradient(plan, x, y);
            if plan.task != Task::Gradient {
                self.descend(plan, x.nrows());
            }
        }
        if plan.task == Task::Gradient {
            self.descend(plan, plan.batch);
        }
    }

    /// Computes the cost, if the workload wants it, and the sums of the gradient. The step sums δ for the biases.
    fn gradient(&mut self, plan: &Plan, x: ArrayView2<T>, y: ArrayView2<T>) {
        let (m, last) = (x.nrows(), self.layers.len() - 1);
        for (l, (weights, biases)) in self.layers.iter().enumerate() {
            let (before, here) = self.a.split_at_mut(l);
            let input = before.last().map_or(x, |a| a.slice(s![..m, ..]));
            let mut z = here[0].slice_mut(s![..m, ..]);
            z.assign(biases);
            general_mat_mul(T::one(), &input, &weights.t(), T::one(), &mut z);
            match if l == last { plan.output.as_str() } else { plan.hidden.as_str() } {
                "sigmoid" => z.mapv_inplace(|z| T::one() / (T::one() + (-z).exp())),
                "tanh" => z.mapv_inplace(T::tanh),
                "relu" => z.mapv_inplace(|z| z.max(T::zero())),
                "softmax" => z.rows_mut().into_iter().for_each(softmax),
                _ => {}
            }
        }
        if plan.task != Task::Descent {
            black_box(self.cost(plan, y));
        }

        let (output, mut delta) = (self.a[last].slice(s![..m, ..]), self.delta[last].slice_mut(s![..m, ..]));
        Zip::from(&mut delta).and(output).and(y).for_each(|delta, &a, &y| *delta = a - y);
        if plan.cost == "squared_error" {
            times_slope(&mut self.delta[last], &plan.output, &self.a[last]);
        }
        for l in (0..=last).rev() {
            let (before, here) = self.delta.split_at_mut(l);
            let delta = here[0].slice(s![..m, ..]);
            let input = if l == 0 { x } else { self.a[l - 1].slice(s![..m, ..]) };
            general_mat_mul(T::one(), &delta.t(), &input, T::zero(), &mut self.gradients[l]);
            if let Some(error) = before.last_mut() {
                general_mat_mul(T::one(), &delta, &self.layers[l].0, T::zero(), &mut error.slice_mut(s![..m, ..]));
                times_slope(error, &plan.hidden, &self.a[l - 1]);
            }
        }
    }

    fn descend(&mut self, plan: &Plan, m: usize) {
        let number = |number: f64| T::from(number).expect("a number");
        let (rate, shrink) = (number(plan.rate / m as f64), number(1.0 - plan.rate * plan.penalty / m as f64));
        for (((weights, biases), gradient), delta) in self.layers.iter_mut().zip(&self.gradients).zip(&self.delta) {
            Zip::from(weights).and(gradient).for_each(|weight, &d| *weight = *weight * shrink - rate * d);
            biases.scaled_add(-rate, &delta.slice(s![..m, ..]).sum_axis(Axis(0)));
        }
    }

    /// J of the last batch that was propagated: sigmoid with cross-entropy, or squared error.
    fn cost(&self, plan: &Plan, y: ArrayView2<T>) -> T {
        let number = |number: f64| T::from(number).expect("a number");
        let (h, mut costs, one) = (&self.a[self.a.len() - 1], T::zero(), T::one());
        let both = Zip::from(h.slice(s![..y.nrows(), ..])).and(y);
        match plan.cost.as_str() {
            "squared_error" => both.for_each(|&h, &y| costs += (h - y) * (h - y) / number(2.0)),
            _ => both.for_each(|&h, &y| costs -= y * h.ln() + (one - y) * (one - h).ln()),
        }
        let squares: T = self
            .layers
            .iter()
            .map(|(weights, _)| weights.fold(T::zero(), |sum, &w| sum + w * w))
            .fold(T::zero(), |a, b| a + b);
        (costs + number(plan.penalty / 2.0) * squares) / number(y.nrows() as f64)
    }

    fn layers(&self) -> Vec<Layer<T>> {
        let flat = |weights: &Array2<T>| weights.iter().copied().collect();
        self.layers.iter().map(|(weights, biases)| Layer { weights: flat(weights), biases: biases.to_vec() }).collect()
    }
}

/// Probabilities of one row, in place.
fn softmax<T: NdFloat>(mut row: ndarray::ArrayViewMut1<T>) {
    let largest = row.fold(T::neg_infinity(), |largest, &z| largest.max(z));
    row.mapv_inplace(|z| (z - largest).exp());
    let total = row.sum();
    row /= total;
}

/// δ ⊙ g′(z), from a = g(z).
fn times_slope<T: NdFloat>(delta: &mut Array2<T>, activation: &str, a: &Array2<T>) {
    let both = Zip::from(delta).and(a);
    match activation {
        "sigmoid" => both.for_each(|delta, &a| *delta *= a * (T::one() - a)),
        "tanh" => both.for_each(|delta, &a| *delta *= T::one() - a * a),
        "relu" => both.for_each(|delta, &a| *delta = if a > T::zero() { *delta } else { T::zero() }),
        _ => {}
    }
}
