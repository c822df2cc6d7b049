//! A user's crate: one network of four layers.

use candle_core::{DType, Device, Result, Tensor};
use candle_nn::{Activation, Module, Optimizer, SGD, VarBuilder, VarMap, linear, loss, seq};

fn main() -> Result<()> {
    let variables = VarMap::new();
    let first = VarBuilder::from_varmap(&variables, DType::F64, &Device::Cpu);
    let network = seq()
        .add(linear(8, 16, first.pp("1"))?)
        .add_fn(|z| z.tanh())
        .add(linear(16, 16, first.pp("2"))?)
        .add_fn(|z| z.tanh())
        .add(linear(16, 2, first.pp("3"))?);
    let x = Tensor::new(&[[0.5; 8], [0.25; 8]], &Device::Cpu)?;
    let y = Tensor::new(&[[1.0, 0.0], [0.0, 1.0]], &Device::Cpu)?;
    let mut sgd = SGD::new(variables.all_vars(), 0.1)?;
    for _ in 0..100 {
        sgd.backward_step(&loss::binary_cross_entropy_with_logit(&network.forward(&x)?, &y)?)?;
    }
    println!("{}", Activation::Sigmoid.forward(&network.forward(&x)?)?);
    Ok(())
}
