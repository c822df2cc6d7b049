//! Solutions of chapter 11: Reading digits.

/// 11.1 The target of the 4 is 1, that of the 6 is 0: −ln 0.9883 and −ln(1 − 0.0273).
pub fn two_parts() -> [f64; 2] {
    [0.0118, 0.0277]
}

/// 11.2 Large z make g′ small, and δ⁽²⁾ has g′ as a factor. The pixels in Δ⁽¹⁾ more than make up for it.
pub fn smaller_without_scaling() -> Vec<&'static str> {
    vec!["g_prime_2", "delta_2"]
}

/// 11.5 The answer is the index of the largest output, however small that output is.
pub fn accuracy(outputs: &[[f64; 3]], classes: &[usize]) -> f64 {
    let mut right = 0;
    for (output, class) in outputs.iter().zip(classes) {
        if answer(output) == *class {
            right += 1;
        }
    }
    f64::from(right) / outputs.len() as f64
}

/// 11.6 The accuracy is a share of the rows that are answered, not of all rows.
pub fn answered(outputs: &[[f64; 3]], classes: &[usize], threshold: f64) -> [f64; 2] {
    let (mut sure, mut right) = (0.0, 0.0);
    for (output, class) in outputs.iter().zip(classes) {
        let answer = answer(output);
        if output[answer] >= threshold {
            sure += 1.0;
            if answer == *class {
                right += 1.0;
            }
        }
    }
    let accuracy = if sure == 0.0 { 1.0 } else { right / sure };
    [sure / outputs.len() as f64, accuracy]
}

/// The index of the largest output.
fn answer(output: &[f64; 3]) -> usize {
    let mut largest = 0;
    for k in 1..3 {
        if output[k] > output[largest] {
            largest = k;
        }
    }
    largest
}
