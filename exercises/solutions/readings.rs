//! Solutions of chapter 15: Readings.

/// 15.1 The product rule: 1 · 3 + 3 · 1.
pub fn square() -> [f64; 2] {
    [9.0, 6.0]
}

/// 15.2 One for each weight that is not a bias, and for the errors those of Θ⁽¹⁾ are left out: the input has no error.
pub fn products() -> [f64; 3] {
    [67.0, 32.0, 67.0]
}

/// A dual number: a value, and its derivative along the quantity that moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dual {
    pub value: f64,
    pub slope: f64,
}

/// 15.4 The sum rule, the product rule and the chain rule.
impl Dual {
    pub fn plus(self, other: Dual) -> Dual {
        Dual { value: self.value + other.value, slope: self.slope + other.slope }
    }

    pub fn times(self, other: Dual) -> Dual {
        let slope = self.slope * other.value + self.value * other.slope;
        Dual { value: self.value * other.value, slope }
    }

    pub fn sigmoid(self) -> Dual {
        let value = 1.0 / (1.0 + (-self.value).exp());
        Dual { value, slope: value * (1.0 - value) * self.slope }
    }
}

/// A step of a computation. The numbers are the places of the steps that it uses, which come before it.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    Input(f64),
    Sum(usize, usize),
    Product(usize, usize),
    Sigmoid(usize),
}

/// 15.6 From the last step to the first, each passes its slope back to the steps that it uses. `+=` is rule 3.
pub fn slopes(steps: &[Step], values: &[f64]) -> Vec<f64> {
    let mut slopes = vec![0.0; steps.len()];
    slopes[steps.len() - 1] = 1.0;
    for at in (0..steps.len()).rev() {
        let slope = slopes[at];
        match steps[at] {
            Step::Input(_) => {}
            Step::Sum(a, b) => {
                slopes[a] += slope;
                slopes[b] += slope;
            }
            Step::Product(a, b) => {
                slopes[a] += slope * values[b];
                slopes[b] += slope * values[a];
            }
            Step::Sigmoid(z) => slopes[z] += slope * values[at] * (1.0 - values[at]),
        }
    }
    slopes
}

/// 15.7 Only the activations of layer 2 are used twice, by both units of layer 3.
pub fn wrong_when_overwritten() -> Vec<&'static str> {
    vec!["D_1"]
}
