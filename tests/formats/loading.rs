//! Text tables: the samples that they become, and the message for each mistake in them.

use backprop::data::csv::{Csv, Fill, Table};
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
    let missing = "`drop_missing` removes rows with missing values, `fill_missing` fills them";
    let category = "`one_hot` turns categories into numbers, `without` leaves a column out";
    let long = format!("x,y,kind\n1,{},a\n3,4,b\n", "9".repeat(400));
    for (text, message) in [
        ("", "the table: found an empty text, expected a table with at least one row"),
        ("\n \n", "the table: found an empty text, expected a table with at least one row"),
        ("x,y,kind\n", "the table, line 1: found a header and no rows, expected at least one row"),
        ("x,y,kind\n1,2,a\n3,b\n", "the table, line 3: found 2 cells, expected 3 as in line 1"),
        (
            "x,y,kind\r\n\r\n1,2,a\r\n\r\n3,4,5,b\r\n",
            "the table, line 5: found 4 cells, expected 3 as in line 1; a cell that contains `,` must be quoted",
        ),
        (
            "x,y,kind\n1,2,a\n3,,b\n",
            "the table, line 3, column `y`: found an empty cell, expected a finite number; {missing}",
        ),
        (
            "x,y,kind\n1,2,a\n\n3,four,b\n",
            "the table, line 4, column `y`: found `four`, expected a finite number; {category}",
        ),
        (
            "x,y,kind\n1,NaN,a\n3,4,b\n",
            "the table, line 2, column `y`: found `NaN`, expected a finite number; {missing}",
        ),
        (
            "x,y,kind\n1,2,a\n-inf,4,b\n",
            "the table, line 3, column `x`: found `-inf`, expected a finite number; this one is too large",
        ),
        (
            "x,y,kind\n1,2,a\n3,1e39,b\n",
            "the table, line 3, column `y`: found `1e39`, expected a finite number, and for `f32` it is too large; \
             `scalar: f64` holds it",
        ),
        (
            "x,y,kind\n1,\"2,5\",a\n3,4,b\n",
            "the table, line 2, column `y`: found `2,5`, expected a finite number; `decimal_comma()` reads a decimal comma",
        ),
        (
            "x,y,kind\n1,0x10,a\n3,4,b\n",
            "the table, line 2, column `y`: found `0x10`, expected a finite number; a number is decimal and without a \
             unit; {category}",
        ),
        (
            "x,y,kind\n\"\n1\",2,a\n3,?,b\n",
            "the table, line 4, column `y`: found `?`, expected a finite number; {missing}",
        ),
        (
            "x,y,kind\n1,2,a\n3,4, \n",
            "the table, line 3, column `kind`: found an empty cell, expected the name of a class; {missing}",
        ),
        (
            "x,y,kind\n1,2,a\n3,4,b\n5,6,c\n",
            "the table: found 3 classes for column `kind`: `a`, `b`, `c`, expected 2 as in the network's declaration",
        ),
        ("x,y,class\n1,2,a\n", "the table: found no column `kind`, expected one of `x`, `y`, `class`"),
        (
            "x;kind\n1;a\n",
            "the table: found no column `kind`, expected one of `x;kind`; `delimiter(b';')` separates the cells",
        ),
        (
            "kind,y,kind\n1,2,a\n",
            "the table: found `kind` as the name of the columns 0 and 2, expected a unique name; use the number of \
             the column instead",
        ),
        (
            "x,kind\n1,a\n",
            "the table: found 1 column beside `kind`, expected 2 as in the network's declaration; \
             `classified_by` takes some of the columns, `without` leaves some out",
        ),
    ] {
        let message = message.replace("{missing}", missing).replace("{category}", category);
        assert_eq!(classified(text).map_err(|error| error.to_string()), Err(message), "{text:?}");
    }
    let shortened = "column `y`: found `9999999999999999999999999999999999999999…`, expected a finite number; this one is too large";
    assert!(classified(&long).unwrap_err().to_string().ends_with(shortened));
}

/// Returns the message of the error that a table gives when it is read.
fn refused(csv: &Csv, text: &str) -> String {
    csv.read(text.as_bytes()).map(|table| table.len()).unwrap_err().to_string()
}

#[test]
fn a_stray_quote_is_an_error_with_its_line_and_never_joins_cells_of_two_lines() {
    let as_text = "`quote(b'\\0')` reads quotes as text";
    let twice = "expected `,` or the end of the line; a quote in a quoted cell is written twice";
    for (text, message) in [
        (
            "x,name,y\n1,\"a,10\n2,b,20\n3,\"c,30\n4,d,40\n",
            "line 2: found `c,30` after the closing quote of `a,10\\n2,b,20\\n3,` on line 4, {twice}; {as_text}",
        ),
        (
            "x,y,name\n1,10,\"a\n2,20,b\n3,30,\"c\n4,40,d",
            "line 2: found `c` after the closing quote of `a\\n2,20,b\\n3,30,` on line 4, {twice}; {as_text}",
        ),
        ("x,name\n1,\"a\" b\n", "line 2: found `b` after the closing quote of `a`, {twice}; {as_text}"),
        (
            "x,name\n1,\"a \\\"b\\\" c\"\n",
            "line 2: found `b\\\\\" c\"` after the closing quote of `a \\\\`, {twice}; {as_text}",
        ),
        ("x,name\n1,\"\"a\"\"\n", "line 2: found `a\"\"` after the closing quote of ``, {twice}; {as_text}"),
        (
            "x,y,kind\n1,2,a\n3,4,\"b\n5,6,c\n",
            "line 3: found a quoted cell that runs to the end, `b\\n5,6,c\\n`, expected a closing quote; {as_text}",
        ),
        (
            "x,y,kind\n1,\"2,a\n3,4,b\n",
            "line 2: found a quoted cell that runs to the end, `2,a\\n3,4,b\\n`, expected a closing quote; {as_text}",
        ),
        (
            "x,name\n1,a\n2,\"\"\"\n",
            "line 3: found a quoted cell that runs to the end, `\"\\n`, expected a closing quote; {as_text}",
        ),
        ("x,name\n1,\"", "line 2: found a quoted cell that runs to the end, ``, expected a closing quote; {as_text}"),
    ] {
        let message = format!("the table, {message}").replace("{twice}", twice).replace("{as_text}", as_text);
        assert_eq!(refused(&Csv::new(), text), message, "{text}");
        let with_carriage_returns = refused(&Csv::new(), &text.replace('\n', "\r\n"));
        assert_eq!(with_carriage_returns.replace("\\r\\n", "\\n"), message, "{text}");
    }
}

/// The first quote opens a cell in one row, the second closes it in another, and what remains has the right width.
#[test]
fn a_quoted_cell_with_rows_of_the_table_inside_is_an_error() {
    for (text, lines) in [
        ("x,name,y\n1,\"a,10\n2,b\",20\n3,c,30\n", [2, 3]),
        ("x,name,y\n1,\"a,10\n2,b,20\n3,c\",30\n", [2, 4]),
        ("x,y,name\n0,0,z\n1,10,\"a\n2,20,b\n3,30,c\"\n4,40,d\n", [3, 5]),
        ("name,x\n\"a,1\nb,2\nc\",3\nd,4\n", [2, 4]),
        // Between the quotes is a whole row, though the lines of the quotes are not rows.
        ("x,name,y\n1,\"a\n2,b,20\n3,c\",30\n", [2, 4]),
        ("x,name,y\n1,\"a,10\n2,b\",20\n3,c,NA\n", [2, 3]),
        // Without a column of numbers, the width of the lines tells.
        ("day,note,state\nMon,\"cold,up\nTue,warm\",down\nWed,x,up\n", [2, 3]),
        // The header can be swallowed, too.
        ("x,\"name,y\n1,a,10\n2,b\",20\n3,c,30\n", [1, 3]),
    ] {
        for ends in ["\n", "\r\n", "\r"] {
            let message = refused(&Csv::new(), &text.replace('\n', ends));
            let start = format!("the table, line {}: found a quoted cell with rows inside, ", lines[0]);
            let end = format!(
                ", up to line {}, expected a closing quote on its line; `quote(b'\\0')` reads quotes as text",
                lines[1]
            );
            assert!(message.starts_with(&start) && message.ends_with(&end), "{message}");
        }
    }
    let tabs = Csv::new().delimiter(b'\t');
    assert!(
        refused(&tabs, "x\tname\ty\n1\t\"a\t10\n2\tb\"\t20\n").starts_with("the table, line 2: found a quoted cell")
    );
    let spaces = Csv::new().whitespace();
    assert!(refused(&spaces, "x name y\n1 \"a 10\n2 b\" 20\n").starts_with("the table, line 2: found a quoted cell"));
    // Read as text, the quotes belong to the names.
    let table = Csv::new().quote(b'\0').read(&b"x,name,y\n1,\"a,10\n2,b\",20\n"[..]).unwrap();
    assert_eq!(table.text("name").unwrap(), ["\"a", "b\""]);
}

#[test]
fn quoted_cells_keep_commas_quotes_and_line_ends() {
    for (written, read) in [
        ("\"two\nlines\"", "two\nlines"),
        ("\"two\r\nlines\"", "two\r\nlines"),
        ("\"three\n\nlines\"", "three\n\nlines"),
        ("\"12 Main St\nSpringfield, IL\"", "12 Main St\nSpringfield, IL"),
        ("\"Dear all,\nthanks, Bob\"", "Dear all,\nthanks, Bob"),
        ("\"Paris, France\"", "Paris, France"),
        (" \"Paris, France\" ", "Paris, France"),
        ("\t\"Paris, France\"\t", "Paris, France"),
        ("\"a \"\"b\"\" c\"", "a \"b\" c"),
        ("\"\"\"a\"\"\"", "\"a\""),
        ("\"\"\"\"", "\""),
        ("\"\"", ""),
        ("\"a\"\"\"", "a\""),
        ("5\" pipe", "5\" pipe"),
        ("pipe 5\"", "pipe 5\""),
        ("it's", "it's"),
        ("\"ä, ö\"", "ä, ö"),
    ] {
        for text in [format!("x,name\n1,{written}\n2,b\n"), format!("name,x\r\n{written},1\r\nb,2\r\n")] {
            let table = table(&text);
            assert_eq!(table.text("name").unwrap(), [read, "b"], "{text:?}");
            assert_eq!(table.numbers::<f64, 1>(["x"]).unwrap(), [[1.0], [2.0]], "{text:?}");
        }
    }
}

#[test]
fn spaces_before_a_quote_are_ignored() {
    let table = table("\"Index\", \"Height\", \"City\"\n1, \"65.78\", \"Paris, France\"\n2, 71.5,  \"Rome\"\n");
    assert_eq!(table.names().unwrap(), ["Index", "Height", "City"]);
    assert_eq!(table.numbers::<f64, 1>(["Height"]).unwrap(), [[65.78], [71.5]]);
    assert_eq!(table.classes("City").unwrap(), ["Paris, France", "Rome"]);
}

#[test]
fn a_line_has_its_number_whatever_ends_it() {
    for text in
        ["x,y\n1,2\n\n3,oops\n", "x,y\n\"1\n\",2\n3,oops\n", "x,y\n1,2\n\n3,oops,4\n", "x,y\n1,\"\n\"\n3,\"o\"o\n"]
    {
        for ends in ["\n", "\r\n", "\r"] {
            let table = Csv::new().read(text.replace('\n', ends).as_bytes());
            let error = table.and_then(|table| table.numbers::<f64, 1>(["y"])).unwrap_err().to_string();
            assert!(error.starts_with("the table, line 4"), "{text:?} {ends:?}: {error}");
        }
    }
    let message = refused(&Csv::new(), "x,y\r1,2\r\n\u{0},3");
    assert_eq!(message, "the table, line 3: found a byte that is zero, expected text");
}

/// 2²⁴ + 1 is the first whole number that `f32` rounds, 2⁵³ + 1 the first that `f64` rounds.
#[test]
fn whole_numbers_are_never_rounded() {
    fn first<T: backprop::Scalar + Into<f64>>(cell: &str) -> Result<f64, String> {
        let numbers = table(&format!("id\n{cell}\n")).numbers::<T, 1>(["id"]);
        numbers.map(|rows| rows[0][0].into()).map_err(|error| error.to_string())
    }
    for exact in ["16777216", "-16777216", "0016777216", "16777218", "33554432.0", "123456.7", "16777217.5"] {
        assert_eq!(first::<f32>(exact), Ok(f64::from(exact.parse::<f32>().unwrap())), "{exact}");
    }
    // An exponent is the mark of a measurement, which is rounded as one with decimals is.
    assert_eq!(first::<f32>("1.6777217e7"), Ok(16_777_216.0));
    for exact in ["9007199254740992", "9007199254740994", "18446744073709551616", "-4611686018427387904", "0", "-0"] {
        assert_eq!(first::<f64>(exact), Ok(exact.parse().unwrap()), "{exact}");
    }
    for rounded in ["16777217", "-16777217", "+16777217", "16777217.0", "0016777217", "123456789", "2147483647"] {
        let error = first::<f32>(rounded).unwrap_err();
        assert!(error.contains("`f32` holds without rounding") && error.contains("`scalar: f64`"), "{error}");
        assert_eq!(first::<f64>(rounded), Ok(rounded.parse().unwrap()));
    }
    for rounded in [
        "9007199254740993",
        "-9007199254740993",
        "9223372036854775807",
        "18446744073709551615",
        "123456789012345678901234567890",
    ] {
        let error = first::<f64>(rounded).unwrap_err();
        assert!(error.contains("`f64` holds without rounding") && !error.contains("scalar"), "{error}");
        assert!(first::<f32>(rounded).is_err());
    }
    assert_eq!(
        first::<f32>("16777217").unwrap_err(),
        "the table, line 2, column `id`: found `16777217`, expected a whole number that `f32` holds without rounding, \
         here to 16777216; `scalar: f64` holds it, or `without` leaves the column out, if it only numbers the rows"
    );
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
        "the table, line 1, column 2: found `a`, expected a finite number; `one_hot` turns categories into numbers, \
         `without` leaves a column out"
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
        let _ = Csv::new().delimiter(bytes.len() as u8).read(&bytes[..]);
    }

    #[test]
    fn any_text_is_a_table_or_an_error(text in "[ab02-9,;\" \r\n.#%\u{feff}ä-]{0,80}") {
        let options = Csv::new().comment(b'#').skip_lines(1).decimal_comma().missing(["9"]);
        for csv in [
            Csv::new(),
            Csv::new().without_header(),
            Csv::new().delimiter(b';'),
            Csv::new().name_first_column("a"),
            options.clone().whitespace(),
            options.quote(b'a'),
        ] {
            if let Ok(mut table) = csv.read(text.as_bytes()) {
                let _ = (table.to_string(), table.rows::<f32>(0..table.width()), table.without([0]));
                let classes = table.classes(0).unwrap_or_default();
                let _ = table.classified::<f64, 2, 2>(0, &classes);
                let _ = (table.fill_missing(0, Fill::Mean), table.fill_missing(0, Fill::Median));
                let _ = (table.fill_missing(0, 5), table.drop_missing(), table.one_hot(0, &classes));
                let _ = (table.to_string(), table.rows::<f64>(0..table.width()));
            }
        }
    }

    #[test]
    fn cells_that_are_quoted_are_read(rows in prop::collection::vec(prop::array::uniform3("[a-z,;\" \n\r'#]{0,8}"), 1..6)) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let lines = rows.iter().map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n");
        let table = Csv::new().without_header().read(lines.collect::<String>().as_bytes()).unwrap();
        for column in 0..3 {
            let expected: Vec<&str> = rows.iter().map(|row| row[column].trim()).collect();
            prop_assert_eq!(table.text(column).unwrap(), expected);
        }
    }

    #[test]
    fn numbers_that_are_written_are_read(rows in prop::collection::vec(prop::array::uniform3(-1e300..1e300), 1..20)) {
        let lines = rows.iter().map(|[a, b, c]| format!("{a},{b:e},{c}\n"));
        let text: String = std::iter::once("a,b,c\n".to_owned()).chain(lines).collect();
        prop_assert_eq!(table(&text).numbers::<f64, 3>(["a", "b", "c"]).unwrap(), rows);
    }
}
