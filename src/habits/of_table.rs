//! The methods of a table.
//!
//! A table has no type parameter, and the compiler refuses a condition that is false for all time where it is written. It
//! accepts one "for every lifetime", even if none occurs.

use crate::data::csv::Table;

/// A table drops rows by another name.
#[diagnostic::on_unimplemented(
    message = "rows with missing values are removed by `drop_missing`",
    label = "write `table.drop_missing()?`, which returns how many they were"
)]
pub trait DropsNa {}

#[doc(hidden)]
impl Table
where
    for<'every> Self: DropsNa,
{
    pub fn dropna(&self) {}
}

/// A table fills missing values by another name.
#[diagnostic::on_unimplemented(
    message = "missing values are filled by `fill_missing`, column by column",
    label = "write `table.fill_missing(\"age\", Fill::Mean)?`, or a value in place of `Fill::Mean`"
)]
pub trait FillsNa {}

#[doc(hidden)]
impl Table
where
    for<'every> Self: FillsNa,
{
    pub fn fillna(&self) {}
}

/// A table leaves columns out.
#[diagnostic::on_unimplemented(
    message = "columns are left out by `without`",
    label = "write `let table = table.without([\"id\"])?;`"
)]
pub trait DropsColumns {}

#[doc(hidden)]
impl Table
where
    for<'every> Self: DropsColumns,
{
    pub fn drop(&self) {}
}

/// A table is printed.
#[diagnostic::on_unimplemented(
    message = "a table shows its first rows when it is printed",
    label = "write `println!(\"{{table}}\")`"
)]
pub trait HasHead {}

#[doc(hidden)]
impl Table
where
    for<'every> Self: HasHead,
{
    pub fn head(&self) {}
}

/// A table has names of columns.
#[diagnostic::on_unimplemented(
    message = "the names of the columns are returned by `names`, their number by `width`",
    label = "write `table.names()`"
)]
pub trait ListsItsColumns {}

#[doc(hidden)]
impl Table
where
    for<'every> Self: ListsItsColumns,
{
    pub fn columns(&self) {}
}

/// A table makes columns of categories by another name.
#[diagnostic::on_unimplemented(
    message = "categories become columns of 0 and 1 by `one_hot`",
    label = "write `table.one_hot(\"island\", &categories)?`, with `let categories = table.classes(\"island\")?;`"
)]
pub trait HasDummies {}

#[doc(hidden)]
impl Table
where
    for<'every> Self: HasDummies,
{
    pub fn get_dummies(&self) {}
}

/// A table has a length and a width.
#[diagnostic::on_unimplemented(
    message = "the numbers of rows and columns are returned by `len` and `width`",
    label = "write `(table.len(), table.width())`"
)]
pub trait HasShape {}

#[doc(hidden)]
impl Table
where
    for<'every> Self: HasShape,
{
    pub fn shape(&self) {}
}

/// A table is read by columns.
#[diagnostic::on_unimplemented(
    message = "the cells of a table are read as numbers or as texts",
    label = "write `table.rows::<f64>([\"x\", \"y\"])?`, whose indices are those of the rows, or `table.text(\"x\")?`"
)]
pub trait IndexesRows {}

#[doc(hidden)]
impl Table
where
    for<'every> Self: IndexesRows,
{
    pub fn iloc(&self) {}
}
