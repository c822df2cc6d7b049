//! A wrong declaration whose network is used all the same.

use backprop::{CrossEntropy, Relu, Samples, network};

network! {
    struct Net {
        layers: 2 -> 4 Relu -> 1 sigmoid,
        cost: CrossEntropy,
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let samples = Samples::from_classes([[0.0, 1.0], [1.0, 1.0]], &[1, 0])?;
    let mut net = Net::random(7);
    backprop::batch_descent(&mut net, &samples, 0.0, 0.5, 100)?;
    let weight: f64 = net.theta_1[0][1] + net.gradient(&samples, 0.0).theta_2[0][0];
    let h: [f64; 1] = net.output(&[0.0, 1.0]);
    let forward: NetForward<f64> = net.forward(&[0.0, 1.0]);
    println!("{weight} {h:?} {} {:?} {}", forward.a_3[0], net.predict(&[0.0, 1.0]), net.trace(&samples, 0.0));
    Ok(())
}
