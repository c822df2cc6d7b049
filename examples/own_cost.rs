//! A cost of your own: two functions, C and its slope. This one asks for a bound: nine of ten penguins are to be lighter.

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::data::split::split;
use backprop::{Adam, Cost, Identity, Model, OutputActivation, SamplesOf, Scalar, Tanh, Trainer, network};

/// Quantile regression (R. Koenker, G. Bassett, 1978): C = Σ max(0.9 (y − h), 0.1 (h − y)). Too low is 9 times as bad.
struct Quantile;

impl<A: OutputActivation> Cost<A> for Quantile {
    fn cost<T: Scalar, const K: usize>(_z: &[T; K], a: &[T; K], y: &[T; K]) -> T {
        let share = T::from_f64;
        (0..K).fold(T::ZERO, |sum, k| sum + (share(0.9) * (y[k] - a[k])).max(share(0.1) * (a[k] - y[k])))
    }
    fn delta<T: Scalar, const K: usize>(z: &[T; K], a: &[T; K], y: &[T; K]) -> [T; K] {
        A::pull_back(z, &std::array::from_fn(|k| T::from_f64(if a[k] < y[k] { -0.9 } else { 0.1 })))
    }
}

network! {
    /// Flipper length in mm → a body mass in g that 9 of 10 penguins stay below.
    struct Bound { layers: 1 -> 8 Tanh -> 1 Identity, cost: Quantile }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = Csv::new().open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/penguins.csv"))?;
    let mut table = table.select(["flipper_length_mm", "body_mass_g"])?;
    table.drop_missing()?;
    let penguins: SamplesOf<Bound> = table.samples([0], [1])?;
    let [training, test] = split(&penguins, [0.7, 0.3], 1)?;
    let (mm, grams) = (Scaling::standardize(training.x())?, Scaling::standardize(training.y())?);
    let mut network = Bound::random(1);
    let trainer = Trainer::new(0.01).optimizer(Adam::default()).batch_size(32).epochs(100).shuffle(1);
    trainer.train(&mut network, &grams.scale_y(&mm.scale_x(&training)?)?)?;

    let model = Model::new(network).with_scaling(&mm).with_target_scaling(&grams);
    let lighter = test.iter().filter(|(x, y)| y[0] <= model.output(x)[0]).count();
    println!("{lighter} of {} other penguins are lighter than their bound.", test.len());
    let bounds = model.outputs(&[[180.0], [200.0], [220.0]]);
    println!("With flippers of 180, 200 and 220 mm, these are {:.0?} g.", bounds.as_flattened());
    println!("Next: the example `own_optimizer` takes steps of another kind; `regression` predicts the mean.");
    Ok(())
}
