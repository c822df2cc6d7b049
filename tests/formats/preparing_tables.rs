//! Tables as they lie around: the options that read them, and what makes numbers of their columns.

use backprop::data::csv::{Column, Csv, Fill, Table};
use backprop::data::{DataError, split};
use backprop::{CrossEntropy, Identity, Network, Samples, SamplesOf, Softmax, SquaredError, network};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

network! {
    struct Penguins { layers: 4 -> 2 Softmax, cost: CrossEntropy, scalar: f32 }
    struct Houses { layers: 2 -> 1 Identity, cost: SquaredError }
}

fn read(csv: &Csv, text: &str) -> Table {
    csv.read(text.as_bytes()).unwrap()
}

fn table(text: &str) -> Table {
    read(&Csv::new(), text)
}

/// Returns the message of an error, without the name of the table.
fn message<V: std::fmt::Debug>(result: Result<V, DataError>) -> String {
    let message = result.unwrap_err().to_string();
    message.strip_prefix("the table").unwrap().trim_start_matches([',', ':', ' ']).to_owned()
}

fn refused(csv: &Csv, text: &str) -> String {
    message(csv.read(text.as_bytes()))
}

#[test]
fn options_read_what_is_not_separated_by_commas() {
    let expected = [[1.5, -2.0], [1000.0, 4.25]];
    for (csv, text) in [
        (Csv::new(), "x,y\n1.5,-2\n1e3,4.25\n"),
        (Csv::new().delimiter(b'\t'), "x\ty\n1.5\t-2\n1e3\t4.25\n"),
        (Csv::new().delimiter(b' '), "x y\n1.5 -2\n1e3 4.25\n"),
        (Csv::new().delimiter(b'|'), "x | y\n1.5 | -2\n1e3 | 4.25\n"),
        (Csv::new().whitespace(), "     x     y\n   1.5    -2  \n\t1e3 \t 4.25\n  \n"),
        (Csv::new().whitespace(), "\"x\"  \"y\"\r\n1.5  \"-2\"\r\n1e3 4.25"),
        (Csv::new().delimiter(b';').decimal_comma(), "x;y\n1,5;-2\n1e3;4,25\n"),
        (Csv::new().delimiter(b'\t').decimal_comma(), "x\ty\n1,5\t-2,0\n1000\t4,25\n"),
        (Csv::new().decimal_comma(), "x,y\n\"1,5\",-2\n1e3,\"4,25\"\n"),
        (Csv::new().quote(b'\''), "'x','y'\n1.5,'-2'\n1e3,4.25\n"),
        (Csv::new().quote(b'\'').whitespace(), "'x' 'y'\n1.5 -2\n1e3 4.25\n"),
        (Csv::new().comment(b'#'), "# a, b, c\nx,y\n1.5,-2\n  # \"\n1e3,4.25\n#"),
        (Csv::new().skip_lines(2), "A title, with \"quotes\n\nx,y\n1.5,-2\n1e3,4.25\n"),
        (Csv::new().skip_lines(1).delimiter(b';'), "sep=;\r\nx;y\r\n1.5;-2\r\n1e3;4.25\r\n"),
    ] {
        assert_eq!(read(&csv, text).numbers::<f64, 2>(["x", "y"]).unwrap(), expected, "{csv:?}");
    }
    let after_title = Csv::new().skip_lines(2).read(&b"title\r\rx,y\r1,oops\r"[..]).unwrap();
    assert!(message(after_title.numbers::<f64, 1>(["y"])).starts_with("line 4, column `y`: found `oops`"));
}

#[test]
fn options_that_contradict_each_other_are_an_error() {
    for (csv, expected) in [
        (Csv::new().delimiter(b'"'), "found the option `quote(b'\\\"')`, expected another byte than for `delimiter`"),
        (Csv::new().comment(b','), "found the option `comment(b',')`, expected another byte than for `delimiter`"),
        (
            Csv::new().delimiter(0xc3),
            "found the option `delimiter(b'\\xc3')`, expected an ASCII byte other than the end of a line",
        ),
        (
            Csv::new().comment(b'\n'),
            "found the option `comment(b'\\n')`, expected an ASCII byte other than the end of a line",
        ),
        (
            Csv::new().without_header().name_first_column("id"),
            "found the option `name_first_column`, expected a header; columns without names have numbers",
        ),
    ] {
        assert_eq!(refused(&csv, "ä,b\n1,2\n"), expected);
    }
}

#[test]
fn a_compressed_table_is_decompressed() {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(b"x,y\n1,2\n3,oops\n").unwrap();
    let mut bytes = encoder.finish().unwrap();
    let table = Csv::new().read(&bytes[..]).unwrap();
    assert_eq!(table.numbers::<f64, 1>(["x"]).unwrap(), [[1.0], [3.0]]);
    assert!(message(table.numbers::<f64, 1>(["y"])).starts_with("line 3"));
    bytes.truncate(25);
    assert_eq!(Csv::new().read(&bytes[..]).unwrap_err().to_string(), "the table cannot be read");
}

#[test]
fn a_file_that_is_not_a_text_is_named() {
    let utf_16 = |start: &[u8], bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        start.iter().copied().chain("x,y\n1,2\n".encode_utf16().flat_map(bytes)).collect()
    };
    for (bytes, kind) in [
        (utf_16(&[0xff, 0xfe], u16::to_le_bytes), "text in UTF-16"),
        (utf_16(&[0xfe, 0xff], u16::to_be_bytes), "text in UTF-16"),
        (utf_16(&[], u16::to_le_bytes), "text in UTF-16"),
        (utf_16(&[], u16::to_be_bytes), "text in UTF-16"),
        (b"PK\x03\x04\x14\0\x06\0".to_vec(), "a ZIP archive, as `.zip` and `.xlsx` files are"),
    ] {
        let expected = format!("found {kind}, expected a table of UTF-8 text; save or export it as CSV in UTF-8");
        assert_eq!(message(Csv::new().read(&bytes[..])), expected);
    }
    for (text, kind) in [
        ("[\n {\"name\":\"chevrolet\", \"mpg\":18},\n {\"name\":\"buick\", \"mpg\":15}\n]\n", "JSON"),
        ("\n<!DOCTYPE html>\n<html><body>Not found</body></html>", "an HTML page"),
    ] {
        let expected = format!("found {kind}, expected a table; save or export it as CSV");
        assert_eq!(refused(&Csv::new(), text), expected);
    }
    assert_eq!(table("PK,PAR1,BZh\n1,2,3\n").width(), 3);
}

#[test]
fn a_first_line_that_is_a_row_is_not_taken_for_a_header() {
    let says = "`without_header()` reads this line as a row, `skip_lines(1).without_header()` leaves it out";
    for text in [
        "5.1,3.5,0\n4.9,3.0,0\n",
        "0,0,5,13\n0,0,0,12\n",
        "-1,2\n3,4\n",
        "1,1\n3,4\n",
        // Whole numbers, all different, but not counted as years and columns are.
        "5,3,0\n4,7,1\n",
        "39,77516,13\n50,83311,9\n",
        // Not all are numbers, but `setosa` occurs again below itself.
        "5.1,3.5,setosa\n4.9,3.0,setosa\n7.0,3.2,versicolor\n",
        "39,State-gov,77516\n50,Private,83311\n37,State-gov,28459\n",
    ] {
        let error = refused(&Csv::new(), text);
        assert!(error.starts_with("line 1: found `") && error.ends_with(says), "{error}");
        assert!(Csv::new().without_header().read(text.as_bytes()).is_ok());
    }
    // Without a name in front, these are measurements; with one, R writes such a table of counts.
    assert!(table(",142.24,144.78\nshort,0,1\ntall,2,3\n").numbers::<f64, 1>(["142.24"]).is_ok());
}

/// Years and numbered columns are names, if they are used as names.
#[test]
fn a_header_of_whole_numbers_is_used_by_name_or_is_an_error() {
    let years = table("2019,2020\n1,2\n3,4\n");
    assert_eq!(years.numbers::<f64, 1>(["2020"]).unwrap(), [[2.0], [4.0]]);
    assert_eq!(
        message(years.numbers::<f64, 1>([1])),
        "line 1: found numbers as the names of columns, `2019`, `2020`, and a column by its place, expected columns by \
         these names if this line is the header, or `without_header()` if it is a row"
    );
    assert_eq!(
        message(years.classes("kind")),
        "found no column `kind`, expected one of `2019`, `2020`; `without_header()` reads the first line as a row"
    );
    assert!(table("18.0,8,\"chevelle\"\n15.0,8,\"skylark\"\n").text(2).is_err());
    let countries = table("country,2019,2020\na,1,2\nb,3,4\n");
    assert_eq!(countries.numbers::<f64, 2>([1, 2]).unwrap(), [[1.0, 2.0], [3.0, 4.0]]);
    assert_eq!(read(&Csv::new().without_header(), "1,2\n3,4\n").numbers::<f64, 1>([0]).unwrap(), [[1.0], [3.0]]);
}

#[test]
fn a_first_line_of_counts_is_not_taken_for_a_header_or_a_row() {
    let same_width = "3,2,no,yes\n5.1,3.5,1,0\n4.9,3.0,2,0\n6.3,3.3,6,1\n";
    let counts = same_width.replacen("3,2", "3,3", 1);
    for csv in [Csv::new(), Csv::new().without_header()] {
        assert_eq!(
            refused(&csv, &counts),
            "line 1: found the number of rows and of columns, `3,3,no,yes`, expected names or a row; `skip_lines(1)` \
             skips this line, and the table has no header: `without_header()`"
        );
        assert!(csv.read(same_width.as_bytes()).is_ok());
    }
    let narrow = "2,4,no,yes\n1,2,3,4,0\n5,6,7,8,1\n";
    assert_eq!(
        refused(&Csv::new(), narrow),
        "line 2: found 5 cells, expected 4 as in line 1; the first line holds counts, not names: `skip_lines(1)` and \
         `without_header()`"
    );
    let table = read(&Csv::new().skip_lines(1).without_header(), narrow);
    assert_eq!((table.len(), table.classes(4).unwrap()), (2, vec!["0".to_owned(), "1".to_owned()]));
}

#[test]
fn a_row_of_another_width_tells_what_may_be_the_cause() {
    for (csv, text, hint) in [
        (Csv::new(), "sep=;\nx;y\n1,5;2\n", "`skip_lines(1)` skips this line, and `delimiter` sets the separator"),
        (
            Csv::new().delimiter(b';'),
            "sep=;\nx;y\n1;2\n",
            "`skip_lines(1)` skips this line, and `delimiter` sets the separator",
        ),
        (Csv::new(), "x;y\n1,5;2\n3,5;4\n", "`delimiter(b';')` separates the cells"),
        (Csv::new(), "# made by, us\nx,y,z\n1,2,3\n", "`comment(b'#')` ignores lines that start with `#`"),
        (
            Csv::new(),
            "mpg,cyl\nMazda,21,6\nFiat,22,4\n",
            "if the header lacks the name of the first column: `name_first_column`",
        ),
        (Csv::new(), "x,y\n1,2,\n3,4,\n", "the rows end with `,`, and the header does not"),
        (Csv::new().delimiter(b' '), "x y\n1   2\n10  4\n", "`whitespace()` takes any number of spaces for one"),
        (
            Csv::new(),
            "Rainfall\n\nmm per month\nmonth,rain\n1,20\n2,30\n",
            "if the table starts at line 4: `skip_lines(3)`",
        ),
        (Csv::new(), "x,city\n1,Paris, France\n2,Rome\n", "a cell that contains `,` must be quoted"),
    ] {
        let error = refused(&csv, text);
        assert!(error.ends_with(&format!("; {hint}")), "{error}");
    }
    let error = refused(&Csv::new(), "x,y,z\n1,\"two\nlines\"\n3,4,5\n");
    assert_eq!(error, "line 2: found 2 cells on the lines 2 to 3, expected 3 as in line 1");
}

#[test]
fn the_first_column_gets_the_name_that_the_header_lacks() {
    let cars = Csv::new().whitespace().name_first_column("car");
    for text in ["mpg cyl\n\"Mazda RX4\" 21 6\nFiat 22.8 4\n", "\"\" mpg cyl\n\"Mazda RX4\" 21 6\nFiat 22.8 4\n"] {
        let table = read(&cars, text);
        assert_eq!(table.text("car").unwrap(), ["Mazda RX4", "Fiat"]);
        assert_eq!(table.without(["car"]).unwrap().numbers::<f64, 2>(0..2).unwrap(), [[21.0, 6.0], [22.8, 4.0]]);
    }
    assert_eq!(
        refused(&Csv::new().name_first_column("car"), "mpg,cyl\n21,6\n"),
        "line 1: found the names `mpg`, `cyl`, expected no name of the first column, since `name_first_column` gives it"
    );
    assert_eq!(refused(&cars, "mpg cyl\na 1 2\nb 1\n"), "line 3: found 2 cells, expected 3 as in line 2");
}

#[test]
fn a_cell_that_a_person_reads_as_a_number_says_how_to_write_it() {
    let as_text = "`one_hot` turns categories into numbers, `without` leaves a column out";
    let group = "write the number without commas between the thousands";
    for (cell, hint) in [
        ("$12", "write the number without `$`"),
        ("-$1,200.50", "write the number without `$`"),
        ("12%", "write the number without `%`"),
        ("12 €", "write the number without `€`"),
        ("1,234.5", group),
        ("1,234,567", group),
        (
            "1,234",
            "write the number without a comma between the thousands, or if that is a decimal comma, read it with \
             `decimal_comma()`",
        ),
        ("2,5", "`decimal_comma()` reads a decimal comma"),
        ("-0,25", "`decimal_comma()` reads a decimal comma"),
        ("1.234,5", "write it without points between the thousands, and read it with `decimal_comma()`"),
        ("1.234.567", "write it with one decimal point"),
        ("\u{2212}5", "write the minus sign as `-`, not as `\u{2212}`"),
        ("1 234 567", "write the number without ` ` between its digits"),
        ("1'234", "write the number without `'` between its digits"),
        ("1_000", "write the number without `_` between its digits"),
        ("1.5D+03", "write the exponent with `e`, not with `d`"),
        ("1e400", "this one is too large"),
        ("2020-01-31", "a date, a time or a range is not a number; `without` leaves a column out"),
        ("12:30", "a date, a time or a range is not a number; `without` leaves a column out"),
        ("1 2.5 3", "`whitespace()` separates cells by spaces"),
        ("1;2", "`delimiter(b';')` separates the cells"),
        ("True", as_text),
        ("General Motors", as_text),
        ("V2", as_text),
        (".", "`missing([\".\"])` if it stands for a missing value, `one_hot` if it is a category"),
        ("None", "`missing([\"None\"])` if it stands for a missing value, `one_hot` if it is a category"),
    ] {
        let table = table(&format!("x\n\"{cell}\"\n"));
        let expected = format!("line 2, column `x`: found `{cell}`, expected a finite number; {hint}");
        assert_eq!(message(table.numbers::<f64, 1>(["x"])), expected);
    }
    let points = read(&Csv::new().decimal_comma(), "x\n2.5\n").numbers::<f64, 1>(["x"]);
    assert!(message(points).ends_with("write it with a decimal comma, and with nothing between the thousands"));
}

const BIRDS: &str = "island,bill,mass,sex,species\nDream,39.5,3800,m,Adelie\nBiscoe,NA,5000,f,Gentoo\n\
                     Biscoe,46,,m,Gentoo\nDream,37.5,3500,NA,Adelie\nBiscoe,50,5500,f,Gentoo\n";

#[test]
fn rows_with_missing_values_are_dropped_and_counted() {
    let mut birds = table(BIRDS);
    assert_eq!((birds.len(), birds.width()), (5, 5));
    let error = birds.numbers::<f64, 1>(["bill"]);
    let verbs = "`drop_missing` removes rows with missing values, `fill_missing` fills them";
    assert_eq!(message(error), format!("line 3, column `bill`: found `NA`, expected a finite number; {verbs}"));
    assert_eq!(
        message(birds.classes("sex")),
        format!("line 5, column `sex`: found `NA`, expected the name of a class; {verbs}")
    );
    assert_eq!(birds.drop_missing().unwrap(), 3);
    assert_eq!(birds.numbers::<f64, 2>(["bill", "mass"]).unwrap(), [[39.5, 3800.0], [50.0, 5500.0]]);
    // The lines are still those of the file.
    assert!(message(birds.numbers::<f64, 1>(["sex"])).starts_with("line 2"));
    assert!(
        message(birds.classified_by::<f64, 1, 2>(["bill"], "sex", &["m", "x"])).starts_with("line 6, column `sex`")
    );
    assert_eq!(birds.drop_missing().unwrap(), 0);

    let mut chosen = table(BIRDS).select(["mass", "species"]).unwrap();
    assert_eq!(chosen.drop_missing().unwrap(), 1);
    let mut hopeless = table("x,y,z\n1,,NA\n,2,?\n");
    assert_eq!(
        message(hopeless.drop_missing()),
        "found a missing value in every row, 2 of them in column `z`, expected a row without one; `without` leaves \
         columns out, `fill_missing` fills them"
    );
    assert_eq!(hopeless.len(), 2);
}

#[test]
fn missing_values_are_spelled_as_usual_or_as_the_options_say() {
    for missing in ["", "  ", "\"\"", "NA", "<NA>", "N/A", "n/a", "#N/A", "NaN", "nan", "NULL", "null", "?"] {
        assert_eq!(table(&format!("x,y\n{missing},1\n2,3\n")).drop_missing().unwrap(), 1, "{missing}");
    }
    for text in ["0", "None", "-", "no", "Na"] {
        assert_eq!(table(&format!("x,y\n{text},1\n2,3\n")).drop_missing().unwrap(), 0, "{text}");
    }
    let mut sentinel = read(&Csv::new().missing(["-999", "none"]), "x,y\n1,2\n-999,3\n4,\n5,none\nNA,6\n");
    assert!(message(sentinel.numbers::<f64, 1>(["x"])).starts_with("line 3, column `x`: found `-999`"));
    assert_eq!(sentinel.drop_missing().unwrap(), 3);
    assert_eq!(sentinel.text("x").unwrap(), ["1", "NA"]);
}

#[test]
fn missing_values_are_filled_by_the_mean_the_median_or_a_constant() {
    let text = "x,y\n1,a\nNA,b\n2,\n6,NA\n?,c\n4.5,d\n";
    for (fill, value, filled) in [
        // (1 + 2 + 6 + 4.5) / 4
        (Fill::Mean, "3.375", 3.375),
        // (2 + 4.5) / 2
        (Fill::Median, "3.25", 3.25),
        (Fill::from(0), "0", 0.0),
        (Fill::from(-1.5), "-1.5", -1.5),
        (Fill::from("7"), "7", 7.0),
    ] {
        let mut table = table(text);
        let result = table.fill_missing("x", fill).unwrap();
        assert_eq!((result.cells, result.value.as_str()), (2, value));
        let numbers = table.numbers::<f64, 1>(["x"]).unwrap().concat();
        assert_eq!(numbers, [1.0, filled, 2.0, 6.0, filled, 4.5]);
        // Other columns are as before.
        assert_eq!(table.fill_missing("y", "none").unwrap().cells, 2);
        assert_eq!(table.text("y").unwrap(), ["a", "b", "none", "none", "c", "d"]);
        assert_eq!(table.fill_missing("y", Fill::Mean).map_err(|_| ()), Err(()));
    }
    let mut odd = table("x\n9\n\"\"\n1\n5\n");
    assert_eq!(odd.fill_missing("x", Fill::Median).unwrap().value, "5");
    let mut large = table("x\n1.5e308\n1.5e308\nNA\n");
    large.fill_missing("x", Fill::Mean).unwrap();
    assert_eq!(large.numbers::<f64, 1>(["x"]).unwrap()[2], [1.5e308]);
    let mut commas = read(&Csv::new().delimiter(b';').decimal_comma(), "x;y\n1,5;1\nNA;2\n2,5;3\n;4\n");
    assert_eq!(commas.fill_missing("x", Fill::Mean).unwrap().value, "2");
    let mut commas = read(&Csv::new().delimiter(b';').decimal_comma(), "x;y\n1,5;1\nNA;2\n");
    assert_eq!(commas.fill_missing("x", 0.5).unwrap().value, "0,5");
    assert_eq!(commas.numbers::<f64, 1>(["x"]).unwrap(), [[1.5], [0.5]]);
}

#[test]
fn a_fill_that_is_not_possible_leaves_the_table_as_it_was() {
    let mut table = table("x,y,z\n1,a,NA\nNA,NA,NA\n");
    for (column, fill, expected) in [
        ("y", Fill::Mean, "line 2, column `y`: found `a`, expected a finite number; "),
        ("z", Fill::Median, "found only missing values in column `z`, expected a number among its 2 cells"),
        ("x", f64::NAN.into(), "found `NaN` to fill column `x`, expected a value that is finite and "),
        ("x", f64::INFINITY.into(), "found `inf` to fill column `x`, expected a value that is finite and "),
        (
            "x",
            " ".into(),
            "found ` ` to fill column `x`, expected a value that is finite and does not count as missing",
        ),
        ("w", 0.into(), "found no column `w`, expected one of `x`, `y`, `z`"),
    ] {
        let error = message(table.fill_missing(column, fill));
        assert!(error.starts_with(expected), "{error}");
    }
    assert_eq!(table.text("x").unwrap(), ["1", "NA"]);
}

#[test]
fn categories_become_inputs_and_those_of_the_training_table_hold_for_the_test_table() {
    let mut birds = table(BIRDS);
    birds.drop_missing().unwrap();
    let islands = birds.classes("island").unwrap();
    birds.one_hot("island", &islands).unwrap();
    assert_eq!(birds.names().unwrap(), ["island_Biscoe", "island_Dream", "bill", "mass", "sex", "species"]);
    let birds = birds.without(["sex"]).unwrap();
    let species = birds.classes("species").unwrap();
    let samples: SamplesOf<Penguins> = birds.classified("species", &species).unwrap();
    assert_eq!(samples.x(), [[0.0, 1.0, 39.5, 3800.0], [1.0, 0.0, 50.0, 5500.0]]);
    assert_eq!(samples.classes(), [0, 1]);

    let mut test = table("bill,island\n40,Dream\n41,Torgersen\n");
    assert_eq!(
        message(test.one_hot("island", &islands)),
        "line 3, column `island`: found `Torgersen`, expected one of the classes `Biscoe`, `Dream`"
    );
    assert_eq!(test.names().unwrap(), ["bill", "island"]);
    let mut numbered = read(&Csv::new().without_header(), "1,b,2\n3,a,4\n");
    numbered.one_hot(1, &["a", "b", "c"]).unwrap();
    assert_eq!(numbered.rows::<f64>(0..5).unwrap(), [[1.0, 0.0, 1.0, 0.0, 2.0], [3.0, 1.0, 0.0, 0.0, 4.0]]);
    let missing = table("x,y\nNA,1\n").one_hot("x", &["a"]);
    assert!(message(missing).contains("`drop_missing`"));
}

#[test]
fn columns_are_chosen_at_run_time_by_name_by_number_or_all_but_some() {
    let houses = table("id,rooms,area,price\n7,2,55,180\n8,3,80,240\n");
    let expected: SamplesOf<Houses> = Samples::new([[2.0, 55.0], [3.0, 80.0]], [[180.0], [240.0]]).unwrap();
    let names = houses.names().unwrap();
    let chosen: Vec<&str> = vec!["rooms", "area"];
    let owned: Vec<String> = names[1..3].to_vec();
    let numbers: Vec<usize> = vec![1, 2];
    let target = String::from("price");
    let all: [Result<SamplesOf<Houses>, _>; 8] = [
        houses.samples(["rooms", "area"], ["price"]),
        houses.samples(&chosen, [&target]),
        houses.samples(&owned, &names[3..]),
        houses.samples(chosen, [3]),
        houses.samples(&numbers[..], ["price"]),
        houses.samples(1..3, [3]),
        houses.samples(names.iter().filter(|name| !["id", "price"].contains(&name.as_str())), ["price"]),
        houses.samples([Column::Name("rooms"), Column::Number(2)], [3]),
    ];
    all.into_iter().for_each(|samples| assert_eq!(samples.unwrap(), expected));

    // The same for any network: rows whose width is checked at run time.
    fn prepare<N: Network<Scalar = f64>>(table: &Table, target: &str) -> SamplesOf<N> {
        let inputs = table.without(["id", target]).unwrap();
        N::samples(inputs.rows(0..inputs.width()).unwrap(), table.rows([target]).unwrap()).unwrap()
    }
    assert_eq!(prepare::<Houses>(&houses, "price"), expected);

    let reordered = houses.select(["price", "rooms"]).unwrap();
    assert_eq!(reordered.rows::<f64>([0, 1]).unwrap(), [[180.0, 2.0], [240.0, 3.0]]);
    let too_many: Result<SamplesOf<Houses>, _> = houses.samples(0..3, [3]);
    assert_eq!(message(too_many), "found 3 columns, `id`, `rooms`, `area`, expected 2 as in the network's declaration");
    assert_eq!(message(houses.select(Vec::<&str>::new())), "found no columns, expected at least one column to keep");
    assert_eq!(message(houses.without(0..4)), "found no columns, expected at least one column to keep");
    assert!(message(houses.without(["ID"])).starts_with("found no column `ID`, expected one of `id`"));
}

/// The expected numbers are those of pandas: `dropna`, `mean`, `median` and `get_dummies`.
#[test]
fn the_penguins_are_prepared_as_pandas_prepares_them() {
    let penguins = Csv::new().open("../examples/data/penguins.csv").unwrap().without(["year"]).unwrap();
    let mut filled = penguins.clone();
    let bill = filled.fill_missing("bill_length_mm", Fill::Mean).unwrap();
    assert_eq!((bill.cells, bill.value.parse::<f64>().unwrap() as f32), (2, 43.921_93));
    assert_eq!(filled.fill_missing("body_mass_g", Fill::Median).unwrap().value, "4050");

    let mut table = penguins;
    assert_eq!((table.len(), table.drop_missing().unwrap(), table.len()), (344, 11, 333));
    for column in ["island", "sex"] {
        let categories = table.classes(column).unwrap();
        table.one_hot(column, &categories).unwrap();
    }
    let species = table.classes("species").unwrap();
    let samples: Samples<[f64; 9], [f64; 3]> = table.classified("species", &species).unwrap();
    let sum = |column: usize| samples.x().iter().map(|x| x[column]).sum::<f64>();
    assert_eq!(
        [sum(0), sum(1), sum(2), sum(5), sum(6), sum(7), sum(8)],
        [163.0, 123.0, 47.0, 66_922.0, 1_400_950.0, 165.0, 168.0]
    );
    assert_eq!(
        [0, 1, 2].map(|class| samples.classes().iter().filter(|&&other| other == class).count()),
        [146, 68, 119]
    );
}

/// One small table for each habit of the programs that write tables: R, pandas, NumPy, spreadsheets.
#[test]
fn tables_of_many_programs_are_read() {
    let bare = Csv::new().without_header();
    for (csv, text, column, expected) in [
        (&bare, "1.423000000000000043e+01,1.000000000000000000e+00\n1.1e+01,2.000000000000000000e+00\n", 1, [1.0, 2.0]),
        (&Csv::new(), "\"\",\"mpg\",\"am\"\n\"Mazda RX4\",21,1\n\"Datsun 710\",22.8,0\n", 1, [21.0, 22.8]),
        (&Csv::new(), ",x,y\n0,1.5,2\n1,2.5,3\n", 1, [1.5, 2.5]),
        (&Csv::new(), "\u{feff}id;x\r\n1;2\r\n2;3\r\n".replace(';', ",").as_str(), 1, [2.0, 3.0]),
        (&Csv::new(), "year, strikes, price\n1968, 7, 0.1\n1969, 9, 0.2\n", 1, [7.0, 9.0]),
        (&Csv::new(), "bill (mm),mass (g)\n39.1,3750\n40.3,3250\n", 0, [39.1, 40.3]),
        (&Csv::new(), "title,length\n\"Good, the Bad, The\",161\n\"\"\"Crocodile\"\" Dundee\",97\n", 1, [161.0, 97.0]),
        (&Csv::new(), "x,y,\n1,2,\n3,4,\n", 1, [2.0, 4.0]),
        (&Csv::new(), "x,y\n\n1,2\n   \n3,4\n\t\n", 1, [2.0, 4.0]),
        (&Csv::new(), "x,y\r1,2\r3,4\r", 1, [2.0, 4.0]),
        (&bare.clone().delimiter(b'\t'), "1\t\t3\n4\t\t6\n", 2, [3.0, 6.0]),
    ] {
        assert_eq!(read(csv, text).numbers::<f64, 1>([column]).unwrap().concat(), expected, "{text:?}");
    }
    let index = table("\"\",\"x\",\"kind\"\n\"1\",5,a\n\"2\",6,b\n");
    let samples: Result<Samples<[f64; 1], [f64; 2]>, _> = index.classified("kind", &["a", "b"]);
    assert!(message(samples).ends_with("`classified_by` takes some of the columns, `without` leaves some out"));
    let samples: Samples<[f64; 1], [f64; 2]> = index.without([""]).unwrap().classified("kind", &["a", "b"]).unwrap();
    assert_eq!(samples.x(), [[5.0], [6.0]]);
}

#[test]
fn a_table_prints_its_size_and_its_first_rows() {
    let rows: String = (0..7).map(|row| format!("bird {row},{row}.5\n")).collect();
    let birds = table(&format!("name,bill\n{rows}"));
    let text = "the table: 7 rows, 2 columns\nname    bill\nbird 0  0.5\nbird 1  1.5\nbird 2  2.5\nbird 3  3.5\n\
                bird 4  4.5\n… and 2 more rows\n";
    assert_eq!((birds.to_string(), format!("{birds:?}")), (text.to_owned(), text.to_owned()));
    let wide = read(&Csv::new().without_header(), "\"a\nb\",a text that is very long,3,4,5,6,7,8,9\n");
    let text = "the table: 1 row, 9 columns\n0     1                  2  3  4  5  6  7  …\n\
                a\\nb  a text that is v…  3  4  5  6  7  8  …\n";
    assert_eq!(wide.to_string(), text);
}

#[test]
fn a_class_is_named_once() {
    let table = Csv::new().read(&b"x,k\n1,a\n2,b\n3,10\n4,9.5\n"[..]).unwrap();
    let error = table.classified::<f64, 1, 3>("k", &["a", "b", "a"]).unwrap_err();
    assert_eq!(error.to_string(), "the table: found `a` twice among the classes of `k`, expected each name once");
    // Names that are numbers are in their order, with decimals too.
    let table = Csv::new().read(&b"x,k\n1,10.0\n2,2.0\n3,1.5\n"[..]).unwrap();
    assert_eq!(table.classes("k").unwrap(), ["1.5", "2.0", "10.0"]);
}

#[test]
fn a_table_is_split_into_the_rows_that_its_samples_are_split_into() {
    let text: String = (0..11).map(|row| format!("{row},{}\n", if row % 4 == 0 { "rare" } else { "usual" })).collect();
    let whole = table(&format!("x,kind\n{text}"));
    let kinds = whole.classes("kind").unwrap();
    let samples: Samples<[f64; 1], [f64; 2]> = whole.classified("kind", &kinds).unwrap();
    let of_tables = |parts: [Table; 3]| parts.map(|part| part.classified("kind", &kinds).unwrap());
    let shares = [0.4, 0.3, 0.3];
    for seed in 0..5 {
        let parts = of_tables(whole.split(shares, seed).unwrap());
        assert_eq!(parts, split::split(&samples, shares, seed).unwrap());
        let parts = of_tables(whole.split_by_class("kind", shares, seed).unwrap());
        assert_eq!(parts, split::split_by_class(&samples, shares, seed).unwrap());
        assert!(parts.iter().all(|part| part.classes().contains(&0)), "each part has one of the three rare rows");
    }
}

#[test]
fn a_part_of_a_table_knows_its_lines_and_does_not_change_the_others() {
    let whole = table("x\n1\nNA\n3\n5\n");
    let [mut training, test] = whole.split([0.75, 0.25], 3).unwrap();
    training.fill_missing("x", Fill::Number(0.0)).unwrap();
    let missing = |table: &Table| table.text("x").unwrap().iter().filter(|&&x| x == "NA").count();
    assert_eq!((missing(&training), missing(&whole)), (0, 1));
    assert_eq!(training.len() + test.len(), 4);
    let [first, second] = whole.split([0.5, 0.5], 3).unwrap();
    let with_the_gap = if missing(&first) == 1 { first } else { second };
    let error = with_the_gap.numbers::<f64, 1>(["x"]).unwrap_err().to_string();
    assert!(error.contains("line 3, column `x`: found `NA`"), "{error}");
}

#[test]
fn a_table_without_enough_rows_or_with_wrong_shares_is_not_split() {
    let whole = table("x,kind\n1,a\n2,\n");
    let text = |error: DataError| format!("{error:?}");
    assert_eq!(
        text(whole.split([0.5, 0.2, 0.3], 1).err().unwrap()),
        "the rows of the table cannot be split: cannot split 2 rows into 3 parts, expected at least one row for each"
    );
    assert!(text(whole.split([0.5, 0.6], 1).err().unwrap()).contains("numbers above 0 that add up to 1"));
    let error = text(whole.split_by_class("kind", [0.5, 0.5], 1).err().unwrap());
    assert!(error.contains("line 3, column `kind`: found an empty cell, expected the name of a class"), "{error}");
}
