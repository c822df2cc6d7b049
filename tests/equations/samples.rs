//! `Samples::new` and `Samples::from_classes`: the data that they accept, and the errors for the data that they reject.

use backprop::samples::Side;
use backprop::{CrossEntropy, Samples, SamplesError, Sigmoid, Tanh, network};
use ndarray::{Array2, arr2, s};

network! {
    struct Net { layers: 2 -> 3 Tanh -> 2 Sigmoid, cost: CrossEntropy }
    struct Narrow { layers: 2 -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
}

type Pairs = Samples<[f64; 2], [f64; 2]>;

const X: [[f64; 2]; 3] = [[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]];
const Y: [[f64; 2]; 3] = [[1.0, 0.0], [0.0, 1.0], [0.0, 1.0]];

#[test]
#[allow(clippy::needless_borrows_for_generic_args, reason = "a borrow is one of the forms")]
fn every_form_of_the_same_data_gives_the_same_samples() {
    let samples = Samples::new(X, Y).unwrap();
    assert_eq!(samples.len(), 3);
    assert_eq!(Samples::new(&X, &Y).unwrap(), samples);
    assert_eq!(Samples::new(X.to_vec(), &Y.to_vec()).unwrap(), samples);
    assert_eq!(Samples::new(&X[..], &Y[..]).unwrap(), samples);
    let rows = |rows: [[f64; 2]; 3]| rows.iter().map(|row| row.to_vec()).collect::<Vec<_>>();
    assert_eq!(Pairs::new(rows(X), rows(Y)).unwrap(), samples);
    assert_eq!(Pairs::new(arr2(&X), &arr2(&Y)).unwrap(), samples);
    assert_eq!(Pairs::new(X.as_flattened(), Y.as_flattened()).unwrap(), samples);
    let (x, y) = (X.as_flattened(), Y.as_flattened());
    assert_eq!(Pairs::new(x.to_vec(), &y.to_vec()).unwrap(), samples);
    assert_eq!(Pairs::new(<[f64; 6]>::try_from(x).unwrap(), &<[f64; 6]>::try_from(y).unwrap()).unwrap(), samples);
    assert_eq!(Pairs::new(&rows(X), &rows(Y)[..]).unwrap(), samples);
    assert_eq!(Samples::from_classes(X, &[0, 1, 1]).unwrap(), samples);
    let net = Net::random(1);
    assert!(net.cost(&samples, 0.0) > 0.0);
}

#[test]
fn numbers_are_a_column_if_a_row_has_one() {
    let samples: Samples<[f64; 1], [f64; 1]> = Samples::new([0.5, 0.7, 0.9], vec![1.0, 0.0, 1.0]).unwrap();
    assert_eq!((samples.x(), samples.y()), (&[[0.5], [0.7], [0.9]][..], &[[1.0], [0.0], [1.0]][..]));
    // The sizes of a network say how many numbers a row has.
    let samples = Samples::new([0.0, 1.0, 1.0, 0.0], [1.0, 0.0]).unwrap();
    assert!(Narrow::random(1).cost(&samples, 0.0) > 0.0);
    let (error, _) = error(Pairs::new([0.1, 0.2, 0.3], [1.0, 0.0]));
    assert_eq!(error, SamplesError::Width { side: Side::X, row: 1, found: 1, expected: 2 });
}

#[test]
fn a_matrix_may_be_a_view_with_its_columns_far_apart() {
    let wide = arr2(&[[0.1, 9.0, 0.2], [0.3, 9.0, 0.4], [0.5, 9.0, 0.6]]);
    let samples = Pairs::new(wide.slice(s![.., ..;2]), arr2(&Y)).unwrap();
    assert_eq!(samples.x(), X);
    let transposed: Array2<f64> = arr2(&X).reversed_axes();
    assert_eq!(Pairs::new(transposed.t(), arr2(&Y)).unwrap().x(), X);
}

#[test]
fn samples_are_seen_as_matrices_without_a_copy() {
    let samples = Samples::new(X, Y).unwrap();
    assert_eq!(samples.x_view(), arr2(&X));
    assert_eq!(samples.y_view(), arr2(&Y));
    assert_eq!(samples.x_view().as_ptr(), samples.x()[0].as_ptr());
}

#[test]
fn samples_are_iterated_example_by_example() {
    let samples = Samples::new(X, Y).unwrap();
    let mut seen = Vec::new();
    for (x, y) in &samples {
        seen.push((*x, *y));
    }
    assert_eq!(seen, X.into_iter().zip(Y).collect::<Vec<_>>());
    assert_eq!((&samples).into_iter().len(), 3);
}

/// `?` in `main` and `unwrap` print the `Debug` form, so it must be a sentence.
#[test]
fn debug_of_an_error_is_its_message() {
    let error = Samples::new(X, [[1.0, 0.0]; 2]).unwrap_err();
    assert_eq!(format!("{error:?}"), error.to_string());
}

#[test]
fn one_output_has_the_classes_zero_and_one() {
    let samples: Samples<[f32; 2], [f32; 1]> = Samples::from_classes([[0.0, 1.0], [1.0, 0.0]], &[1, 0]).unwrap();
    assert_eq!(samples.y(), [[1.0], [0.0]]);
    assert!(Narrow::random(1).cost(&samples, 0.0) > 0.0);
}

/// Returns the error and its text.
fn error<T: std::fmt::Debug>(result: Result<T, SamplesError>) -> (SamplesError, String) {
    let error = result.unwrap_err();
    (error.clone(), error.to_string())
}

#[test]
fn no_rows() {
    let none: Vec<[f64; 2]> = Vec::new();
    let (error, text) = error(Pairs::new(&none, &none));
    assert_eq!(error, SamplesError::Empty);
    assert_eq!(text, "no samples: x and y have no rows, expected at least one");
}

#[test]
fn unequal_lengths() {
    let (error, text) = error(Samples::new(X, [[1.0, 0.0]; 2]));
    assert_eq!(error, SamplesError::Lengths { x: 3, y: 2 });
    assert_eq!(text, "x has 3 rows and y has 2, expected a target for each input");
}

#[test]
fn a_row_of_another_width() {
    let (error_of_rows, text) = error(Pairs::new(vec![vec![0.1, 0.2], vec![0.3]], [[1.0, 0.0]; 2]));
    assert_eq!(error_of_rows, SamplesError::Width { side: Side::X, row: 1, found: 1, expected: 2 });
    assert_eq!(text, "row 1 of x has 1 column, expected 2 as in the network's declaration");
    let (error_of_matrix, text) = error(Pairs::new(X, Array2::zeros((3, 4))));
    assert_eq!(error_of_matrix, SamplesError::Width { side: Side::Y, row: 0, found: 4, expected: 2 });
    assert_eq!(text, "row 0 of y has 4 columns, expected 2 as in the network's declaration");
}

#[test]
fn a_value_that_is_not_finite() {
    for (bad, name) in [(f64::NAN, "NaN"), (f64::INFINITY, "inf"), (f64::NEG_INFINITY, "-inf")] {
        let mut x = X;
        x[2][1] = bad;
        let (error_in_x, text) = error(Samples::new(x, Y));
        assert_eq!(error_in_x, SamplesError::NotFinite { side: Side::X, row: 2, column: 1, value: name.to_owned() });
        assert_eq!(text, format!("x[2][1] (row 2, column 1) is {name}, expected a finite number"));
    }
    let (error_in_y, _) = error(Samples::new(X, [[0.0, 0.0], [f64::NAN, 0.0], [0.0, 0.0]]));
    assert!(matches!(error_in_y, SamplesError::NotFinite { side: Side::Y, row: 1, column: 0, .. }));
}

#[test]
fn classes_are_integers_of_any_type() {
    let expected = Pairs::from_classes(X, &[0_usize, 1, 1]).unwrap();
    assert_eq!(Pairs::from_classes(X, &[0, 1, 1]).unwrap(), expected);
    assert_eq!(Pairs::from_classes(X, &[0_u8, 1, 1]).unwrap(), expected);
    assert_eq!(Pairs::from_classes(X, &[0_i64, 1, 1]).unwrap(), expected);
    assert_eq!(Pairs::from_classes(X, &[false, true, true]).unwrap(), expected);
    let (_, text) = error(Pairs::from_classes(X, &[0, -1, 1]));
    assert_eq!(text, "row 1 has class -1, expected one of the 2 classes 0 to 1");
    let (_, text) = error(Pairs::from_classes(X, &[0, 1, u64::MAX]));
    assert_eq!(text, "row 2 has class 18446744073709551615, expected one of the 2 classes 0 to 1");
}

#[test]
fn a_class_that_has_no_output() {
    let (error_of_two, text) = error(Pairs::from_classes(X, &[0, 2, 1]));
    assert!(matches!(error_of_two, SamplesError::Class { row: 1, classes: 2, .. }));
    let expected = "row 1 has class 2, expected one of the 2 classes 0 to 1";
    assert_eq!(text, format!("{expected}; declare an output for each class, as in `3 Softmax`"));
    // Labels of which none is 0 may count from 1.
    let (_, text) = error(Pairs::from_classes(X, &[1, 2, 1]));
    let hint = "; if labels start at 1, subtract 1, as `Array::classes_from(1)` and `Idx::first_label(1)` do";
    assert_eq!(text, format!("{expected}{hint}"));
    // Three rows do not have four classes.
    let (_, text) = error(Pairs::from_classes(X, &[0, 3, 1]));
    assert_eq!(text, "row 1 has class 3, expected one of the 2 classes 0 to 1");
    let one: Result<Samples<[f64; 2], [f64; 1]>, _> = Samples::from_classes(X, &[0, 1, 2]);
    let (_, text) = error(one);
    let expected = "row 2 has class 2, expected one of the 2 classes 0 to 1";
    assert_eq!(text, format!("{expected}; declare an output for each class, as in `3 Softmax`"));
}
