//! Chapter 12: In practice.
//!
//! Replace each `todo!()` by your answer, save, and run `cargo exercise 12.1`, `cargo exercise 12.2` and so on.

/// 12.1 ★ A test for a disease.
///
/// Of 95 healthy people, 90 are called healthy and 5 ill. Of 5 ill people, 2 are called healthy and 3 ill. Returns the
/// accuracy, the recall of the ill and the precision of the ill, as numbers from 0 to 1.
pub fn test_for_a_disease() -> [f64; 3] {
    todo!()
}

/// 12.2 ★★ Every tumor is called benign.
///
/// There are 569 tumors, 357 of them benign, and the output is the same for all. Returns the accuracy, the recall of
/// the malignant class and the AUC, to three digits.
pub fn all_benign() -> [f64; 3] {
    todo!()
}

/// 12.5 ★★★ Copies in the test rows.
///
/// Some training rows are in the validation set and in the test set, too. Which of these become larger than without the
/// copies? Return their names:
/// `"test_accuracy"`: the accuracy on the test set.
/// `"new_accuracy"`: the accuracy on rows that will be measured next year.
/// `"validation_cost"`: the lowest cost of the validation set during the training.
/// `"epochs"`: the number of epochs until early stopping ends the training.
pub fn larger_with_copies() -> Vec<&'static str> {
    todo!()
}

/// 12.6 ★ The confusion matrix.
///
/// `truths` has the class of each example, and `answers` the class that the network says. There are three classes,
/// counted from 0. Returns the confusion matrix: a row for each true class, a column for each answer.
pub fn confusion_matrix(truths: &[usize], answers: &[usize]) -> [[usize; 3]; 3] {
    todo!()
}

/// 12.7 ★★ Standardization by the training rows.
///
/// Returns `rows` with both columns standardized: minus the mean of the column in `training`, divided by its standard
/// deviation there. The variance is the mean of the squares of the differences from the mean. If it is 0, divide by 1.
pub fn standardized(training: &[[f64; 2]], rows: &[[f64; 2]]) -> Vec<[f64; 2]> {
    todo!()
}

/// 12.8 ★★ Early stopping.
///
/// `costs` has the cost of the validation set after epoch 1, 2 and so on. Training ends as soon as `patience` epochs in
/// a row have not been better than the best one so far, or else with the last cost. Returns the number of the epoch
/// after which it ends, and that of the epoch whose weights are kept.
pub fn early_stopping(costs: &[f64], patience: usize) -> [usize; 2] {
    todo!()
}

/// 12.9 ★★★ A split that keeps the classes.
///
/// Returns for each row whether it is held out. Of each class, the first rows are: `share` times the number of rows of
/// this class, rounded. (The rows are in a random order already.)
pub fn held_out(classes: &[usize], share: f64) -> Vec<bool> {
    todo!()
}
