//! Text tables: the samples that they become, and the message for each mistake in them.

use backprop::data::csv::{Csv, Table};
use backprop::data::{DataError, Place, Problem};
use backprop::{CrossEntropy, Samples, SamplesOf, Sigmoid, Softmax, network};
use proptest::prelude::*;
use std::error::Error;
use std::io;

network! {
    struct Iris { layers: 4 -> 3 Softmax, cost: CrossEntropy }
    struct Digits { layers: 64 -> 10 Sigmoid, cost: CrossEntropy }
    struct Tumor { layers: 30 -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
}

type Classes<T> = Samples<[T; 2], [T; 2]>;

fn table(text: &str) -> Table {
    Csv::new().read(text.as_bytes()).unwrap()
}

#[test]
fn the_real_tables_are_what_the_examples_read_line_by_line() {
    let (x, classes) = worked::data::iris();
    let table = Csv::new().open("../examples/data/iris.csv").unwrap();
    let samples: SamplesOf<Iris> = table.classified("class", &table.classes("class").unwrap()).unwrap();
    assert_eq!(samples, Samples::from_classes(x, &classes).unwrap());

    let (x, classes) = worked::data::digits();
    let table = Csv::new().without_header().open("../examples/data/digits.csv").unwrap();
    let names = table.classes(64).unwrap();
    assert_eq!(names, ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"]);
    let samples: SamplesOf<Digits> = table.classified(64, &names).unwrap();
    assert_eq!(samples.map(|pixel| pixel / 16.0).unwrap().x(), x);
    assert_eq!(samples.classes(), classes);

    let (x, classes) = worked::data::breast_cancer();
    let table = Csv::new().without_header().open("../examples/data/breast_cancer.csv").unwrap();
    let samples: SamplesOf<Tumor> = table.classified(30, &["0", "1"]).unwrap();
    let expected: Samples<[f64; 30], [f64; 1]> = Samples::from_classes(x, &classes).unwrap();
    assert_eq!(samples, expected.map(|value| value as f32).unwrap());
}

#[test]
fn columns_are_taken_by_name_or_number_in_the_order_asked_for() {
    let table = table("a,b,c,d\n1,2,3,4\n5,6,7,8\n");
    let by_name: Samples<[f64; 2], [f64; 1]> = table.samples(["d", "a"], ["c"]).unwrap();
    assert_eq!((by_name.x(), by_name.y()), (&[[4.0, 1.0], [8.0, 5.0]][..], &[[3.0], [7.0]][..]));
    assert_eq!(table.samples([3, 0], [2]).unwrap(), by_name);
    assert_eq!(table.names().unwrap(), ["a", "b", "c", "d"]);
    assert_eq!(table.numbers::<f64, 1>(["b"]).unwrap(), [[2.0], [6.0]]);
}

#[test]
fn numbers_of_classes_do_not_depend_on_the_order_of_the_rows() {
    let text = table("x,y,kind\n1,2,pear\n3,4,apple\n5,6,pear\n");
    let kinds = text.classes("kind").unwrap();
    assert_eq!(kinds, ["apple", "pear"]);
    let samples: Classes<f64> = text.classified("kind", &kinds).unwrap();
    assert_eq!(samples.classes(), [1, 0, 1]);
    assert_eq!(table("n\n10\n9\n-1\n9\n").classes("n").unwrap(), ["-1", "9", "10"]);
    assert_eq!(table("n\n10\n9\nb\n").classes("n").unwrap(), ["10", "9", "b"]);
}

#[test]
fn a_test_table_is_numbered_as_the_training_table_was() {
    let samples: Classes<f64> = table("x,y,kind\n1,2,pear\n").classified("kind", &["apple", "pear"]).unwrap();
    assert_eq!(samples.y(), [[0.0, 1.0]]);
}

#[test]
fn a_quote_within_a_cell_and_a_line_end_within_quotes_are_text() {
    for text in ["x,name\n1,5\" pipe\n", "x,name\n1,\"two\nlines\"\n"] {
        assert_eq!(table(text).numbers::<f64, 1>(["x"]).unwrap(), [[1.0]], "{text}");
    }
}

#[test]
fn spaces_quotes_line_ends_and_byte_order_marks_do_not_count() {
    let plain = table("a,b\n1,2\n-3e2,+.5\n").numbers::<f64, 2>(["a", "b"]).unwrap();
    assert_eq!(plain, [[1.0, 2.0], [-300.0, 0.5]]);
    for text in [
        "a,b\r\n1,2\r\n-3e2,+.5\r\n",
        "a,b\n1,2\n-3e2,+.5",
        "\u{feff}a,b\n1,2\n-3e2,+.5\n",
        " a , b\n 1, 2 \n-3e2\t,+.5\n",
        "\"a\",\"b\"\n\"1\",2\n-3e2,\"+.5\"\n",
        "\na,b\n\n1,2\n\n\n-3e2,+.5\n\n",
    ] {
        assert_eq!(table(text).numbers::<f64, 2>(["a", "b"]).unwrap(), plain, "{text:?}");
    }
    let table = Csv::new().delimiter(b';').read(&b"a;b\n1;2\n-3e2;+.5\n"[..]).unwrap();
    assert_eq!(table.numbers::<f64, 2>(["a", "b"]).unwrap(), plain);
}

/// Returns the samples of a table with the columns x, y and kind.
fn classified(text: &str) -> Result<Classes<f32>, DataError> {
    let table = Csv::new().read(text.as_bytes())?;
    table.classified("kind", &table.classes("kind")?)
}

#[test]
fn every_mistake_in_a_table_has_its_place_and_its_words() {
    let long = format!("x,y,kind\n1,{},a\n3,4,b\n", "9".repeat(400));
    for (text, message) in [
        ("", "the table: found an empty text, expected a table with at least one row"),
        ("\n\n", "the table: found an empty text, expected a table with at least one row"),
        ("x,y,kind\n", "the table, line 1: found a header and no rows, expected at least one row"),
        ("x,y,kind\n1,2,a\n3,b\n", "the table, line 3: found 2 cells, expected 3 as in line 1"),
        ("x,y,kind\r\n\r\n1,2,a\r\n\r\n3,4,5,b\r\n", "the table, line 5: found 4 cells, expected 3 as in line 1"),
        ("x,y,kind\n1,2,a\n3,,b\n", "the table, line 3, column `y`: found an empty cell, expected a finite number"),
        ("x,y,kind\n1,2,a\n\n3,four,b\n", "the table, line 4, column `y`: found `four`, expected a finite number"),
        ("x,y,kind\n1,NaN,a\n3,4,b\n", "the table, line 2, column `y`: found `NaN`, expected a finite number"),
        ("x,y,kind\n1,2,a\n-inf,4,b\n", "the table, line 3, column `x`: found `-inf`, expected a finite number"),
        ("x,y,kind\n1,2,a\n3,1e39,b\n", "the table, line 3, column `y`: found `1e39`, expected a finite number"),
        ("x,y,kind\n1,\"2,5\",a\n3,4,b\n", "the table, line 2, column `y`: found `2,5`, expected a finite number"),
        ("x,y,kind\n1,0x10,a\n3,4,b\n", "the table, line 2, column `y`: found `0x10`, expected a finite number"),
        ("x,y,kind\n\"\n1\",2,a\n3,?,b\n", "the table, line 4, column `y`: found `?`, expected a finite number"),
        (
            "x,y,kind\n1,2,a\n3,4, \n",
            "the table, line 3, column `kind`: found an empty cell, expected the name of a class",
        ),
        (
            "x,y,kind\n1,2,a\n3,4,\"b\n5,6,c\n",
            "the table, line 3: found a quoted cell that runs to the end, `b\\n5,6,c\\n`, expected a closing quote",
        ),
        ("x,y,kind\n1,\"2,a\n3,4,b\n", "the table, line 2: found 2 cells, expected 3 as in line 1"),
        (
            "x,y,kind\n1,2,a\n3,4,b\n5,6,c\n",
            "the table: found 3 classes for column `kind`: `a`, `b`, `c`, expected 2 as in the network's declaration",
        ),
        ("x,y,class\n1,2,a\n", "the table: found no column `kind`, expected one of `x`, `y`, `class`"),
        (
            "kind,y,kind\n1,2,a\n",
            "the table: found `kind` as the name of the columns 0 and 2, expected a unique name; use the number of \
             the column instead",
        ),
        (
            "x,kind\n1,a\n",
            "the table: found 1 column beside `kind`, expected 2 as in the network's declaration; \
             `classified_by` takes some of the columns",
        ),
    ] {
        assert_eq!(classified(text).map_err(|error| error.to_string()), Err(message.to_owned()), "{text:?}");
    }
    let shortened = "column `y`: found `9999999999999999999999999999999999999999…`, expected a finite number";
    assert!(classified(&long).unwrap_err().to_string().ends_with(shortened));
}

#[test]
fn mistakes_of_the_caller_are_told_too() {
    let table = Csv::new().without_header().read(&b"1,2,a\n3,4,b\n"[..]).unwrap();
    let error = |result: Result<Classes<f64>, DataError>| result.unwrap_err().to_string();
    assert_eq!(
        error(table.classified("kind", &["a", "b"])),
        "the table: found no column `kind`, expected a number below 3, since the table is read without a header"
    );
    assert_eq!(error(table.classified(3, &["a", "b"])), "the table: found no column 3, expected a number below 3");
    assert_eq!(
        error(table.classified(2, &["a", "c"])),
        "the table, line 2, column 2: found `b`, expected one of the classes `a`, `c`"
    );
    assert_eq!(
        error(table.classified_by([0, 2], 2, &["a", "b"])),
        "the table, line 1, column 2: found `a`, expected a finite number"
    );
}

#[test]
fn an_error_tells_its_place_to_a_program_too() {
    let error = classified("x,y,kind\n1,2,a\n3,four,b\n").unwrap_err();
    let DataError::Content { place, problem, .. } = error else { panic!("{error:?}") };
    assert_eq!(problem, Problem::Value);
    assert_eq!(place, Place::Cell { line: 3, column: "`y`".to_owned() });
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let error = Csv::new().open("no/such/table.csv").unwrap_err();
    assert_eq!(error.to_string(), "no/such/table.csv cannot be read");
    let source = error.source().unwrap().downcast_ref::<io::Error>().unwrap();
    assert_eq!(format!("{error:?}"), format!("no/such/table.csv cannot be read: {source}"));
    assert_eq!(source.kind(), io::ErrorKind::NotFound);
}

#[test]
fn bytes_that_are_no_text_are_found_on_their_line() {
    let error = Csv::new().read(&b"x,y\n1,2\n\xe4,3\n"[..]).unwrap_err();
    let expected = "the table, line 3: found bytes that are not text, expected UTF-8; save the table in that encoding";
    assert_eq!(error.to_string(), expected);
}

proptest! {
    #[test]
    fn any_bytes_are_a_table_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = Csv::new().read(&bytes[..]).and_then(|table| table.numbers::<f64, 2>([0, 1]));
    }

    #[test]
    fn any_text_is_a_table_or_an_error(text in "[ab0-9,;\" \r\n.\u{feff}ä-]{0,80}") {
        for csv in [Csv::new(), Csv::new().without_header(), Csv::new().delimiter(b';')] {
            if let Ok(table) = csv.read(text.as_bytes()) {
                let classes = table.classes(0).unwrap_or_default();
                let _ = table.classified::<f64, 2, 2>(0, &classes);
            }
        }
    }

    #[test]
    fn numbers_that_are_written_are_read(rows in prop::collection::vec(prop::array::uniform3(-1e300..1e300), 1..20)) {
        let lines = rows.iter().map(|[a, b, c]| format!("{a},{b:e},{c}\n"));
        let text: String = std::iter::once("a,b,c\n".to_owned()).chain(lines).collect();
        prop_assert_eq!(table(&text).numbers::<f64, 3>(["a", "b", "c"]).unwrap(), rows);
    }
}
