//! Checks the answers to chapter 12: In practice.

#[cfg_attr(test, path = "../solutions/practice.rs")]
#[cfg_attr(not(test), path = "../chapters/practice.rs")]
#[allow(unused_variables, reason = "an answer that is not written yet uses nothing")]
mod answers;

use backprop::equations::first_weights::Random;
use backprop::{Adam, CrossEntropy, Samples, Sigmoid, Tanh, Trainer, accuracy, network};
use exercises::{Check, Expected, Names, Verdict};

pub const CHECKS: &[Check] = &[
    (1, || test_for_a_disease(answers::test_for_a_disease())),
    (2, || all_benign(answers::all_benign())),
    (5, || copies(answers::larger_with_copies())),
    (6, || confusion_matrix(answers::confusion_matrix)),
    (7, || standardized(answers::standardized)),
    (8, || early_stopping(answers::early_stopping)),
    (9, || held_out(answers::held_out)),
];

fn main() -> std::process::ExitCode {
    exercises::main(CHECKS)
}

fn test_for_a_disease(answer: [f64; 3]) -> Verdict {
    let [[healthy, alarms], [missed, found]] = [[90.0, 5.0], [2.0, 3.0]];
    let (accuracy, recall, precision) = ((healthy + found) / 100.0, found / (missed + found), found / (alarms + found));
    let names = ["The accuracy", "The recall of the ill", "The precision of the ill"];
    Expected::by_hand(names.into_iter().zip([accuracy, recall, precision]))
        .mistake([accuracy, precision, recall], "Recall and precision are exchanged. Recall goes along the row of those who are ill, precision along the column of those who are called ill.")
        .mistake([accuracy, healthy / (healthy + alarms), healthy / (healthy + missed)], "These are recall and precision of the healthy. The test looks for the ill.")
        .mistake([accuracy, missed / (missed + found), alarms / (alarms + found)], "These are the shares of the mistakes: the ill who are missed, and the alarms that are false. Recall and precision are the shares that are right.")
        .mistake([accuracy, found / 100.0, found / 100.0], "You divided by all people. Recall is a share of the 5 who are ill, precision a share of those who are called ill.")
        .check(answer)
}

fn all_benign(answer: [f64; 3]) -> Verdict {
    let accuracy = 357.0 / 569.0;
    let names = ["The accuracy", "The recall of the malignant class", "The AUC"];
    Expected::by_hand(names.into_iter().zip([accuracy, 0.0, 0.5]))
        .mistake([1.0 - accuracy, 0.0, 0.5], "Your accuracy is the share of the malignant tumors, all of which are called benign. The others are right.")
        .mistake([accuracy, 1.0, 0.5], "This is the recall of the benign class. None of the malignant tumors is called malignant.")
        .mistake([accuracy, 0.0, 0.0], "An AUC of 0 would mean that each malignant tumor gets a smaller output than each benign one. All outputs are equal, so the order is that of a coin.")
        .mistake([accuracy, 0.0, accuracy], "The AUC does not depend on how many tumors of each class there are. Draw one of each class: which one has the larger output?")
        .check(answer)
}

network! {
    /// A network that is large enough to memorize some of its rows.
    struct Memory {
        layers: 8 -> 16 Tanh -> 1 Sigmoid,
        cost: CrossEntropy,
    }
}

type Rows = Vec<([f64; 8], [f64; 1])>;

/// Draws rows: points on one side of a line or the other. Every fifth answer is wrong, and such a row can only be
/// memorized.
fn rows(count: usize, random: &mut Random) -> Rows {
    let row = |row: usize| {
        let x = [(); 8].map(|()| random.uniform(1.0));
        (x, [f64::from((x[0] + x[1] > 0.0) != row.is_multiple_of(5))])
    };
    (0..count).map(row).collect()
}

/// Trains with early stopping. The first rows of the validation set and of the test set are copies of training rows.
/// Returns the accuracies on test rows and on new rows, the lowest validation cost, and the number of epochs.
fn trained(copies: usize, seed: u64) -> [f64; 4] {
    let mut random = Random::new(seed);
    let [training, mut validation, mut test, new] = [40, 40, 40, 200].map(|count| rows(count, &mut random));
    validation[..copies].copy_from_slice(&training[..copies]);
    test[..copies].copy_from_slice(&training[40 - copies..]);
    let [training, validation, test, new] = [training, validation, test, new].map(|rows: Rows| {
        let (x, y): (Vec<_>, Vec<_>) = rows.into_iter().unzip();
        Samples::new(x, y).expect("all values are finite")
    });
    let mut network = Memory::random(1);
    let trainer = Trainer::new(0.03).optimizer(Adam::default()).batch_size(8).epochs(200);
    let trainer = trainer.validation(&validation).patience(10);
    let state = trainer.train(&mut network, &training).expect("the training does not diverge");
    let best = state.best_cost().expect("there are validation rows");
    [accuracy(&network, &test), accuracy(&network, &new), best, state.epochs() as f64]
}

fn copies(answer: Vec<&str>) -> Verdict {
    // The mistake is made, with so many copies that small trainings show it, and the sums over six of them are compared.
    let sums = |copies| {
        let runs = [1, 2, 3, 4, 5, 6].map(|seed| trained(copies, seed));
        [0, 1, 2, 3].map(|at| runs.iter().map(|run| run[at]).sum::<f64>())
    };
    let (clean, copied) = (sums(0), sums(20));
    let is_larger = |at: usize| copied[at] > clean[at];
    Names::new([
        ("test_accuracy", is_larger(0), "On the copies the network is asked for rows that it has seen, and it has memorized some of them."),
        ("new_accuracy", is_larger(1), "No new row is a copy. The network is asked what it has not seen, and for that the copies have taught it nothing."),
        ("validation_cost", is_larger(2), "A copy in the validation set costs less and less while the network memorizes it, so the lowest cost is lower."),
        ("epochs", is_larger(3), "The copies in the validation set go on getting better while the network memorizes them, so its cost falls longer, and early stopping comes later."),
    ])
    .check(&answer)
}

/// A function that counts pairs of a truth and an answer.
type Matrix = fn(&[usize], &[usize]) -> [[usize; 3]; 3];

fn counted(truths: &[usize], answers: &[usize]) -> [[usize; 3]; 3] {
    let count = |row, column| truths.iter().zip(answers).filter(|pair| *pair == (&row, &column)).count();
    [0, 1, 2].map(|row| [0, 1, 2].map(|column| count(row, column)))
}

fn confusion_matrix(answer: Matrix) -> Verdict {
    let cases: [(&[usize], &[usize]); 2] =
        [(&[0, 0, 0, 1, 1, 2, 2, 2, 2], &[0, 1, 1, 1, 2, 2, 2, 0, 2]), (&[2, 1], &[1, 0])];
    let each = |matrix: Matrix| {
        let flat = move |(truths, answers): (&[usize], &[usize])| matrix(truths, answers).into_iter().flatten();
        cases.into_iter().flat_map(flat).map(|count| count as f64).collect::<Vec<f64>>()
    };
    let names = cases.iter().flat_map(|(truths, answers)| {
        (0..9).map(move |at| {
            format!(
                "The count in row {}, column {} for the classes {truths:?} and the answers {answers:?}",
                at / 3,
                at % 3
            )
        })
    });
    let right = each(counted);
    let on_diagonal = |at: usize| at % 9 / 3 == at % 3;
    let only = |diagonal: bool| {
        right.iter().enumerate().map(move |(at, count)| if on_diagonal(at) == diagonal { *count } else { 0.0 })
    };
    Expected::computed(names.zip(right.clone()))
        .mistake(each(|truths, answers| counted(answers, truths)), "Rows and columns are exchanged. A row is a true class, and a column is an answer, so recall goes along rows.")
        .mistake(only(true), "You count the right answers only. What is confused with what is off the diagonal.")
        .mistake(only(false), "You count the mistakes only. The right answers are on the diagonal.")
        .mistake(right.iter().map(|count| count.min(1.0)), "You note that a pair occurs, not how often. Add 1 for each example.")
        .check(each(answer))
}

/// Training rows, and the rows that are to be scaled.
type Tables = (&'static [[f64; 2]], &'static [[f64; 2]]);

const TABLES: [Tables; 3] = [
    (&[[1.0, 500.0], [3.0, 900.0], [5.0, 1600.0]], &[[1.0, 500.0], [4.0, 400.0], [-2.0, 1000.0]]),
    (&[[0.5, -2.0], [0.0, 4.0], [0.25, 4.0], [1.0, 1.0]], &[[0.5, 1.0], [3.0, -7.0]]),
    (&[[2.0, 1.0], [2.0, 2.0]], &[[2.0, 1.0], [2.5, 3.0]]),
];

/// Returns what is subtracted from a column, and by what it is divided.
type Fit = fn(&[f64]) -> (f64, f64);

fn mean(column: &[f64]) -> f64 {
    column.iter().sum::<f64>() / column.len() as f64
}

fn squares(column: &[f64]) -> f64 {
    column.iter().map(|x| (x - mean(column)).powi(2)).sum()
}

fn fit(column: &[f64]) -> (f64, f64) {
    (mean(column), or_one((squares(column) / column.len() as f64).sqrt()))
}

fn or_one(deviation: f64) -> f64 {
    if deviation == 0.0 { 1.0 } else { deviation }
}

/// Returns column `at` of some rows.
type Column = fn(&Tables, usize) -> Vec<f64>;

fn of_training((training, _): &Tables, at: usize) -> Vec<f64> {
    training.iter().map(|row| row[at]).collect()
}

/// An answer of the reader: training rows and rows to scaled rows.
type Standardized = fn(&[[f64; 2]], &[[f64; 2]]) -> Vec<[f64; 2]>;

fn standardized(answer: Standardized) -> Verdict {
    // Scales all rows by what `fit` makes of the column that `column` returns.
    let each = |column: Column, fit: Fit| {
        TABLES.iter().flat_map(move |tables| {
            let fits = [0, 1].map(|at| fit(&column(tables, at)));
            tables.1.iter().flat_map(move |row| [0, 1].map(|at| (row[at] - fits[at].0) / fits[at].1))
        })
    };
    let of_rows: Column = |(_, rows), at| rows.iter().map(|row| row[at]).collect();
    let of_both: Column = |(training, rows), at| training.iter().chain(*rows).map(|row| row[at]).collect();
    let of_all: Column = |(training, _), _| training.as_flattened().to_vec();
    let names = TABLES.iter().flat_map(|(training, rows)| {
        (0..2 * rows.len()).map(move |at| {
            let (row, column) = (at / 2, at % 2);
            format!("Column {column} of row {row} for the training rows {training:?} and the rows {rows:?}")
        })
    });
    for (training, rows) in TABLES {
        let (found, asked) = (answer(training, rows).len(), rows.len());
        if found != asked {
            return Err(format!(
                "Of {asked} rows that are to be scaled, with {} training rows, you return {found}.",
                training.len()
            ));
        }
    }
    Expected::computed(names.zip(each(of_training, fit)))
        .mistake(each(of_rows, fit), "You scale the rows by their own means and deviations. The same number would then mean something else in each set, and a single new row could not be scaled at all. Fit to the training rows.")
        .mistake(each(of_both, fit), "Your means and deviations include the rows that are to be scaled. If these are test rows, they have told the network something about themselves.")
        .mistake(each(of_training, |column| (mean(column), or_one(squares(column) / column.len() as f64))), "You divide by the variance. The standard deviation is its root, and has the unit of the column.")
        .mistake(each(of_training, |column| (mean(column), or_one((squares(column) / (column.len() as f64 - 1.0)).sqrt()))), "You divided the squares by one less than their number. That estimates the variance of all rows there could be; here the training rows themselves should get the standard deviation 1.")
        .mistake(each(of_training, |column| (0.0, fit(column).1)), "The mean is not subtracted, so a column of large numbers stays on one side of 0.")
        .mistake(each(of_all, fit), "Both columns are scaled by the same numbers, so the larger one still drowns the other. Each column has its own mean and deviation.")
        .check(TABLES.iter().flat_map(|(training, rows)| answer(training, rows)).flatten())
}

/// The costs of the validation set, and the patience.
type Course = (&'static [f64], usize);

const COURSES: [Course; 6] = [
    (&[0.9, 0.7, 0.5, 0.6, 0.55, 0.52, 0.3, 0.2], 3),
    (&[0.9, 0.7, 0.5, 0.6, 0.55, 0.52, 0.3, 0.2], 4),
    (&[0.4, 0.5, 0.6, 0.1], 1),
    (&[1.0, 0.8, 0.6, 0.7], 5),
    (&[0.5, 0.3, 0.3, 0.3, 0.2], 2),
    (&[0.5, 0.6, 0.4, 0.5, 0.3, 0.4], 2),
];

/// Follows the courses. `is_better` compares a cost with the best and with the one before, and `is_over` gets the number
/// of epochs since the best and the patience.
fn follow(is_better: fn(f64, f64, f64) -> bool, is_over: fn(usize, usize) -> bool) -> Vec<f64> {
    let ends = |(costs, patience): Course| {
        let mut best = 0;
        for at in 1..costs.len() {
            if is_better(costs[at], costs[best], costs[at - 1]) {
                best = at;
            } else if is_over(at - best, patience) {
                return [at + 1, best + 1];
            }
        }
        [costs.len(), best + 1]
    };
    COURSES.into_iter().flat_map(ends).map(|epoch| epoch as f64).collect()
}

/// Follows a course with the mistake that a new best cost does not start the waiting again.
fn without_a_new_start(costs: &[f64], patience: usize) -> [usize; 2] {
    let (mut best, mut waited) = (0, 0);
    for at in 1..costs.len() {
        if costs[at] < costs[best] {
            best = at;
            continue;
        }
        waited += 1;
        if waited == patience {
            return [at + 1, best + 1];
        }
    }
    [costs.len(), best + 1]
}

fn early_stopping(answer: fn(&[f64], usize) -> [usize; 2]) -> Verdict {
    let names = COURSES.iter().flat_map(|(costs, patience)| {
        ["The last epoch", "The best epoch"]
            .map(|name| format!("{name} for the costs {costs:?} and a patience of {patience}"))
    });
    let exhausted = |waited, patience| waited == patience;
    let right = follow(|cost, best, _| cost < best, exhausted);
    // The best epoch of all, even if the training has ended before.
    let best_of_all = COURSES.iter().zip(right.chunks(2)).flat_map(|((costs, _), epochs)| {
        let best = (0..costs.len()).fold(0, |best, at| if costs[at] < costs[best] { at } else { best });
        [epochs[0], (best + 1) as f64]
    });
    Expected::computed(names.zip(right.clone()))
        .mistake(COURSES.iter().flat_map(|(costs, patience)| without_a_new_start(costs, *patience)).map(|epoch| epoch as f64), "Your waiting goes on after a cost that is the best so far. It starts again there: only epochs in a row count.")
        .mistake(follow(|cost, _, before| cost < before, exhausted), "You compare each cost with the one before it. After a jump it may fall for many epochs without reaching the best one again; compare with the best cost so far.")
        .mistake(follow(|cost, best, _| cost < best, |waited, patience| waited > patience), "You wait one epoch too long: training ends with the epoch that exhausts the patience.")
        .mistake(follow(|cost, best, _| cost <= best, exhausted), "An equal cost is not a better one, so it does not start the waiting again.")
        .mistake(right.iter().map(|epoch| epoch - 1.0), "Your epochs are counted from 0. After the first epoch there is the first cost, so that one has the number 1.")
        .mistake(right.chunks(2).flat_map(|epochs| [epochs[0]; 2]), "You keep the weights of the last epoch. While the training waited, they have become worse; those of the best epoch are kept.")
        .mistake(best_of_all, "Your best epoch may come after the end. When the training ends, nobody knows what later epochs would have brought.")
        .check(COURSES.iter().flat_map(|(costs, patience)| answer(costs, *patience)).map(|epoch| epoch as f64))
}

const SPLITS: [(&[usize], f64); 4] = [
    (&[0, 0, 1, 0, 1, 0, 2, 0, 2, 0, 1, 0, 1, 0], 0.25),
    (&[1, 1, 1, 0, 0, 0, 0, 0], 0.5),
    (&[0, 1, 0, 1], 0.5),
    (&[0, 0, 0, 0, 0], 0.25),
];

/// Marks the rows of which fewer than a bound come before. `counts` says whether a row counts like another one, and
/// `bound` is computed from the share, the number of rows that count, and that of all rows.
fn marked(counts: fn(usize, usize) -> bool, bound: fn(f64, f64, f64) -> f64) -> Vec<f64> {
    let rows = |(classes, share): &(&[usize], f64)| {
        let count = |rows: &[usize], class| rows.iter().filter(|other| counts(**other, class)).count() as f64;
        let is_held_out = |row: usize| {
            count(&classes[..row], classes[row]) < bound(*share, count(classes, classes[row]), classes.len() as f64)
        };
        (0..classes.len()).map(|row| f64::from(is_held_out(row))).collect::<Vec<f64>>()
    };
    SPLITS.iter().flat_map(rows).collect()
}

fn held_out(answer: fn(&[usize], f64) -> Vec<bool>) -> Verdict {
    let same_class = |one, other| one == other;
    let rounded = |share: f64, rows: f64, _| (share * rows).round();
    let right = marked(same_class, rounded);
    let names = SPLITS.iter().flat_map(|(classes, share)| {
        (0..classes.len())
            .map(move |row| format!("Row {row} (1 for held out) for the classes {classes:?} and the share {share}"))
    });
    Expected::computed(names.zip(right.clone()))
        .mistake(marked(|_, _| true, rounded), "You hold out the first rows of all, whatever their class. A rare class may then be missing on one side; take the share from each class.")
        .mistake(right.iter().map(|is_held_out| 1.0 - is_held_out), "You mark the rows that are left for training. The others are held out.")
        .mistake(marked(same_class, |share, rows, _| (share * rows).floor()), "You round down, so a small class may get no row that is held out. Round to the nearest number.")
        .mistake(marked(same_class, |share, rows, _| (share * rows).ceil()), "You round up. Round to the nearest number.")
        .mistake(marked(same_class, |share, rows, _| (share * rows).round() + 1.0), "You hold out one row too many of each class. The first row has no row of its class before it.")
        .mistake(marked(same_class, |share, _, all| (share * all).round()), "You take the share of all rows from each class. It is a share of the rows of this class.")
        .check(SPLITS.iter().flat_map(|(classes, share)| answer(classes, *share)).map(f64::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scaling_is_that_of_the_crate() {
        use backprop::data::scaling::Scaling;
        for (training, rows) in TABLES {
            let scaling = Scaling::standardize(training).unwrap();
            for (row, scaled) in rows.iter().zip(answers::standardized(training, rows)) {
                assert!((0..2).all(|at| (scaling.scale(row)[at] - scaled[at]).abs() < 1e-12));
            }
        }
    }

    #[test]
    fn recall_is_told_from_precision() {
        let sentence = test_for_a_disease([0.93, 0.375, 0.6]).unwrap_err();
        assert!(sentence.contains("exchanged"), "{sentence}");
    }

    #[test]
    fn outputs_that_are_equal_are_in_no_order() {
        let sentence = all_benign([0.627, 0.0, 0.0]).unwrap_err();
        assert!(sentence.contains("that of a coin"), "{sentence}");
    }

    #[test]
    fn copies_make_no_network_better() {
        let sentence = copies(vec!["test_accuracy", "new_accuracy", "epochs"]).unwrap_err();
        assert!(sentence.starts_with("`new_accuracy` does not belong here."), "{sentence}");
    }

    #[test]
    fn a_row_is_told_from_a_column() {
        let sentence = confusion_matrix(|truths, answers| answers::confusion_matrix(answers, truths)).unwrap_err();
        assert!(sentence.contains("A row is a true class"), "{sentence}");
    }

    #[test]
    fn rows_that_are_scaled_by_themselves_are_told() {
        let sentence = standardized(|_, rows| answers::standardized(rows, rows)).unwrap_err();
        assert!(sentence.contains("Fit to the training rows"), "{sentence}");
    }

    #[test]
    fn patience_that_lasts_too_long_is_told() {
        let sentence = early_stopping(|costs, patience| answers::early_stopping(costs, patience + 1)).unwrap_err();
        assert!(sentence.starts_with("You wait one epoch too long"), "{sentence}");
    }

    #[test]
    fn epochs_that_are_not_in_a_row_are_told() {
        let sentence = early_stopping(without_a_new_start);
        assert!(sentence.unwrap_err().starts_with("Your waiting goes on"));
    }

    #[test]
    fn rows_of_the_wrong_table_are_counted() {
        let sentence = standardized(|training, _| training.to_vec()).unwrap_err();
        assert!(sentence.contains("training rows, you return"), "{sentence}");
    }

    #[test]
    fn a_split_that_rounds_up_or_takes_one_row_too_many_is_told() {
        fn taken(classes: &[usize], bound: impl Fn(f64) -> f64) -> Vec<bool> {
            let count = |rows: &[usize], class| rows.iter().filter(|other| **other == class).count() as f64;
            let is_taken = |row: usize| count(&classes[..row], classes[row]) < bound(count(classes, classes[row]));
            (0..classes.len()).map(is_taken).collect()
        }
        let sentence = held_out(|classes, share| taken(classes, |rows| (share * rows).ceil()));
        assert!(sentence.unwrap_err().starts_with("You round up."));
        let sentence = held_out(|classes, share| taken(classes, |rows| (share * rows).round() + 1.0));
        assert!(sentence.unwrap_err().starts_with("You hold out one row too many"));
    }

    #[test]
    fn a_split_that_forgets_the_classes_is_told() {
        let sentence = held_out(|classes, share| answers::held_out(&vec![0; classes.len()], share)).unwrap_err();
        assert!(sentence.contains("whatever their class"), "{sentence}");
    }
}
