//! Arrays of labels: class numbers from any number on, text, and one-hot rows.

use crate::loading_arrays::{npy, with_dictionary};
use backprop::data::npy::Array;
use backprop::data::{DataError, Place, Problem};

fn array(descr: &str, shape: &str, data: &[u8]) -> Array {
    Array::read(&npy(descr, shape, data)[..]).unwrap()
}

/// Returns text as NumPy stores it, four bytes for each character, padded to a width.
fn unicode(words: &[&str], width: usize, to_bytes: fn(u32) -> [u8; 4]) -> Vec<u8> {
    let padded = |word: &&str| word.chars().map(u32::from).chain([0; 9]).take(width).collect::<Vec<u32>>();
    words.iter().flat_map(padded).flat_map(to_bytes).collect()
}

#[test]
fn labels_may_lie_along_any_dimension() {
    for shape in ["(3,)", "(3, 1)", "(1, 3)", "(1, 3, 1)"] {
        assert_eq!(array("|u1", shape, &[2, 0, 1]).classes().unwrap(), [2, 0, 1], "{shape}");
    }
    assert_eq!(array("|b1", "(3,)", &[1, 0, 1]).classes().unwrap(), [1, 0, 1]);
    assert_eq!(array("|u1", "(1,)", &[7]).classes().unwrap(), [7]);
    assert_eq!(array("|u1", "(0,)", &[]).classes().unwrap(), [0; 0]);
    let halves = [0x4000_u16, 0x0000].map(u16::to_le_bytes).concat();
    assert_eq!(array("<f2", "(2,)", &halves).classes().unwrap(), [2, 0]);
    for (shape, size) in [("()", 1), ("(2, 1, 2)", 4)] {
        let error = array("|u1", shape, &vec![1; size]).classes().unwrap_err().to_string();
        assert!(error.ends_with("expected one dimension, a label for each row, or m × K with one-hot rows"), "{error}");
    }
}

#[test]
fn labels_may_start_at_any_number() {
    let letters = array("|u1", "(1, 3)", &[1, 26, 2]);
    assert_eq!(letters.classes_from(1).unwrap(), [0, 25, 1]);
    let error = letters.classes_from(2).unwrap_err();
    let expected = "the array, item [0, 0]: found 1, expected a class, a whole number from 2; `class_names` and \
                    `classes_named` take labels of any kind";
    assert_eq!(error.to_string(), expected);
    let largest = array("<u8", "(1,)", &u64::MAX.to_le_bytes());
    assert_eq!(largest.classes_from(usize::MAX).unwrap(), [0]);
    assert_eq!(array("<i8", "(1,)", &i64::MIN.to_le_bytes()).classes_from(usize::MAX).map_err(|_| ()), Err(()));
}

#[test]
fn one_hot_rows_are_classes() {
    for (descr, one) in [
        ("|u1", vec![1]),
        ("|b1", vec![1]),
        ("<f4", 1_f32.to_le_bytes().to_vec()),
        (">i8", 1_i64.to_be_bytes().to_vec()),
    ] {
        let zero = vec![0; one.len()];
        let data = [&zero, &one, &zero, &one, &zero, &zero].map(|item| &item[..]).concat();
        assert_eq!(array(descr, "(2, 3)", &data).classes().unwrap(), [1, 0], "{descr}");
        let dictionary = format!("{{'descr': '{descr}', 'fortran_order': True, 'shape': (3, 2), }}");
        let columns = Array::read(&with_dictionary(&dictionary, &data)[..]).unwrap().transposed().unwrap();
        assert_eq!(columns.classes().unwrap(), [1, 0], "{descr}");
    }
    // Column 0 is empty, since the labels start at 1.
    assert_eq!(array("|u1", "(2, 3)", &[0, 0, 1, 0, 1, 0]).classes_from(1).unwrap(), [1, 0]);
    for (data, place, found, expected) in [
        ([1, 0, 0, 0, 0, 0], vec![1], "0 ones in the row", "a single 1, in the column of the class"),
        ([1, 0, 1, 0, 1, 0], vec![0], "2 ones in the row", "a single 1, in the column of the class"),
        (
            [1, 0, 0, 0, 2, 0],
            vec![1, 1],
            "2",
            "0 or 1, since labels in several columns are one-hot; `columns` takes some of the columns",
        ),
    ] {
        let error = array("|u1", "(2, 3)", &data).classes().unwrap_err();
        assert_eq!(error.to_string(), format!("the array, item {place:?}: found {found}, expected {expected}"));
        assert!(
            matches!(error, DataError::Content { place: Place::Item(item), problem: Problem::Value, .. } if item == place)
        );
    }
}

#[test]
fn text_labels_become_names_and_classes() {
    let words = ["pear", "äpfel", "pear", "𝔣ig"];
    for (descr, data) in [
        ("<U5", unicode(&words, 5, u32::to_le_bytes)),
        (">U7", unicode(&words, 7, u32::to_be_bytes)),
        ("|S8", words.iter().flat_map(|word| word.bytes().chain([0; 8]).take(8)).collect()),
    ] {
        for shape in ["(4,)", "(4, 1)", "(1, 4)"] {
            let labels = array(descr, shape, &data);
            let names = labels.class_names().unwrap();
            assert_eq!(names, ["pear", "äpfel", "𝔣ig"]);
            assert_eq!(labels.classes_named(&names).unwrap(), [0, 1, 0, 2]);
            assert_eq!(labels.classes_named(&["äpfel", "𝔣ig", "pear"]).unwrap(), [2, 0, 2, 1]);
        }
        let labels = array(descr, "(4,)", &data);
        let error = labels.classes_named(&["pear"]).unwrap_err().to_string();
        assert_eq!(error, "the array, item [1]: found the text `äpfel`, expected one of the classes `pear`");
        let error = labels.classes().unwrap_err().to_string();
        assert!(
            error.starts_with("the array, item [0]: found the text `pear`, expected a class, a whole number from 0; ")
        );
        let expected =
            "the array: found text, expected numbers; `class_names` and `classes_named` turn text into classes";
        assert_eq!(labels.rows::<f64, 1>().unwrap_err().to_string(), expected);
        assert_eq!(labels.pixels::<f64, 1>().unwrap_err().to_string(), expected);
        let expected = "the array: found the shape [2, 2], expected one dimension, a name for each row";
        assert_eq!(array(descr, "(2, 2)", &data).class_names().unwrap_err().to_string(), expected);
    }
}

/// As the names of a table's classes are.
#[test]
fn names_that_are_whole_numbers_are_sorted_by_value() {
    assert_eq!(array("|S2", "(4,)", b"1092-19\0").class_names().unwrap(), ["-1", "9", "10", "92"]);
}

#[test]
fn whole_numbers_of_any_kind_have_names() {
    let signs = array("<f8", "(3,)", &[1.0_f64, -1.0, 1.0].map(f64::to_le_bytes).concat());
    let names = signs.class_names().unwrap();
    assert_eq!(names, ["-1", "1"]);
    assert_eq!(signs.classes_named(&names).unwrap(), [1, 0, 1]);
    assert_eq!(array("|u1", "(2, 2)", &[0, 1, 1, 0]).class_names().unwrap(), ["0", "1"]);
    for (number, found) in
        [(0.5, "0.5"), (f64::NAN, "NaN"), (f64::INFINITY, "inf"), (9007199254740994.0, "9007199254740994")]
    {
        let error = array("<f8", "(1,)", &number.to_le_bytes()).class_names().unwrap_err().to_string();
        assert_eq!(error, format!("the array, item [0]: found {found}, expected a class, a whole number"));
    }
}

#[test]
fn text_that_is_missing_or_broken_is_told() {
    for (descr, data, found, expected) in [
        ("|S2", &b"ab\0\0"[..], "an empty text", "the name of a class"),
        ("|S2", b"ab\xff\xfe", "bytes that are not text", "the characters of a name"),
        ("<U1", &[97, 0, 0, 0, 0, 0, 0x11, 0], "bytes that are not text", "the characters of a name"),
        ("<U1", &[97, 0, 0, 0, 0, 0xd8, 0, 0], "bytes that are not text", "the characters of a name"),
    ] {
        let error = array(descr, "(2,)", data).class_names().unwrap_err().to_string();
        assert_eq!(error, format!("the array, item [1]: found {found}, expected {expected}"));
    }
}
