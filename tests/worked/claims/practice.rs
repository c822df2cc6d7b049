//! The chapter on practice.

use super::recorded;

/// > On the tumors, the same network with the same training gets 95.6 % of the test rows right with standardization,
/// > and 62.8 % without, which is no more than you get by calling every tumor benign.
#[test]
fn without_scaling_the_tumors_are_judged_worse() {
    let run = recorded("breast_cancer");
    assert!(run.number("unscaled_accuracy") < run.number("matrix/accuracy") - 0.3);
    let benign = run.numbers("matrix/counts/0", None).iter().sum::<f64>();
    let share = benign / run.number("rows/test");
    assert!((run.number("unscaled_accuracy") - share).abs() < 1e-9, "as many are right as if all were called benign");
}

/// > But the trend is clear: the cost of the training rows falls to the end, while the validation rows were best
/// > after epoch 66, with a cost of 0.065. Ten epochs later the training ended.
#[test]
fn training_ends_ten_epochs_after_the_best_one() {
    let run = recorded("digits_in_practice");
    let (best, epochs) = (run.number("best/epoch"), run.numbers("epochs", Some("epoch")));
    assert_eq!(epochs.last(), Some(&(best + 10.0)));
    let costs = run.numbers("epochs", Some("training"));
    let mean = |costs: &[f64]| costs.iter().sum::<f64>() / costs.len() as f64;
    let tens: Vec<f64> = costs.chunks(10).map(mean).collect();
    assert!(
        tens.is_sorted_by(|before, after| before > after),
        "but for the trembling, the training cost falls to the end"
    );
}

/// > The network reads nearly all of its training rows right, no matter how many they are.
#[test]
fn training_rows_are_read_almost_without_mistakes() {
    let accuracies = recorded("digits_in_practice").numbers("learning_curve", Some("training"));
    assert!(accuracies.iter().all(|&accuracy| accuracy >= 0.995));
}

/// > On the validation rows the accuracy grows from 74.2 % after 50 rows to 98.1 % after 1078. The last rows still
/// > brought something, and there is a gap left between the curves, so more data would help a little.
#[test]
fn the_last_rows_still_help() {
    let run = recorded("digits_in_practice");
    let accuracies = run.numbers("learning_curve", Some("validation"));
    let [.., before, last] = accuracies.as_slice() else { panic!("the curve has several points") };
    assert!(before < last && *last < 0.99);
}

/// > It is only 92.9 %, while the precision is 95.1 %. (If you need one number for both, F1 is their harmonic mean,
/// > 0.940.)
#[test]
fn the_network_misses_malignant_tumors_more_often_than_it_gives_false_alarms() {
    let run = recorded("breast_cancer");
    assert!(run.number("matrix/recall/1") < run.number("matrix/precision/1"));
}

/// > With the threshold 0.046 only one malignant tumor of the test rows is missed, at the price of five
/// > false alarms. To find the last one as well, the threshold has to be as low as 0.001, and then there are 29 false
/// > alarms among 113 tumors.
#[test]
fn the_last_malignant_tumor_costs_many_false_alarms() {
    let run = recorded("breast_cancer");
    let [one_missed, none_missed] = [0, 1].map(|i| run.number(&format!("lenient/{i}/false_alarms")));
    assert_eq!((run.number("lenient/0/missed"), run.number("lenient/1/missed")), (1.0, 0.0));
    assert!(none_missed > 4.0 * one_missed);
    assert!(run.number("lenient/1/threshold") < 0.01, "the network is almost sure of the opposite");
}

/// > The scaling is a part of that graph, so it takes rows as they were measured as well.
#[test]
fn a_model_is_kept_whole() {
    let run = recorded("digits_in_practice");
    assert_eq!(run.value("kept/network_is_equal"), true);
    assert_eq!(run.value("kept/takes_rows_as_measured"), true);
}

/// > The resumed network is equal to that of the uninterrupted run, to the last bit.
#[test]
fn a_resumed_run_ends_at_the_same_weights() {
    assert_eq!(recorded("digits_in_practice").value("resumed_is_equal"), true);
}

/// > Of new points of the spiral 98.8 % are classified correctly, and of the three simpler sets all of them.
#[test]
fn the_spiral_is_the_hardest_of_the_four_sets() {
    let curves = recorded("curves");
    let accuracy = |set: &str| curves.number(&format!("{set}/test_accuracy"));
    assert!(["circle", "xor", "gauss"].iter().all(|set| accuracy(set) == 1.0) && accuracy("spiral") < 1.0);
}
