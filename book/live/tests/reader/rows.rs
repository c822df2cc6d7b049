//! Rows that are pasted, and those that are refused.

use backprop_live::plain::Plain;
use backprop_live::reader::chosen::Layers;
use backprop_live::reader::rows::{LONGEST, Rows, read};
use backprop_live::reader::{Kind, Score};

fn layers(inputs: usize, outputs: usize) -> Layers {
    let output = if outputs == 1 { Kind::Sigmoid } else { Kind::Softmax };
    Layers { inputs, rest: vec![(outputs, output)], score: Score::CrossEntropy }
}

fn plain<const N: usize>(rows: &[[f64; N]]) -> Vec<Vec<Plain>> {
    rows.iter().map(|row| row.iter().copied().map(Plain).collect()).collect()
}

#[test]
fn rows_are_read_as_one_writes_them() {
    let wanted = Rows { x: plain(&[[0.0, 1.5], [-2.0, 3.0]]), y: plain(&[[1.0], [0.0]]), classes: Vec::new() };
    for text in [
        "0,1.5,1\n-2,3,0",
        "a,b,y\n0,1.5,1\n-2,3,0\n",
        "0;1.5;1\n-2;3;0\n\n",
        "0\t1.5\t1\r\n-2\t3\t0",
        " 0 1.5  1\n-2 3 0",
    ] {
        assert_eq!(read(text, &layers(2, 1)).as_ref(), Ok(&wanted), "{text:?}");
    }
}

#[test]
fn a_last_column_of_classes_becomes_targets() {
    let two = read("1,2,yes\n3,4,no\n", &layers(2, 1)).unwrap();
    assert_eq!((two.y, two.classes), (plain(&[[1.0], [0.0]]), vec!["no".to_owned(), "yes".to_owned()]));
    let three = read("w,kind\n1,pear\n2,apple\n3,fig\n", &layers(1, 3)).unwrap();
    assert_eq!(three.y, plain(&[[0.0, 0.0, 1.0], [1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]));
    let digits = read("1,7\n2,3\n", &layers(1, 2)).unwrap();
    assert_eq!((digits.y, digits.classes), (plain(&[[0.0, 1.0], [1.0, 0.0]]), vec!["3".to_owned(), "7".to_owned()]));
}

#[test]
fn what_does_not_fit_is_refused_with_its_place() {
    let refused = |text: &str, layers: Layers| read(text, &layers).unwrap_err();
    let with = |words: &str, message: String| assert!(message.contains(words), "{message}");
    with("no rows", refused(" \n", layers(2, 1)));
    with("4 columns", refused("1,2,3,4\n", layers(2, 1)));
    with("line 2", refused("1,2,1\n1,two,0\n", layers(2, 1)));
    with("line 2", refused("1,2,1\n1,2\n", layers(2, 1)));
    with("row 2 has the target 2", refused("1,2,1\n1,2,2\n", layers(2, 1)));
    with("3 classes", refused("1,a\n2,b\n3,c\n", layers(1, 1)));
    with(&LONGEST.to_string(), refused(&"1,2,1\n".repeat(LONGEST), layers(2, 1)));
    with("line", refused("1,\"2,1\n", layers(2, 1)));
}

#[test]
fn messages_count_columns_from_1_and_numbers_may_have_commas() {
    for (text, words) in [
        ("1,2,1\n1,,0\n", "line 2, column 2"),
        ("1,2,1\nx,2,0\n", "line 2, column 1"),
        ("1,2,1\n1,1980-01-02,0\n", "line 2, column 2"),
    ] {
        let message = read(text, &layers(2, 1)).unwrap_err();
        assert!(message.contains(words) && !message.contains('`'), "{message}");
    }
    for text in ["0;1,5;1\n-2;3;0\n", "0\t1,5\t1\n-2\t3\t0\n"] {
        let rows = read(text, &layers(2, 1)).unwrap();
        assert_eq!(rows.x, plain(&[[0.0, 1.5], [-2.0, 3.0]]), "{text:?}");
    }
}
