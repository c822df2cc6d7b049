//! A record of text, as a person has it, goes the way of the table that the network was trained on.

use crate::keeping::Folder;
use backprop::data::csv::{Csv, Fill, Table};
use backprop::data::preparation::PreparationError;
use backprop::formats::safetensors::Saved;
use backprop::{CrossEntropy, Model, Samples, Sigmoid, Softmax, Tanh, network};
use serde_json::{Value, json};

network! {
    struct Penguins { layers: 9 -> 4 Tanh -> 3 Softmax, cost: CrossEntropy }
    struct Pets { layers: 3 -> 1 Sigmoid, cost: CrossEntropy }
    struct Narrow { layers: 3 -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
}

/// Two kinds, one of whose weights is missing, then a column that is no input.
const PETS: &str = "species,weight,ill\ncat,4\u{20},no\ndog,?,no\ncat,5,yes\n";

/// Returns the pets, prepared.
fn pets() -> Table {
    let mut table = Csv::new().read(PETS.as_bytes()).unwrap();
    table.one_hot("species", &["cat", "dog"]).unwrap();
    table.fill_missing("weight", Fill::Mean).unwrap();
    table
}

fn model() -> Model<Pets> {
    let preparation = pets().without(["ill"]).unwrap().preparation().unwrap();
    Model::new(Pets::random(1)).with_preparation(preparation).unwrap()
}

/// Returns the cells of a row under the names of their columns.
fn record(table: &Table, row: usize) -> Vec<(&str, &str)> {
    let names = table.names().unwrap().iter();
    names.map(|name| (&name[..], table.text(name).unwrap()[row])).collect()
}

#[test]
fn a_record_becomes_the_row_that_the_table_makes_of_it() {
    let file = Csv::new().open("../examples/data/penguins.csv").unwrap().without(["year"]).unwrap();
    let mut table = file.clone();
    for (column, fill) in [
        ("bill_length_mm", Fill::Mean),
        ("bill_depth_mm", Fill::Median),
        ("flipper_length_mm", Fill::Number(200.0)),
        ("body_mass_g", Fill::Mean),
        ("sex", "female".into()),
    ] {
        table.fill_missing(column, fill).unwrap();
    }
    for column in ["sex", "island"] {
        let categories = table.classes(column).unwrap();
        table.one_hot(column, &categories).unwrap();
    }
    let species = table.classes("species").unwrap();
    let samples: Samples<[f64; 9], [f64; 3]> = table.classified("species", &species).unwrap();
    let preparation = table.without(["species"]).unwrap().preparation().unwrap();
    let model = Model::new(Penguins::random(1)).with_preparation(preparation).unwrap();

    let records = file.without(["species"]).unwrap();
    assert_eq!(model.preparation().unwrap().names().collect::<Vec<_>>(), records.names().unwrap());
    assert_eq!(records.text("sex").unwrap()[3], "NA", "a row that was filled is among those that are compared");
    for (row, x) in samples.x().iter().enumerate() {
        assert_eq!(model.row(record(&records, row)).unwrap(), *x, "row {row}");
    }
}

#[test]
fn a_record_may_have_any_order_and_any_owner() {
    let row = [0.0, 1.0, 30.0];
    assert_eq!(model().row([("weight", " 30 "), ("species", "dog")]).unwrap(), row);
    let owned = std::collections::HashMap::from([("species", "dog"), ("weight", "30")].map(|(a, b)| (a.to_owned(), b)));
    assert_eq!(model().row(&owned).unwrap(), row);
    assert_eq!(model().row(owned).unwrap(), row);
}

#[test]
fn what_a_record_lacks_or_has_too_much_is_named() {
    let message = |record: &[(&str, &str)]| model().row(record.iter().copied()).unwrap_err().to_string();
    for (record, expected) in [
        (
            &[("species", "cat"), ("wieght", "4")][..],
            "the record has a column `wieght`, expected the columns `species`, `weight`",
        ),
        (&[("species", "cat")], "the record has no column `weight`; if its value is not known, give it an empty text"),
        (&[("weight", "4"), ("weight", "5")], "the record has the column `weight` twice, expected it once"),
        (
            &[("species", "bird"), ("weight", "4")],
            "column `species`: found `bird`, expected one of the categories `cat`, `dog`",
        ),
        (
            &[("species", ""), ("weight", "4")],
            "column `species`: found an empty text, expected a value, since nothing fills the missing ones of this column",
        ),
        (&[("species", "cat"), ("weight", "heavy")], "column `weight`: found `heavy`, expected a finite number"),
        (&[("species", "cat"), ("weight", "inf")], "column `weight`: found `inf`, expected a finite number"),
    ] {
        assert_eq!(message(record), expected);
    }
    let model = Model::new(Narrow::<f32>::random(1)).with_preparation(model().preparation().unwrap().clone()).unwrap();
    let rounded = model.row([("species", "cat"), ("weight", "16777217")]).unwrap_err().to_string();
    assert!(rounded.starts_with("column `weight`: found `16777217`, expected a whole number that `f32` holds"));
    let bare = Model::new(Pets::random(1)).row([("weight", "4")]).unwrap_err();
    assert_eq!(bare, PreparationError::Without);
}

#[test]
fn missing_values_and_decimals_of_a_record_are_written_as_in_the_table() {
    let csv = Csv::new().delimiter(b';').decimal_comma().missing(["-999"]);
    let mut table = csv.read(&b"x;y\n1,5;2,5\n2,5;-999\n"[..]).unwrap();
    table.fill_missing("y", Fill::Mean).unwrap();
    let preparation = table.preparation().unwrap();
    assert_eq!(preparation.row::<f64>([("x", "0,5"), ("y", "-999")]).unwrap(), [0.5, 2.5]);
    assert!(preparation.row::<f64>([("x", "0.5"), ("y", "1")]).is_err());
    assert!(preparation.row::<f64>([("x", "-999"), ("y", "1")]).is_err(), "nothing fills x");

    let mut numbered = Csv::new().without_header().read(&b"1,a,2\n3,b,4\n"[..]).unwrap();
    numbered.one_hot(1, &["a", "b"]).unwrap();
    let preparation = numbered.select([3, 1, 2]).unwrap().preparation().unwrap();
    assert_eq!(preparation.row::<f64>([("1", "b"), ("2", "7")]).unwrap(), [7.0, 0.0, 1.0]);
}

#[test]
fn a_preparation_is_that_of_the_networks_inputs() {
    let error = Model::new(Pets::random(1)).with_preparation(table("x,y\n1,2\n").preparation().unwrap()).unwrap_err();
    assert_eq!(error, PreparationError::Width { found: 2, expected: 3 });
    assert!(error.to_string().starts_with("the preparation gives rows of 2 numbers, expected 3, one for each input"));

    let message = |table: &Table| table.preparation().unwrap_err().to_string();
    let cats = pets().select(["weight", "species_cat"]).unwrap();
    let some =
        "the table: found some of the columns that `one_hot` made of `species`, expected all of them, side by side";
    assert_eq!(message(&cats), some);
    assert_eq!(message(&pets().select(["species_cat", "weight", "species_dog"]).unwrap()), some);
    assert_eq!(message(&pets().select(["species_dog", "species_cat"]).unwrap()), some);
    assert!(message(&pets()).starts_with("the table, line 2, column `ill`: found `no`, expected a finite number; "));
    let twice = pets().select(["weight", "weight"]).unwrap();
    assert!(message(&twice).starts_with("the table: found two columns `weight`, expected columns of different names"));
}

#[test]
fn a_column_is_filled_and_encoded_once() {
    let mut table = pets();
    let again = table.fill_missing("weight", 99.0).unwrap();
    assert_eq!(again.cells, 0);
    let error = table.one_hot("species_cat", &["0", "1"]).unwrap_err().to_string();
    assert_eq!(
        error,
        "the table: found column `species_cat`, which `one_hot` made of `species`, expected a column of categories"
    );
    let preparation = table.without(["ill"]).unwrap().preparation().unwrap();
    assert_eq!(preparation.row::<f64>([("species", "cat"), ("weight", "?")]).unwrap(), [1.0, 0.0, 4.5]);

    // A table that was made of another before it was filled is another.
    let mut copy = Csv::new().read(PETS.as_bytes()).unwrap();
    let before = copy.clone();
    copy.fill_missing("weight", 1.0).unwrap();
    assert_eq!((before.text("weight").unwrap()[1], copy.text("weight").unwrap()[1]), ("?", "1"));

    // 0 and 1 that `one_hot` wrote are no missing values, whatever the options say.
    let mut zeros = Csv::new().missing(["0"]).read(&b"kind,x\na,1\nb,2\n"[..]).unwrap();
    zeros.one_hot("kind", &["a", "b"]).unwrap();
    assert_eq!(zeros.drop_missing().unwrap(), 0);
    assert_eq!(zeros.numbers::<f64, 2>(0..2).unwrap(), [[1.0, 0.0], [0.0, 1.0]]);
}

#[test]
fn a_saved_model_reads_records_as_before() {
    let folder = Folder::new("records");
    let path = folder.path("pets.safetensors");
    let model = model().with_classes(&["well", "ill"]).unwrap();
    model.save(&path).unwrap();
    let loaded = Model::<Pets>::load(&path).unwrap();
    assert_eq!(loaded, model);
    assert_eq!(loaded.row([("species", "dog"), ("weight", "")]).unwrap(), [0.0, 1.0, 4.5]);
    // A file without a preparation, as all were before there was one.
    assert_eq!(
        Saved::<Pets>::from_bytes(&Saved::new(Pets::random(1)).to_bytes().unwrap()).unwrap().metadata.preparation,
        None
    );
}

#[test]
fn a_preparation_in_a_file_fits_the_network() {
    let mut saved = Saved::new(Pets::random(1));
    saved.metadata.preparation = Some(table("x\n1\n").preparation().unwrap());
    let message = |saved: &Saved<Pets>| saved.to_bytes().unwrap_err().to_string();
    let expected = ", expected `columns`, each with its `name`, `fill` and `categories`, which give 3 numbers together, \
                    `missing` and `decimal_comma`";
    assert_eq!(message(&saved), format!("the entry `preparation` of the metadata gives 1 number{expected}"));

    saved.metadata.preparation = model().preparation().cloned();
    let bytes = saved.to_bytes().unwrap();
    assert_eq!(Saved::<Pets>::from_bytes(&bytes).unwrap(), saved);
    let changed = |change: &dyn Fn(&mut Value)| {
        let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
        let mut header: Value = serde_json::from_slice(&bytes[8..8 + length]).unwrap();
        let entry = &mut header["__metadata__"]["preparation"];
        let mut preparation: Value = serde_json::from_str(entry.as_str().unwrap()).unwrap();
        change(&mut preparation);
        *entry = json!(preparation.to_string());
        let header = header.to_string().into_bytes();
        let bytes = [&(header.len() as u64).to_le_bytes(), &header[..], &bytes[8 + length..]].concat();
        Saved::<Pets>::from_bytes(&bytes).unwrap_err().to_string()
    };
    for (change, found) in [
        (&(|p: &mut Value| p["columns"][0]["categories"] = json!(["cat"])) as &dyn Fn(&mut Value), "gives 2 numbers"),
        (
            &|p| p["columns"][0]["categories"] = json!(["cat", "cat"]),
            "has the category `cat` of column `species` twice",
        ),
        (&|p| p["columns"][0]["fill"] = json!("bird"), "has `bird` to fill column `species`"),
        (&|p| p["columns"][1]["fill"] = json!("heavy"), "has `heavy` to fill column `weight`"),
        (&|p| p["columns"][1]["name"] = json!("species"), "has two columns `species`"),
        (&|p| p["columns"][1]["name"] = json!(7), "lacks a part"),
        (&|p| p["columns"][1]["fill"] = json!(4.5), "lacks a part"),
        (&|p| p["missing"] = json!(null), "lacks a part"),
        (&|p| *p = json!([]), "lacks a part"),
    ] {
        assert_eq!(changed(change), format!("the entry `preparation` of the metadata {found}{expected}"));
    }
}

fn table(text: &str) -> Table {
    Csv::new().read(text.as_bytes()).unwrap()
}
