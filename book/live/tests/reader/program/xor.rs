use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, Trainer, network};

network! {
    struct Xor {
        layers: 2 -> 4 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
    let y = [[0.0], [1.0], [1.0], [0.0]];
    let samples = Samples::new(x, y)?;

    let mut network = Xor::random(7);
    println!("{network}");
    let cost = network.cost(&samples, 0.0);
    println!("J at the start: {cost:.6}");

    Trainer::new(0.5)
        .epochs(2000)
        .train(&mut network, &samples)?;

    let cost = network.cost(&samples, 0.0);
    println!("J after 2000 steps: {cost:.6}");
    let answers = samples.x().iter().map(|x| network.predict(x));
    let both = answers.zip(samples.classes());
    let right = both.filter(|(answer, class)| answer == class).count();
    println!("right: {right} of {} rows", samples.len());
    let outputs = network.output(&samples.x()[0]);
    println!("outputs for the first row: {outputs:.6?}");
    Ok(())
}
