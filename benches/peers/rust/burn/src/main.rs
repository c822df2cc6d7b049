//! burn: its `Linear`, its losses and its SGD, on the CPU backend `flex`.

use burn::module::{Module, Param};
use burn::nn::Linear;
use burn::nn::loss::{CrossEntropyLossConfig, MseLoss, Reduction};
use burn::optim::{GradientsParams, SgdConfig};
use burn::tensor::{Device, Element, Int, Tensor, TensorData, activation};
use peer::{Data, Layer, Number, Plan, Task, measure, transposed};

fn main() {
    let plan = Plan::from_args();
    match plan.scalar.as_str() {
        "f64" => run::<f64>(&plan),
        _ => run::<f32>(&plan),
    }
}

#[derive(Module, Debug)]
struct Network {
    layers: Vec<Linear>,
}

/// All samples. `CrossEntropyLoss` takes class numbers.
struct Samples {
    x: Tensor<2>,
    y: Tensor<2>,
    classes: Tensor<1, Int>,
}

fn run<T: Element + Number>(plan: &Plan) {
    let device = Device::flex().autodiff();
    let data = Data::<T>::of(plan);
    let matrix = |numbers: &[T], rows: usize| {
        Tensor::<2>::from_data(TensorData::new(numbers.to_vec(), [rows, numbers.len() / rows]), (&device, T::dtype()))
    };
    let y = matrix(&data.y, plan.samples);
    let samples = Samples { x: matrix(&data.x, plan.samples), classes: y.clone().argmax(1).squeeze_dim(1), y };
    let linear = |Layer { weights, biases }: &Layer<T>| {
        let columns = weights.len() / biases.len();
        // burn stores the transposed weights: sₗ × s₍ₗ₊₁₎.
        let weight = Param::from_tensor(matrix(&transposed(weights, columns), columns));
        let bias = TensorData::new(biases.clone(), [biases.len()]);
        Linear { weight, bias: Some(Param::from_tensor(Tensor::<1>::from_data(bias, (&device, T::dtype())))) }
    };
    let layer = |linear: &Linear| {
        let biases = linear.bias.as_ref().expect("biases").val().into_data().try_to_vec::<T>().expect("numbers");
        let weights = linear.weight.val().into_data().try_to_vec::<T>().expect("numbers");
        Layer { weights: transposed(&weights, biases.len()), biases }
    };
    measure(
        plan,
        || Network { layers: data.layers.iter().map(linear).collect() },
        |network| *network = train(network.clone(), plan, &samples, &device),
        |network| network.layers.iter().map(layer).collect(),
    );
}

fn train(mut network: Network, plan: &Plan, samples: &Samples, device: &Device) -> Network {
    let mut sgd = SgdConfig::new().init();
    let mut gradient = None;
    for batch in plan.batches() {
        let cost = cost(&network, plan, samples, batch, device);
        let batch_gradient = GradientsParams::from_grads(cost.backward(), &network);
        match plan.task {
            Task::Gradient => gradient = Some(batch_gradient),
            _ => network = sgd.step(plan.rate, network, batch_gradient),
        }
    }
    match gradient {
        Some(gradient) => sgd.step(plan.rate, network, gradient),
        None => network,
    }
}

/// J of a batch.
fn cost(
    network: &Network,
    plan: &Plan,
    samples: &Samples,
    batch: std::ops::Range<usize>,
    device: &Device,
) -> Tensor<1> {
    let (last, hidden) = network.layers.split_last().expect("a layer");
    let x = samples.x.clone().slice([batch.clone()]);
    let z = last.forward(hidden.iter().fold(x, |a, layer| activate(&plan.hidden, layer.forward(a))));
    let y = samples.y.clone().slice([batch.clone()]);
    let m = batch.len() as f64;
    match (plan.cost.as_str(), plan.output.as_str()) {
        ("squared_error", output) => MseLoss::new().forward(activate(output, z), y, Reduction::Sum) * (0.5 / m),
        (_, "softmax") => CrossEntropyLossConfig::new().init(device).forward(z, samples.classes.clone().slice([batch])),
        _ => {
            // The formula of burn's `BinaryCrossEntropyLoss`, which itself takes no f64; and as there, a mean over the
            // outputs too: a sum divided by m ends 2·10⁻⁸ off.
            let costs = ((-y + 1) * z.clone() - activation::log_sigmoid(z)).mean() * plan.outputs() as f64;
            if plan.penalty == 0.0 {
                return costs;
            }
            let squares = network.layers.iter().map(|layer| layer.weight.val().square().sum());
            costs + squares.reduce(|sum, squares| sum + squares).expect("a layer") * (plan.penalty / (2.0 * m))
        }
    }
}

fn activate(activation: &str, z: Tensor<2>) -> Tensor<2> {
    match activation {
        "sigmoid" => activation::sigmoid(z),
        "tanh" => activation::tanh(z),
        "relu" => activation::relu(z),
        _ => z,
    }
}
