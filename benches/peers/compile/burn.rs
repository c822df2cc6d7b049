//! A user's crate: one network of four layers.

use burn::module::Module;
use burn::nn::loss::{MseLoss, Reduction};
use burn::nn::{Linear, LinearConfig};
use burn::optim::{GradientsParams, SgdConfig};
use burn::tensor::{Device, Tensor, activation};

#[derive(Module, Debug)]
struct FourLayers {
    layer_1: Linear,
    layer_2: Linear,
    layer_3: Linear,
}

impl FourLayers {
    fn forward(&self, x: Tensor<2>) -> Tensor<2> {
        let a_2 = activation::tanh(self.layer_1.forward(x));
        let a_3 = activation::tanh(self.layer_2.forward(a_2));
        activation::sigmoid(self.layer_3.forward(a_3))
    }
}

fn main() {
    let device = Device::flex().autodiff();
    let linear = |inputs, outputs| LinearConfig::new(inputs, outputs).init(&device);
    let mut network = FourLayers { layer_1: linear(8, 16), layer_2: linear(16, 16), layer_3: linear(16, 2) };
    let x = Tensor::<2>::from_data([[0.5; 8], [0.25; 8]], &device);
    let y = Tensor::<2>::from_data([[1.0, 0.0], [0.0, 1.0]], &device);
    let mut sgd = SgdConfig::new().init();
    for _ in 0..100 {
        let cost = MseLoss::new().forward(network.forward(x.clone()), y.clone(), Reduction::Mean);
        let gradient = GradientsParams::from_grads(cost.backward(), &network);
        network = sgd.step(0.1, network, gradient);
    }
    println!("{}", network.forward(x));
}
