//! The crate itself through its public interface, as a user would call it.

use backprop::fast::{cost_and_gradient, outputs};
use backprop::samples::Row;
use backprop::{
    CrossEntropy, Identity, Network, Relu, SamplesOf, Scalar, Sigmoid, Softmax, SquaredError, Tanh, TrainingError,
    batch_descent, descend, minibatch_descent, stochastic_descent, textbook,
};
use ndarray::{ArrayView1, ArrayView2, s};
use peer::{Data, Layer, Number, Plan, measure};
use std::hint::black_box;

backprop::network! {
    struct W1 { layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    struct W2 { layers: 400 -> 25 Sigmoid -> 10 Sigmoid, cost: CrossEntropy }
    struct W3 { layers: 784 -> 30 Sigmoid -> 10 Sigmoid, cost: SquaredError, scalar: f32 }
    struct W4 { layers: 784 -> 512 Relu -> 256 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct W5With64 { layers: 64 -> 64 Relu -> 64 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct W5With128 { layers: 128 -> 128 Relu -> 128 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct W5With256 { layers: 256 -> 256 Relu -> 256 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct W5With512 { layers: 512 -> 512 Relu -> 512 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct W5With1024 { layers: 1024 -> 1024 Relu -> 1024 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct W5With2048 { layers: 2048 -> 2048 Relu -> 2048 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct T1 { layers: 24 -> 8 Tanh -> 2 Identity, cost: SquaredError }
    struct T2 { layers: 4 -> 32 Tanh -> 16 Tanh -> 4 Identity, cost: SquaredError }
}

fn main() {
    let plan = Plan::from_args();
    match plan.name.as_str() {
        "w1" => run(&plan, |w1: &mut W1, samples| stochastic_descent(w1, samples, 0.0, plan.rate, plan.epochs)),
        "w2" => run(&plan, |w2: &mut W2, samples| {
            for _ in 0..plan.epochs {
                let (cost, gradient) = cost_and_gradient(w2, samples, plan.penalty);
                black_box(cost);
                descend(w2, &gradient, plan.rate);
            }
            Ok(())
        }),
        "w3" => run(&plan, |w3: &mut W3, samples| minibatches(w3, samples, &plan)),
        "w4" => run(&plan, |w4: &mut W4, samples| minibatches(w4, samples, &plan)),
        "w5_64" => run(&plan, |w5: &mut W5With64, samples| batches(w5, samples, &plan)),
        "w5_128" => run(&plan, |w5: &mut W5With128, samples| batches(w5, samples, &plan)),
        "w5_256" => run(&plan, |w5: &mut W5With256, samples| batches(w5, samples, &plan)),
        "w5_512" => run(&plan, |w5: &mut W5With512, samples| batches(w5, samples, &plan)),
        "w5_1024" => run(&plan, |w5: &mut W5With1024, samples| batches(w5, samples, &plan)),
        "w5_2048" => run(&plan, |w5: &mut W5With2048, samples| batches(w5, samples, &plan)),
        "t1_f64" => run(&plan, |t1: &mut T1<f64>, samples| gradients(t1, samples, &plan)),
        "t1_f32" => run(&plan, |t1: &mut T1<f32>, samples| gradients(t1, samples, &plan)),
        "t2_f64" => run(&plan, |t2: &mut T2<f64>, samples| batches(t2, samples, &plan)),
        "t2_f32" => run(&plan, |t2: &mut T2<f32>, samples| batches(t2, samples, &plan)),
        "s3" => serve::<W3>(&plan),
        "s4" => serve::<W4>(&plan),
        other => panic!("no workload {other}"),
    }
}

/// `epochs` times through the samples, a batch at a time.
fn minibatches<N: Network>(network: &mut N, samples: &SamplesOf<N>, plan: &Plan) -> Result<(), TrainingError> {
    minibatch_descent(network, samples, plan.batch, Scalar::ZERO, Scalar::from_f64(plan.rate), plan.epochs)
}

/// All samples in one batch, `epochs` times.
fn batches<N: Network>(network: &mut N, samples: &SamplesOf<N>, plan: &Plan) -> Result<(), TrainingError> {
    batch_descent(network, samples, Scalar::ZERO, Scalar::from_f64(plan.rate), plan.epochs)
}

/// Cost and gradient, `epochs` times from the same weights, and one step at the end.
fn gradients<N: Network>(network: &mut N, samples: &SamplesOf<N>, plan: &Plan) -> Result<(), TrainingError> {
    for _ in 0..plan.epochs {
        black_box(cost_and_gradient(&*black_box(&mut *network), samples, Scalar::ZERO));
    }
    let (_, gradient) = cost_and_gradient(network, samples, Scalar::ZERO);
    descend(network, &gradient, Scalar::from_f64(plan.rate));
    Ok(())
}

/// The same descent by the book's loops and the macro's methods, for comparison with the kernels.
fn textbook_descent<N: Network>(network: &mut N, samples: &SamplesOf<N>, plan: &Plan) -> Result<(), TrainingError> {
    let (lambda, rate) = (Scalar::from_f64(plan.penalty), Scalar::from_f64(plan.rate));
    match plan.batch {
        1 => textbook::stochastic_descent(network, samples, lambda, rate, plan.epochs),
        m if m == samples.len() => textbook::batch_descent(network, samples, lambda, rate, plan.epochs),
        batch => textbook::minibatch_descent(network, samples, batch, lambda, rate, plan.epochs),
    }
}

/// Measures a training that starts from the weights of the file.
fn run<N: Network<Scalar: Number>>(plan: &Plan, train: impl Fn(&mut N, &SamplesOf<N>) -> Result<(), TrainingError>) {
    let Data { layers: first, x, y } = Data::of(plan);
    let rows = |numbers: Vec<N::Scalar>, columns| numbers.chunks_exact(columns).map(<[_]>::to_vec).collect();
    let samples = N::samples(rows(x, plan.inputs()), rows(y, plan.outputs())).expect("numbers, all finite");
    let by_the_book = std::env::var_os("TEXTBOOK").is_some();
    let train = |network: &mut N, samples: &SamplesOf<N>| match by_the_book {
        true => textbook_descent(network, samples, plan),
        false => train(network, samples),
    };
    measure(
        plan,
        || network(&first),
        |network: &mut N| train(network, &samples).expect("a descent that stays finite"),
        |network| network.thetas().into_iter().map(layer).collect(),
    );
}

/// Measures the outputs of all samples, `epochs` times.
fn serve<N: Network<Scalar: Number>>(plan: &Plan) {
    let Data { layers, x, .. } = Data::of(plan);
    let network: N = network(&layers);
    let mut rows: Vec<N::Input> = Vec::new();
    x.chunks_exact(plan.inputs()).for_each(|x| Row::push(&mut rows, x).expect("as many numbers as inputs"));
    measure(
        plan,
        Vec::new,
        |h| (0..plan.epochs).for_each(|_| *h = outputs(&network, &rows)),
        |h: &Vec<N::Output>| vec![Layer { weights: Row::flatten(h).to_vec(), biases: Vec::new() }],
    );
}

/// A network with these weights. Each row of Θ begins with the bias.
fn network<N: Network>(layers: &[Layer<N::Scalar>]) -> N {
    let mut network = N::zeros();
    for (mut theta, layer) in network.thetas_mut().into_iter().zip(layers) {
        let columns = theta.ncols() - 1;
        theta.column_mut(0).assign(&ArrayView1::from(&layer.biases));
        let rows = theta.rows_mut().into_iter().zip(layer.weights.chunks_exact(columns));
        rows.for_each(|(mut row, weights)| row.slice_mut(s![1..]).assign(&ArrayView1::from(weights)));
    }
    network
}

/// The weights of a Θ.
fn layer<T: Copy>(theta: ArrayView2<'_, T>) -> Layer<T> {
    let weights = theta.slice(s![.., 1..]).iter().copied().collect();
    Layer { weights, biases: theta.column(0).to_vec() }
}
