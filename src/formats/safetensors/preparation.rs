//! The preparation of a table, as an entry of the metadata: its columns in order, in JSON.

use super::error::SafetensorsError;
use crate::data::preparation::{Preparation, Source};
use crate::display::counted;
use crate::network::Network;
use serde_json::{Value, json};

/// The key of the entry.
pub(super) const PREPARATION: &str = "preparation";

const MISSING: &str = "missing";
const DECIMAL_COMMA: &str = "decimal_comma";
const COLUMNS: &str = "columns";
const NAME: &str = "name";
const FILL: &str = "fill";
const CATEGORIES: &str = "categories";

impl Preparation {
    /// `{"columns":[{"categories":["Biscoe","Dream"],"fill":null,"name":"island"},…],…}`
    pub(super) fn to_json(&self) -> String {
        let column =
            |Source { name, fill, categories }: &Source| json!({ NAME: name, FILL: fill, CATEGORIES: categories });
        let columns: Vec<Value> = self.columns.iter().map(column).collect();
        json!({ COLUMNS: columns, MISSING: self.missing, DECIMAL_COMMA: self.decimal_comma }).to_string()
    }
}

/// Reads the preparation of a network.
pub(super) fn parse<N: Network>(text: &str) -> Result<Preparation, SafetensorsError> {
    let json: Value = serde_json::from_str(text).map_err(|error| wrong::<N>(format!("cannot be read ({error})")))?;
    let parts = || {
        let columns = json[COLUMNS].as_array()?.iter().map(column).collect::<Option<Vec<_>>>()?;
        Some((columns, texts(&json[MISSING])?, json[DECIMAL_COMMA].as_bool()?))
    };
    let (columns, missing, decimal_comma) = parts().ok_or_else(|| wrong::<N>("lacks a part".to_owned()))?;
    let preparation = Preparation::new(columns, missing, decimal_comma);
    let preparation = preparation.map_err(|fault| wrong::<N>(format!("has {fault}")))?;
    checked::<N>(&preparation)?;
    Ok(preparation)
}

fn column(json: &Value) -> Option<Source> {
    let fill = match &json[FILL] {
        Value::Null => None,
        fill => Some(fill.as_str()?.to_owned()),
    };
    Some(Source { name: json[NAME].as_str()?.to_owned(), fill, categories: texts(&json[CATEGORIES])? })
}

fn texts(json: &Value) -> Option<Vec<String>> {
    json.as_array()?.iter().map(|text| text.as_str().map(str::to_owned)).collect()
}

/// Returns the preparation if it gives a number for each input.
pub(super) fn checked<N: Network>(preparation: &Preparation) -> Result<&Preparation, SafetensorsError> {
    match preparation.width() {
        width if width == N::INPUTS => Ok(preparation),
        width => Err(wrong::<N>(format!("gives {}", counted(width, "number")))),
    }
}

fn wrong<N: Network>(found: String) -> SafetensorsError {
    let expected = format!(
        "`{COLUMNS}`, each with its `{NAME}`, `{FILL}` and `{CATEGORIES}`, which give {} together, `{MISSING}` and \
         `{DECIMAL_COMMA}`",
        counted(N::INPUTS, "number")
    );
    SafetensorsError::Metadata { key: PREPARATION, found, expected }
}
