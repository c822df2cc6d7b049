//! Solutions of chapter 12: In practice.

/// 12.1 93 of 100 answers are right, 3 of 5 ill people are found, and 3 of 8 alarms are right.
pub fn test_for_a_disease() -> [f64; 3] {
    [0.93, 0.6, 0.375]
}

/// 12.2 357 of 569 answers are right, no malignant tumor is found, and equal outputs are in no order.
pub fn all_benign() -> [f64; 3] {
    [0.627, 0.0, 0.5]
}

/// 12.5 On the copies the network is asked for what it has memorized. It does not become better.
pub fn larger_with_copies() -> Vec<&'static str> {
    vec!["test_accuracy", "epochs"]
}

/// 12.6 Each example is counted in one place.
pub fn confusion_matrix(truths: &[usize], answers: &[usize]) -> [[usize; 3]; 3] {
    let mut counts = [[0; 3]; 3];
    for (truth, answer) in truths.iter().zip(answers) {
        counts[*truth][*answer] += 1;
    }
    counts
}

/// 12.7 Both numbers of a column come from `training`, whichever rows they are applied to.
pub fn standardized(training: &[[f64; 2]], rows: &[[f64; 2]]) -> Vec<[f64; 2]> {
    let m = training.len() as f64;
    let mut scaled = rows.to_vec();
    for column in 0..2 {
        let mean = training.iter().map(|row| row[column]).sum::<f64>() / m;
        let variance = training.iter().map(|row| (row[column] - mean).powi(2)).sum::<f64>() / m;
        let deviation = if variance == 0.0 { 1.0 } else { variance.sqrt() };
        for row in &mut scaled {
            row[column] = (row[column] - mean) / deviation;
        }
    }
    scaled
}

/// 12.8 Every cost is compared with the lowest one so far.
pub fn early_stopping(costs: &[f64], patience: usize) -> [usize; 2] {
    let mut best = 1;
    for epoch in 2..=costs.len() {
        if costs[epoch - 1] < costs[best - 1] {
            best = epoch;
        } else if epoch - best == patience {
            return [epoch, best];
        }
    }
    [costs.len(), best]
}

/// 12.9 The rows of each class are counted by themselves.
pub fn held_out(classes: &[usize], share: f64) -> Vec<bool> {
    let mut held_out = Vec::new();
    for (row, class) in classes.iter().enumerate() {
        let count = |rows: &[usize]| rows.iter().filter(|other| *other == class).count();
        let (before, all) = (count(&classes[..row]), count(classes));
        held_out.push(before < (share * all as f64).round() as usize);
    }
    held_out
}
