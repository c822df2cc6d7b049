//! Names of methods that other libraries have, and that a user may give to methods of their own.

use backprop::{
    CrossEntropy, Identity, Samples, SamplesOf, Scalar, Sigmoid, SquaredError, Trainer, TrainingError, network,
};

network! {
    struct Gate { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }
    struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
}

impl Gate {
    fn new() -> Self {
        Self::random(1)
    }

    fn fit(&mut self, samples: &SamplesOf<Self>, epochs: usize) -> Result<(), TrainingError> {
        Trainer::new(1.0).epochs(epochs).train(self, samples).map(drop)
    }
}

impl<T: Scalar> Gate<T> {
    fn summary(&self) -> usize {
        self.theta_1.len()
    }
}

/// A trait of the user's own, for two networks.
trait Learn: Sized {
    fn load(file: &str) -> Self;
    fn train(&mut self);
    fn score(&self) -> f64;
    fn weights(self) -> usize;
}

impl Learn for Gate {
    fn load(file: &str) -> Self {
        Self::random(file.len() as u64)
    }

    fn train(&mut self) {
        self.theta_1[0][0] += 1.0;
    }

    fn score(&self) -> f64 {
        self.theta_1[0][0]
    }

    fn weights(self) -> usize {
        3
    }
}

/// A setting of the user's own for trainers.
trait Rate {
    fn lr(self, rate: f64) -> Self;
}

impl Rate for Trainer<'_, Line> {
    fn lr(self, rate: f64) -> Self {
        self.schedule(move |_| rate)
    }
}

#[test]
fn methods_of_the_users_own_may_have_the_names_that_other_libraries_use() {
    let samples = Samples::new([[0.0, 0.0], [1.0, 1.0]], [[0.0], [1.0]]).unwrap();
    let mut gate = Gate::new();
    gate.fit(&samples, 200).unwrap();
    assert_eq!((gate.predict(&[0.0, 0.0]), gate.predict(&[1.0, 1.0]), gate.summary()), (0, 1, 1));
}

#[test]
fn so_may_those_of_their_traits() {
    let mut gate = Gate::load("abc");
    gate.train();
    assert_eq!((gate.score(), gate.weights()), (1.0, 3));

    let samples = Samples::new([[1.0]], [[2.0]]).unwrap();
    let trained = |trainer: Trainer<'_, Line>| {
        let mut line = Line::random(1);
        trainer.train(&mut line, &samples).unwrap();
        line
    };
    assert_eq!(trained(Trainer::new(1.0).epochs(1).lr(0.25)), trained(Trainer::new(0.25).epochs(1)));
}
