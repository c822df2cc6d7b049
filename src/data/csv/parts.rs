//! The parts of a table: a training table and held-out ones, which share its cells.

use super::column::Column;
use super::table::Table;
use crate::data::error::DataError;
use crate::data::split;

impl Table {
    /// Splits the rows at random into parts with the given shares, which add up to 1. The rows are those that
    /// [`split`](split::split()) draws from as many samples.
    ///
    /// What is found in a table, as the value that fills a column, the categories and the classes, is then found in the
    /// training rows alone, and given to the other parts:
    ///
    /// ```
    /// use backprop::{Samples, data::csv::{Csv, Fill}};
    ///
    /// let table = Csv::new().open("examples/data/penguins.csv")?.select(["island", "body_mass_g", "species"])?;
    /// let [mut training, mut test] = table.split([0.8, 0.2], 1)?;
    /// assert_eq!([table.len(), training.len(), test.len()], [344, 275, 69]);
    ///
    /// let islands = training.classes("island")?;
    /// let species = training.classes("species")?;
    /// let mass = training.fill_missing("body_mass_g", Fill::Median)?.value;
    /// test.fill_missing("body_mass_g", &mass)?;
    /// for part in [&mut training, &mut test] {
    ///     part.one_hot("island", &islands)?;
    /// }
    /// let training_samples: Samples<[f64; 4], [f64; 3]> = training.classified("species", &species)?;
    /// let test_samples: Samples<[f64; 4], [f64; 3]> = test.classified("species", &species)?;
    ///
    /// // Records in use are prepared in the same way.
    /// let preparation = training.without(["species"])?.preparation()?;
    /// assert_eq!(preparation, test.without(["species"])?.preparation()?);
    /// # assert_eq!((training_samples.len(), test_samples.len()), (275, 69));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if a share is not above 0, if the shares do not add up to 1, if there are fewer rows than parts, or
    /// if a part gets no rows.
    #[doc(alias("train_test_split", "sample"))]
    pub fn split<const PARTS: usize>(&self, shares: [f64; PARTS], seed: u64) -> Result<[Self; PARTS], DataError> {
        self.parts(&vec![0; self.len()], shares, seed)
    }

    /// Splits the rows as [`split`](Self::split) does, but stratified by the classes in a column: each class is split by the
    /// same shares, up to one row.
    ///
    /// ```
    /// use backprop::data::csv::Csv;
    ///
    /// let table = Csv::new().read(&b"x,kind\n1,a\n2,a\n3,b\n4,a\n5,a\n6,b\n"[..])?;
    /// for part in table.split_by_class("kind", [0.5, 0.5], 1)? {
    ///     assert_eq!(part.text("kind")?.iter().filter(|&&kind| kind == "b").count(), 1);
    /// }
    /// # Ok::<(), backprop::data::DataError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the errors of [`split`](Self::split), and an error if there is no such column or there are several of that
    /// name, or if a cell is a missing value.
    #[doc(alias("train_test_split", "stratify"))]
    pub fn split_by_class<'a, const PARTS: usize>(
        &self,
        column: impl Into<Column<'a>>,
        shares: [f64; PARTS],
        seed: u64,
    ) -> Result<[Self; PARTS], DataError> {
        let column = self.position(column.into())?;
        let classes = self.class_numbers(column, &self.classes(column)?)?;
        self.parts(&classes, shares, seed)
    }

    fn parts<const PARTS: usize>(
        &self,
        classes: &[usize],
        shares: [f64; PARTS],
        seed: u64,
    ) -> Result<[Self; PARTS], DataError> {
        let parts = split::parts(classes, shares, seed)
            .map_err(|source| DataError::Split { file: self.file.clone(), source })?;
        Ok(parts.map(|rows| Self { rows: rows.into_iter().map(|row| self.rows[row]).collect(), ..self.clone() }))
    }
}
