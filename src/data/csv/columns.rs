//! Other columns from those of a table: some of them, or several for one.

use super::cells::Cells;
use super::column::Column;
use super::table::Table;
use crate::data::error::{DataError, Problem};

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
        let kept: Vec<usize> = (0..self.width).filter(|column| !left_out.contains(column)).collect();
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
    /// Returns an error if there is no such column or there are several of that name, or if a cell is a missing value or
    /// not one of the categories. The table is then as before.
    #[doc(alias("get_dummies", "OneHotEncoder", "categories"))]
    pub fn one_hot<'a>(
        &mut self,
        column: impl Into<Column<'a>>,
        categories: &[impl AsRef<str>],
    ) -> Result<(), DataError> {
        let column = self.position(column.into())?;
        let numbers = self.class_numbers(column, categories)?;
        let cells = self.rewritten(|row, cells| {
            (0..column).for_each(|other| cells.push(self.cell(row, other)));
            (0..categories.len()).for_each(|category| cells.push(if category == numbers[row] { "1" } else { "0" }));
            (column + 1..self.width).for_each(|other| cells.push(self.cell(row, other)));
        });
        self.cells = cells;
        self.width = self.width - 1 + categories.len();
        if let Some(names) = &mut self.names {
            let name = names[column].clone();
            names.splice(column..=column, categories.iter().map(|category| format!("{name}_{}", category.as_ref())));
        }
        Ok(())
    }

    fn with_columns(&self, columns: &[usize]) -> Result<Self, DataError> {
        if columns.is_empty() {
            return Err(DataError::whole(&self.file, Problem::Shape, "no columns", "at least one column to keep"));
        }
        let cells = self.rewritten(|row, cells| columns.iter().for_each(|&column| cells.push(self.cell(row, column))));
        let names = self.names.as_ref().map(|names| columns.iter().map(|&column| names[column].clone()).collect());
        Ok(Self {
            file: self.file.clone(),
            csv: self.csv.clone(),
            names,
            doubted_header: self.doubted_header,
            width: columns.len(),
            lines: self.lines.clone(),
            cells,
        })
    }

    /// Returns the cells that `write` writes for each row.
    fn rewritten(&self, write: impl Fn(usize, &mut Cells)) -> Cells {
        let mut cells = Cells::default();
        (0..self.len()).for_each(|row| write(row, &mut cells));
        cells
    }
}
