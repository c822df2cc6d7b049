//! The preparation of samples: splitting rows into parts and scaling columns.

use backprop::data::scaling::{Scaling, ScalingError};
use backprop::data::split::{SplitError, folds, split, split_by_class};
use backprop::equations::first_weights::Random;
use backprop::{Samples, SamplesError, Scalar};
use proptest::prelude::*;

type Numbered = Samples<[f64; 1], [f64; 1]>;

/// Returns m samples whose inputs are their row numbers; every fifth sample has class 1.
fn numbered(m: usize) -> Numbered {
    let x: Vec<[f64; 1]> = (0..m).map(|row| [row as f64]).collect();
    let classes: Vec<usize> = (0..m).map(|row| usize::from(row % 5 == 4)).collect();
    Samples::from_classes(x, &classes).unwrap()
}

/// Returns the row numbers of samples.
fn rows(samples: &Numbered) -> Vec<usize> {
    samples.x().iter().map(|[row]| *row as usize).collect()
}

fn sorted(mut rows: Vec<usize>) -> Vec<usize> {
    rows.sort_unstable();
    rows
}

#[test]
fn samples_are_selected_in_the_order_asked_for() {
    let samples = numbered(6);
    let selected = samples.select(&[5, 0, 4, 4]).unwrap();
    assert_eq!(rows(&selected), [5, 0, 4, 4]);
    assert_eq!(selected.classes(), [0, 0, 1, 1]);
    assert_eq!(samples.select(&[]).unwrap_err(), SamplesError::Empty);
    let error = samples.select(&[0, 6]).unwrap_err();
    assert_eq!(error, SamplesError::Row { row: 6, rows: 6 });
    assert_eq!(error.to_string(), "there is no row 6, expected one of the rows 0 to 5");
}

#[test]
fn a_flat_slice_is_cut_into_rows() {
    let samples: Samples<[f64; 2], [f64; 1]> = Samples::new(&[1.0, 2.0, 3.0, 4.0][..], &[5.0, 6.0][..]).unwrap();
    assert_eq!((samples.x(), samples.y()), (&[[1.0, 2.0], [3.0, 4.0]][..], &[[5.0], [6.0]][..]));
    let ragged: Result<Samples<[f64; 2], [f64; 1]>, _> = Samples::new(&[1.0, 2.0, 3.0][..], &[5.0][..]);
    let message = "row 1 of x has 1 column, expected 2 as in the network's declaration";
    assert_eq!(ragged.unwrap_err().to_string(), message);
}

#[test]
fn classes_are_what_one_hot_targets_were_made_from() {
    let classes = [2, 0, 1, 2];
    let samples: Samples<[f64; 1], [f64; 3]> = Samples::from_classes([[0.0]; 4], &classes).unwrap();
    assert_eq!(samples.classes(), classes);
}

#[test]
fn an_order_is_the_same_on_every_machine() {
    assert_eq!(rows(&numbered(10).shuffled(7)), SHUFFLED);
    assert_eq!(sorted(rows(&numbered(100).shuffled(1))), (0..100).collect::<Vec<_>>());
    assert_ne!(rows(&numbered(100).shuffled(1)), rows(&numbered(100).shuffled(2)));
}

/// The order that xoshiro256++ gives, computed once by an independent implementation.
const SHUFFLED: [usize; 10] = [7, 9, 3, 6, 0, 4, 5, 2, 8, 1];

#[test]
fn each_order_is_equally_likely() {
    let mut counts = std::collections::BTreeMap::new();
    let mut random = Random::new(1);
    for _ in 0..24_000 {
        let mut items = [0, 1, 2, 3];
        random.shuffle(&mut items);
        *counts.entry(items).or_insert(0) += 1;
    }
    assert_eq!(counts.len(), 24);
    // Five standard deviations of √(24000 · 1/24 · 23/24) = 31.
    assert!(counts.values().all(|count: &i32| (count - 1000).abs() < 155), "{counts:?}");
}

#[test]
fn a_number_below_a_bound_is_not_biased_toward_small_ones() {
    // 2⁶⁴ is 4/3 of this bound, so the remainder alone would give each number of the lower third twice as often.
    let bound = 3 << 62;
    let mut random = Random::new(1);
    let small = (0..10_000).filter(|_| random.below(bound) < 1 << 62).count();
    assert!((3100..3570).contains(&small), "{small} of 10000 below a third of the bound");
}

#[test]
fn every_row_is_in_exactly_one_part() {
    let samples = numbered(103);
    let parts = split(&samples, [0.6, 0.2, 0.2], 3).unwrap();
    assert_eq!(parts.each_ref().map(Samples::len), [62, 20, 21]);
    assert_eq!(sorted(parts.iter().flat_map(rows).collect()), (0..103).collect::<Vec<_>>());
    assert_eq!(split(&samples, [0.6, 0.2, 0.2], 3).unwrap(), parts);
    assert_ne!(split(&samples, [0.6, 0.2, 0.2], 4).unwrap(), parts);
    // A part does not consist of neighboring rows.
    assert_ne!(rows(&parts[0]), sorted(rows(&parts[0])));
}

#[test]
fn a_split_by_class_keeps_the_share_of_each_class() {
    let (x, classes) = worked::data::digits();
    let samples: Samples<[f64; 64], [f64; 10]> = Samples::from_classes(x, &classes).unwrap();
    let [training, test] = split_by_class(&samples, [0.8, 0.2], 1).unwrap();
    assert_eq!(training.len() + test.len(), 1797);
    for class in 0..10 {
        let count = |classes: &[usize]| classes.iter().filter(|&&other| other == class).count();
        let (all, laid_aside) = (count(&classes), count(&test.classes()));
        assert!((laid_aside as f64 - 0.2 * all as f64).abs() <= 0.5, "{laid_aside} of {all} rows of class {class}");
    }
    // The classes are shuffled.
    assert!(training.classes().windows(2).filter(|pair| pair[0] != pair[1]).count() > 1000);
}

#[test]
fn each_fold_is_laid_aside_once() {
    let samples = numbered(11);
    let folds: Vec<_> = folds(&samples, 3, 5).unwrap().collect();
    assert_eq!(folds.iter().map(|fold| fold.validation.len()).collect::<Vec<_>>(), [4, 4, 3]);
    let laid_aside = folds.iter().flat_map(|fold| rows(&fold.validation)).collect();
    assert_eq!(sorted(laid_aside), (0..11).collect::<Vec<_>>());
    for fold in &folds {
        let both = [rows(&fold.training), rows(&fold.validation)].concat();
        assert_eq!(sorted(both), (0..11).collect::<Vec<_>>());
    }
}

/// The weight of each row is its number plus 1.
#[test]
fn each_row_keeps_its_weight() {
    let weights: Vec<f64> = (1..=11).map(f64::from).collect();
    let samples = numbered(11).with_weights(weights).unwrap();
    let folds = folds(&samples, 3, 5).unwrap().flat_map(|fold| [fold.training, fold.validation]);
    let shares = [0.5, 0.3, 0.2];
    let parts = [split(&samples, shares, 1).unwrap(), split_by_class(&samples, [0.5, 0.25, 0.25], 1).unwrap()];
    for part in folds.chain(parts.into_iter().flatten()) {
        let weights: Vec<f64> = part.x().iter().map(|[row]| row + 1.0).collect();
        assert_eq!(part.weights(), Some(&weights[..]));
    }
}

#[test]
fn what_cannot_be_split_is_told() {
    let samples = numbered(4);
    for shares in [[0.5, 0.6], [1.0, 0.0], [1.5, -0.5], [f64::NAN, 0.5]] {
        let error = split(&samples, shares, 1).unwrap_err();
        let message = format!("the shares are {shares:?}, expected numbers above 0 that add up to 1");
        assert_eq!(error.to_string(), message);
    }
    let error = split(&samples, [0.95, 0.05], 1).unwrap_err();
    assert_eq!(error, SplitError::Empty { part: 1, rows: 4 });
    assert_eq!(error.to_string(), "part 1 gets none of the 4 rows, expected at least one; make its share larger");
    let error = split(&samples, [0.2; 5], 1).unwrap_err();
    assert_eq!(error, SplitError::Parts { parts: 5, rows: 4 });
    assert_eq!(error.to_string(), "cannot split 4 rows into 5 parts, expected at least one row for each");
    assert_eq!(split_by_class(&samples, [0.2; 5], 1).unwrap_err(), error);
    for k in [0, 1, 5] {
        let error = folds(&samples, k, 1).map(|_| ()).unwrap_err();
        assert_eq!(error, SplitError::Folds { k, rows: 4 });
    }
}

const TRAINING: [[f64; 3]; 4] = [[1.0, 0.1, -10.0], [3.0, 0.1, 10.0], [5.0, 0.1, -10.0], [7.0, 0.1, 10.0]];

#[test]
fn standardized_columns_have_mean_zero_and_deviation_one() {
    let scaling = Scaling::standardize(&TRAINING).unwrap();
    assert_eq!(scaling.offsets(), &[4.0, 0.1, 0.0]);
    assert_eq!(scaling.factors(), &[5_f64.sqrt(), 1.0, 10.0]);
    assert_eq!(scaling.scale(&TRAINING[0]), [-3.0 / 5_f64.sqrt(), 0.0, -1.0]);

    let (x, _) = worked::data::breast_cancer();
    let scaling = Scaling::standardize(&x).unwrap();
    let scaled: Vec<[f64; 30]> = x.iter().map(|row| scaling.scale(row)).collect();
    for column in 0..30 {
        let mean = scaled.iter().map(|row| row[column]).sum::<f64>() / 569.0;
        let variance = scaled.iter().map(|row| (row[column] - mean).powi(2)).sum::<f64>() / 569.0;
        assert!(mean.abs() < 1e-13 && (variance - 1.0).abs() < 1e-12, "column {column}: {mean}, {variance}");
    }
}

#[test]
fn columns_scaled_to_a_range_reach_its_ends_and_stay_inside() {
    let scaling = Scaling::min_max(&TRAINING).unwrap();
    assert_eq!(scaling.scale(&TRAINING[0]), [0.0, 0.0, 0.0]);
    assert_eq!(scaling.scale(&TRAINING[3]), [1.0, 0.0, 1.0]);
    let scaling = Scaling::to_range(&TRAINING, -1.0, 1.0).unwrap();
    assert_eq!(scaling.scale(&TRAINING[0]), [-1.0, -1.0, -1.0]);
    assert_eq!(scaling.scale(&TRAINING[3]), [1.0, -1.0, 1.0]);
}

#[test]
fn a_constant_column_becomes_zero_whatever_its_mean_rounds_to() {
    // The mean of these numbers is rounded, and is not 0.1.
    let column = [[0.1]; 10];
    assert_ne!(column.iter().map(|[x]| x / 10.0).sum::<f64>(), 0.1);
    assert_eq!(Scaling::standardize(&column).unwrap().scale(&[0.1]), [0.0]);
}

/// Returns a scaling of a column of each kind: its least and largest number become 0 and 1, or −1 and 1, or its standard
/// deviation 1.
fn scalings<T: Scalar + Into<f64>>(column: &[T]) -> [Scaling<T, 1>; 3] {
    let rows: Vec<[T; 1]> = column.iter().map(|&x| [x]).collect();
    [Scaling::standardize(&rows), Scaling::min_max(&rows), Scaling::to_range(&rows, -1.0, 1.0)].map(Result::unwrap)
}

#[test]
fn a_column_that_is_constant_but_for_rounding_has_the_factor_one() {
    let sum = |terms: usize, term: f64| (0..terms).fold(0.0, |sum, _| sum + term);
    let columns = [
        vec![0.3, 0.1 + 0.2, 0.3, 0.3],
        vec![-0.3, -(0.1 + 0.2), -0.3],
        vec![1.0, sum(10, 0.1), 1.0],
        vec![1e9, 1e9_f64.next_up(), 1e9_f64.next_down()],
        vec![1e300, 1e300_f64.next_up()],
        vec![1e-300, 1e-300_f64.next_up()],
        vec![0.0, -0.0],
        vec![5e-324, 0.0],
        vec![7.0],
    ];
    for column in columns {
        for scaling in scalings(&column) {
            assert_eq!(scaling.factors(), &[1.0], "{column:?}");
            assert!((scaling.scale(&[column[0] + 0.5])[0] - scaling.scale(&[column[0]])[0]).abs() <= 0.5, "{column:?}");
        }
    }
    for column in [vec![0.3_f32, 0.1 + 0.2, 0.3_f32.next_up()], vec![16_777_216.0, 16_777_218.0], vec![1e-45, 0.0]] {
        for scaling in scalings(&column) {
            assert_eq!(scaling.factors(), &[1.0], "{column:?}");
        }
    }
}

/// Each column is f · (0, 1, 2, 3, 4) + o, whose standard deviation is √2 f.
#[test]
fn a_column_that_varies_is_scaled_however_large_or_small_its_numbers() {
    let steps = [0.0, 1.0, 2.0, 3.0, 4.0];
    for (offset, factor) in [
        (1e9, 1.0),
        (1e9, 1e-4),
        (-1e15, 10.0),
        (0.0, 1e300),
        (-1e300, 1e299),
        (0.0, 1e-300),
        (0.0, 1e-200),
        (1e-5, 1e-9),
        (0.3, 1e-13),
    ] {
        let column = steps.map(|step| factor * step + offset);
        let [standardized, unit, both] = scalings(&column);
        // The numbers of the column are rounded, and the smaller its range, the more.
        let close = 1e-12 + 16.0 * f64::EPSILON * (offset / factor).abs();
        let near = |got: f64, expected: f64| {
            assert!((got - expected).abs() <= close, "{column:?}: {got}, expected {expected}");
        };
        for (x, step) in column.into_iter().zip(steps) {
            near(standardized.scale(&[x])[0], (step - 2.0) / 2_f64.sqrt());
            near(unit.scale(&[x])[0], step / 4.0);
            near(both.scale(&[x])[0], step / 2.0 - 1.0);
        }
    }
    let column: Vec<f32> = steps.map(|step| 1e38 * (step as f32 / 2.0)).into();
    let [standardized, _, both] = scalings(&column);
    assert!((f64::from(standardized.scale(&[0.0])[0]) + 2_f64.sqrt()).abs() < 1e-6);
    assert_eq!(both.scale(&[2e38]), [1.0]);
}

#[test]
fn the_mean_of_many_large_numbers_keeps_its_digits() {
    let column: Vec<f64> = (0..10_000).map(|i| 1e9 + 1e-5 * f64::from(i % 2)).collect();
    let [standardized, ..] = scalings(&column);
    // The numbers are rounded to multiples of 2⁻²³.
    let step = (1e9 + 1e-5) - 1e9;
    assert!((standardized.offsets()[0] - (1e9 + step / 2.0)).abs() <= 2e-7);
    assert!((standardized.factors()[0] / (step / 2.0) - 1.0).abs() < 1e-3);
}

#[test]
fn test_rows_are_measured_by_the_training_rows() {
    let scaling = Scaling::standardize(&[[0.0], [2.0]]).unwrap();
    let test: Numbered = Samples::new([[5.0]], [[2.0]]).unwrap();
    assert_eq!(scaling.scale_x(&test).unwrap().x(), [[4.0]]);
    assert_eq!(scaling.scale_x(&test).unwrap().y(), [[2.0]]);
    assert_eq!(scaling.scale_y(&test).unwrap().x(), [[5.0]]);
    assert_eq!(scaling.scale_y(&test).unwrap().y(), [[1.0]]);
}

#[test]
fn a_scaling_is_made_from_its_numbers() {
    let scaling = Scaling::standardize(&TRAINING).unwrap();
    assert_eq!(Scaling::from_parts(*scaling.offsets(), *scaling.factors()).unwrap(), scaling);
    for (offset, factor) in [(0.0, 0.0), (0.0, f64::INFINITY), (f64::NAN, 1.0)] {
        let error = Scaling::from_parts([0.0, offset], [1.0, factor]).unwrap_err();
        let message = format!(
            "column 1 has the offset {offset} and the factor {factor}, expected finite numbers and a factor other than 0"
        );
        assert_eq!(error.to_string(), message);
    }
}

#[test]
fn what_cannot_be_scaled_is_told() {
    assert_eq!(Scaling::<f64, 1>::standardize(&[]).unwrap_err(), ScalingError::Empty);
    let message = "the range 1 to 1 cannot be scaled to, expected finite ends and the lower one below the upper one";
    assert_eq!(Scaling::to_range(&TRAINING, 1.0, 1.0).unwrap_err().to_string(), message);
    assert!(Scaling::to_range(&TRAINING, f64::NAN, 1.0).is_err());
    assert!(Scaling::to_range(&TRAINING, -f64::MAX, f64::MAX).is_err());
    assert!(matches!(
        Scaling::min_max(&[[1.0], [f64::INFINITY]]),
        Err(ScalingError::NotFinite { row: 1, column: 0, .. })
    ));
    assert!(matches!(
        Scaling::standardize(&[[1.0], [f64::NAN]]),
        Err(ScalingError::NotFinite { row: 1, column: 0, .. })
    ));
    let message = "found offsets or factors of 3 columns, expected 2 as in the declaration";
    assert_eq!(Scaling::<f64, 2>::from_slices(&[0.0; 2], &[1.0; 3]).unwrap_err().to_string(), message);
    let far = [[f64::MAX], [-f64::MAX]];
    assert!(matches!(Scaling::standardize(&far).unwrap_err(), ScalingError::Column { column: 0, .. }));
    assert!(matches!(Scaling::min_max(&far).unwrap_err(), ScalingError::Column { column: 0, .. }));
    let tiny = Scaling::from_parts([0.0], [1e-300]).unwrap();
    let samples: Numbered = Samples::new([[1.0], [1e10]], [[0.0]; 2]).unwrap();
    let message = "x[1][0] (row 1, column 0) is inf, expected a finite number";
    assert_eq!(tiny.scale_x(&samples).unwrap_err().to_string(), message);
}

proptest! {
    #[test]
    fn no_split_loses_or_doubles_a_row(m in 4_usize..80, first in 0.05..0.9, seed: u64) {
        let samples = numbered(m);
        let shares = [first, (1.0 - first) / 2.0, (1.0 - first) / 2.0];
        for parts in [split(&samples, shares, seed), split_by_class(&samples, shares, seed)].into_iter().flatten() {
            prop_assert_eq!(sorted(parts.iter().flat_map(rows).collect()), (0..m).collect::<Vec<_>>());
        }
    }

    #[test]
    fn inverse_scaling_gives_back_the_rows(rows in prop::collection::vec(prop::array::uniform2(-1e3..1e3), 1..20)) {
        for scaling in [Scaling::standardize(&rows), Scaling::min_max(&rows), Scaling::to_range(&rows, -1.0, 3.0)] {
            let scaling = scaling.unwrap();
            for row in &rows as &Vec<[f64; 2]> {
                let back = scaling.invert(&scaling.scale(row));
                prop_assert!(row.iter().zip(back).all(|(x, back)| (x - back).abs() < 1e-11), "{row:?} → {back:?}");
            }
        }
    }
}
