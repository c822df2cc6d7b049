//! Chapter 15: Readings.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 15.1`, `cargo exercise 15.2` and so on.

/// 15.1 ★ The square of a dual number.
///
/// Returns the value and the derivative of (3 + ε)².
pub fn square() -> [f64; 2] {
    todo!()
}

/// 15.2 ★ The products of a 7-5-4-3 network.
///
/// Returns how many multiplications the forward pass, the errors δ and the products Δ take for one example, without those
/// of g and g′: `[forward, delta, accumulated]`. The outputs are sigmoid units, with cross-entropy.
pub fn products() -> [f64; 3] {
    todo!()
}

/// A dual number: a value, and its derivative along the quantity that moves.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Dual {
    pub value: f64,
    pub slope: f64,
}

/// 15.4 ★★ Dual numbers as a type.
///
/// Write the sum, the product and the sigmoid of dual numbers. Each returns the value and the derivative of the result.
impl Dual {
    pub fn plus(self, other: Dual) -> Dual {
        todo!()
    }

    pub fn times(self, other: Dual) -> Dual {
        todo!()
    }

    pub fn sigmoid(self) -> Dual {
        todo!()
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

/// 15.6 ★★★ Reverse mode for any graph.
///
/// Returns the derivative of the last step along each step, with the three rules of the chapter. `values` are the values
/// of the steps, from the forward pass.
pub fn slopes(steps: &[Step], values: &[f64]) -> Vec<f64> {
    todo!()
}

/// 15.7 ★★★ A derivative is overwritten, where rule 3 adds to it.
///
/// Which of these derivatives are wrong? Return their names: `"D_1"`, `"D_2"`, `"D_3"` of the 2-2-2-1 network without
/// biases, for one example, and `"w_1"`, `"w_2"` of the chain in the chapter.
pub fn wrong_when_overwritten() -> Vec<&'static str> {
    todo!()
}
