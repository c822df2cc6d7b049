//! candle: `candle_nn::Linear`, its losses, and its `SGD`.

use candle_core::{D, DType, Device, Result, Tensor, Var, WithDType};
use candle_nn::{Linear, Module, Optimizer, SGD, loss, ops};
use peer::{Data, Layer, Number, Plan, Task, measure};

fn main() -> Result<()> {
    let plan = Plan::from_args();
    match plan.scalar.as_str() {
        "f64" => run::<f64>(&plan),
        _ => run::<f32>(&plan),
    }
}

struct Network {
    parameters: Vec<(Var, Var)>,
    layers: Vec<Linear>,
}

fn run<T: WithDType + Number>(plan: &Plan) -> Result<()> {
    let data = Data::<T>::of(plan);
    let x = Tensor::from_slice(&data.x, (plan.samples, plan.inputs()), &Device::Cpu)?;
    let y = Tensor::from_slice(&data.y, (plan.samples, plan.outputs()), &Device::Cpu)?;
    // `loss::cross_entropy` takes the number of the class.
    let y = if plan.output == "softmax" { y.argmax(D::Minus1)?.to_dtype(DType::U32)? } else { y };
    measure(
        plan,
        || start(&data).expect("the first weights"),
        |network| train(network, plan, &x, &y).expect("a training"),
        |network| layers::<T>(network).expect("the last weights"),
    );
    Ok(())
}

fn start<T: WithDType>(data: &Data<T>) -> Result<Network> {
    let variable =
        |numbers: &[T], shape: &[usize]| Var::from_tensor(&Tensor::from_slice(numbers, shape, &Device::Cpu)?);
    let parameters = data.layers.iter().map(|Layer { weights, biases }| {
        let (rows, columns) = (biases.len(), weights.len() / biases.len());
        Ok((variable(weights, &[rows, columns])?, variable(biases, &[rows])?))
    });
    let parameters: Vec<(Var, Var)> = parameters.collect::<Result<_>>()?;
    let linear =
        |(weights, biases): &(Var, Var)| Linear::new(weights.as_tensor().clone(), Some(biases.as_tensor().clone()));
    Ok(Network { layers: parameters.iter().map(linear).collect(), parameters })
}

fn train(network: &mut Network, plan: &Plan, x: &Tensor, y: &Tensor) -> Result<()> {
    let parameters = network.parameters.iter().flat_map(|(weights, biases)| [weights.clone(), biases.clone()]);
    let mut sgd = SGD::new(parameters.collect(), plan.rate)?;
    let mut gradient = None;
    for batch in plan.batches() {
        let (x, y) = (x.narrow(0, batch.start, batch.len())?, y.narrow(0, batch.start, batch.len())?);
        let cost = cost(network, plan, &x, &y)?;
        match plan.task {
            Task::Gradient => gradient = Some(cost.backward()?),
            _ => sgd.backward_step(&cost)?,
        }
    }
    gradient.map_or(Ok(()), |gradient| sgd.step(&gradient))
}

/// J of a batch.
fn cost(network: &Network, plan: &Plan, x: &Tensor, y: &Tensor) -> Result<Tensor> {
    let (last, hidden) = network.layers.split_last().expect("a layer");
    let a = hidden.iter().try_fold(x.clone(), |a, layer| activate(&plan.hidden, layer.forward(&a)?))?;
    let (z, k) = (last.forward(&a)?, plan.outputs() as f64);
    // Both of the other losses are means over the outputs too.
    match (plan.cost.as_str(), plan.output.as_str()) {
        ("squared_error", output) => loss::mse(&activate(output, z)?, y)? * (k / 2.0),
        (_, "softmax") => loss::cross_entropy(&z, y),
        _ => {
            let costs = (loss::binary_cross_entropy_with_logit(&z, y)? * k)?;
            if plan.penalty == 0.0 {
                return Ok(costs);
            }
            let squares = network.layers.iter().map(|layer| layer.weight().sqr()?.sum_all());
            let squares = squares.reduce(|sum, squares| sum? + squares?).expect("a layer")?;
            costs + (squares * (plan.penalty / (2.0 * x.dim(0)? as f64)))?
        }
    }
}

fn activate(activation: &str, z: Tensor) -> Result<Tensor> {
    match activation {
        "sigmoid" => ops::sigmoid(&z),
        "tanh" => z.tanh(),
        "relu" => z.relu(),
        _ => Ok(z),
    }
}

fn layers<T: WithDType>(network: &Network) -> Result<Vec<Layer<T>>> {
    let numbers = |variable: &Var| variable.flatten_all()?.to_vec1();
    let layer = |(weights, biases): &(Var, Var)| Ok(Layer { weights: numbers(weights)?, biases: numbers(biases)? });
    network.parameters.iter().map(layer).collect()
}
