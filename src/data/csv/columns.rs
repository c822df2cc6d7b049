//! Other columns from those of a table: some of them, or several for one; and what they were made of.

use super::Csv;
use super::column::Column;
use super::table::Table;
use crate::data::error::{DataError, Problem};
use crate::data::preparation::{Preparation, Source};
use crate::display::quoted;
use std::sync::Arc;

/// A column of a table, seen through what was done to it.
#[derive(Clone)]
pub(super) struct View {
    /// The place of its cells in a row of the file.
    pub(super) place: usize,
    /// The column of the file, and what fills it.
    pub(super) source: Arc<Source>,
    /// The category whose rows are 1 in this column, if `one_hot` made it.
    pub(super) category: Option<usize>,
}

impl View {
    /// Returns a column as it was read. Without a header, its name is its number.
    pub(super) fn of(place: usize, names: Option<&[String]>) -> Self {
        let name = names.map_or_else(|| place.to_string(), |names| names[place].clone());
        let source = Arc::new(Source { name, fill: None, categories: Vec::new() });
        Self { place, source, category: None }
    }

    /// Fills the missing values. Once they are filled, there are none.
    pub(super) fn fill(&mut self, value: &str) {
        if self.category.is_none() {
            Arc::make_mut(&mut self.source).fill.get_or_insert_with(|| value.trim().to_owned());
        }
    }
}

impl Table {
    /// Returns the table with only these columns, in this order.
    ///
    /// ```
    /// use backprop::data::csv::Csv;
    ///
    /// let table = Csv::new().read(&b"id,x,remark,y\n1,2,none,4\n"[..])?;
    /// assert_eq!(table.select(["y", "x"])?.names().unwrap(), ["y", "x"]);
    /// assert_eq!(table.without(["id", "remark"])?.names().unwrap(), ["x", "y"]);
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such column or there are several of that name, or if no column is selected.
    #[doc(alias = "usecols")]
    pub fn select<'a>(&self, columns: impl IntoIterator<Item = impl Into<Column<'a>>>) -> Result<Self, DataError> {
        self.with_columns(&self.positions(columns)?)
    }

    /// Returns the table without these columns.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such column or there are several of that name, or if no column remains.
    #[doc(alias = "drop")]
    pub fn without<'a>(&self, columns: impl IntoIterator<Item = impl Into<Column<'a>>>) -> Result<Self, DataError> {
        let left_out = self.positions(columns)?;
        let kept: Vec<usize> = (0..self.width()).filter(|column| !left_out.contains(column)).collect();
        self.with_columns(&kept)
    }

    /// Replaces a column of categories by one column for each category, which is 1 in the rows of this category and 0 in
    /// the others; `island` becomes `island_Biscoe` and `island_Dream`. The categories are those that
    /// [`classes`](Self::classes) finds in this table, or for a test table those of the training table.
    ///
    /// ```
    /// use backprop::data::csv::Csv;
    ///
    /// let mut training = Csv::new().read(&b"island,bill\nDream,39.5\nBiscoe,46.1\n"[..])?;
    /// let islands = training.classes("island")?;
    /// training.one_hot("island", &islands)?;
    /// assert_eq!(training.names().unwrap(), ["island_Biscoe", "island_Dream", "bill"]);
    /// assert_eq!(training.numbers::<f64, 3>(0..3)?, [[0.0, 1.0, 39.5], [1.0, 0.0, 46.1]]);
    ///
    /// let mut test = Csv::new().read(&b"island,bill\nBiscoe,47\nTorgersen,39\n"[..])?;
    /// let error = test.one_hot("island", &islands).unwrap_err().to_string();
    /// assert!(error.ends_with("line 3, column `island`: found `Torgersen`, expected one of the classes `Biscoe`, `Dream`"));
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such column or there are several of that name, if a cell is a missing value or
    /// not one of the categories, or if `one_hot` itself made the column. The table is then as before.
    #[doc(alias("get_dummies", "OneHotEncoder", "categories"))]
    pub fn one_hot<'a>(
        &mut self,
        column: impl Into<Column<'a>>,
        categories: &[impl AsRef<str>],
    ) -> Result<(), DataError> {
        let column = self.position(column.into())?;
        let View { place, source, category } = &self.columns[column];
        if category.is_some() {
            let found = format!("column {}, which `one_hot` made of {}", self.title(column), quoted(&source.name));
            return Err(DataError::whole(&self.file, Problem::Value, found, "a column of categories"));
        }
        self.class_numbers(column, categories)?;
        let categories: Vec<String> = categories.iter().map(|category| category.as_ref().to_owned()).collect();
        let source = Arc::new(Source { categories, ..Source::clone(source) });
        let view = |category| View { place: *place, source: Arc::clone(&source), category: Some(category) };
        let views: Vec<View> = (0..source.categories.len()).map(view).collect();
        self.columns.splice(column..=column, views);
        if let Some(names) = &mut self.names {
            let name = names[column].clone();
            names.splice(column..=column, source.categories.iter().map(|category| format!("{name}_{category}")));
        }
        Ok(())
    }

    /// Returns the preparation of these columns, by which a [`Model`](crate::Model) turns a record of text into a row:
    /// their names in the file, the categories of each column that [`one_hot`](Self::one_hot) replaced, and the value of
    /// each that [`fill_missing`](Self::fill_missing) filled. The columns must be the inputs of the network, in its order:
    /// leave the targets out before.
    ///
    /// ```
    /// use backprop::data::csv::Csv;
    ///
    /// let mut table = Csv::new().read(&b"island,bill,species\nDream,39.5,Adelie\nBiscoe,NA,Gentoo\n"[..])?;
    /// table.one_hot("island", &["Biscoe", "Dream"])?;
    /// table.fill_missing("bill", 44.0)?;
    /// let preparation = table.without(["species"])?.preparation()?;
    /// assert_eq!(preparation.row::<f64>([("island", "Dream"), ("bill", "")])?, [0.0, 1.0, 44.0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// A mean or a median that fills a column is that of the rows of this table: take the table of the training
    /// rows, as [`split`](Self::split) draws it.
    ///
    /// # Errors
    ///
    /// Returns an error if two columns have the same name, if a column is there in part, some of its categories without
    /// the others, or if one has a cell that is neither a number nor a category.
    #[doc(alias("Pipeline", "ColumnTransformer"))]
    pub fn preparation(&self) -> Result<Preparation, DataError> {
        let wrong = |found, expected| Err(DataError::whole(&self.file, Problem::Shape, found, expected));
        let mut sources = Vec::new();
        let mut column = 0;
        while let Some(View { place, source, .. }) = self.columns.get(column) {
            let width = source.categories.len().max(1);
            let category = |k| (!source.categories.is_empty()).then_some(k);
            let is_next = |k: usize| {
                let view = self.columns.get(column + k);
                view.is_some_and(|view| view.place == *place && view.category == category(k))
            };
            if !(0..width).all(is_next) {
                let found = format!("some of the columns that `one_hot` made of {}", quoted(&source.name));
                return wrong(found, "all of them, side by side");
            }
            (0..self.len()).try_for_each(|row| self.number::<f64>(row, column).map(drop))?;
            sources.push(Source::clone(source));
            column += width;
        }
        let Csv { missing, decimal_comma, .. } = &self.csv;
        Preparation::new(sources, missing.clone(), *decimal_comma)
            .or_else(|fault| wrong(fault, "columns of different names, filled by numbers or by their categories"))
    }

    fn with_columns(&self, columns: &[usize]) -> Result<Self, DataError> {
        if columns.is_empty() {
            return Err(DataError::whole(&self.file, Problem::Shape, "no columns", "at least one column to keep"));
        }
        Ok(Self {
            names: self.names.as_ref().map(|names| columns.iter().map(|&column| names[column].clone()).collect()),
            columns: columns.iter().map(|&column| self.columns[column].clone()).collect(),
            ..self.clone()
        })
    }
}
