//! An activation of your own: two functions, g and g′. The gradient check finds a wrong g′.

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::data::split::split_by_class;
use backprop::{Activation, Adam, CrossEntropy, Scalar, Sigmoid, Softmax, Trainer, accuracy, gradient_check, network};

/// Swish (P. Ramachandran, B. Zoph, Q. Le, 2017), also called SiLU: g(z) = z σ(z).
struct Swish;

impl Activation for Swish {
    fn g<T: Scalar>(z: T) -> T {
        z * Sigmoid::g(z)
    }
    fn g_prime<T: Scalar>(z: T) -> T {
        Sigmoid::g(z) + z * Sigmoid::g_prime(z)
    }
}

network! {
    /// 4 lengths of a flower → 3 species.
    struct Irises { layers: 4 -> 8 Swish -> 3 Softmax, cost: CrossEntropy }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = Csv::new().open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/iris.csv"))?;
    let irises = table.classified("class", &table.classes("class")?)?;
    let [training, test] = split_by_class(&irises, [0.6, 0.4], 1)?;
    let scaling = Scaling::standardize(training.x())?;
    let (training, test) = (scaling.scale_x(&training)?, scaling.scale_x(&test)?);

    let mut network = Irises::random(1);
    println!("{}\n", gradient_check(&network, &training, 0.0));
    Trainer::new(0.02)
        .optimizer(Adam::default())
        .batch_size(10)
        .epochs(30)
        .shuffle(1)
        .train(&mut network, &training)?;
    println!("After 30 epochs, {:.1} % of {} other flowers are right.", 100.0 * accuracy(&network, &test), test.len());
    println!("Next: make `g_prime` wrong and run it again; the examples `own_cost` and `own_optimizer` are as short.");
    Ok(())
}
