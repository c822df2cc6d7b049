//! A user's crate: one network of four layers.

use dfdx::{optim::Sgd, prelude::*};

type FourLayers = ((Linear<8, 16>, Tanh), (Linear<16, 16>, Tanh), Linear<16, 2>);

fn main() {
    let device = Cpu::default();
    let mut network = device.build_module::<FourLayers, f64>();
    let mut gradients = network.alloc_grads();
    let mut sgd = Sgd::new(&network, SgdConfig { lr: 0.1, momentum: None, weight_decay: None });
    let (x, y) = (device.tensor([[0.5; 8], [0.25; 8]]), device.tensor([[1.0, 0.0], [0.0, 1.0]]));
    for _ in 0..100 {
        let z = network.forward_mut(x.clone().traced(gradients));
        gradients = binary_cross_entropy_with_logits_loss(z, y.clone()).backward();
        sgd.update(&mut network, &gradients).expect("a step");
        network.zero_grads(&mut gradients);
    }
    println!("{:?}", network.forward(x).sigmoid().array());
}
