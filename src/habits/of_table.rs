//! The methods of a table.
//!
//! A table has no type parameter, and the compiler refuses a condition that is false for all time where it is written. It
//! accepts one "for every lifetime", even if none occurs.

use crate::data::csv::Table;

/// Writes a condition that no table meets, and a method behind it, which prints what to write instead.
macro_rules! answer {
    ($(#[$documentation:meta])* $condition:ident, $method:ident: $message:literal, $label:literal) => {
        $(#[$documentation])*
        #[diagnostic::on_unimplemented(message = $message, label = $label)]
        pub trait $condition {}

        #[doc(hidden)]
        impl Table
        where
            for<'every> Self: $condition,
        {
            pub fn $method(&self) {}
        }
    };
}

answer! {
    /// A table drops rows by another name.
    DropsNa, dropna:
    "rows with missing values are removed by `drop_missing`",
    "write `table.drop_missing()?`, which returns how many they were"
}

answer! {
    /// A table fills missing values by another name.
    FillsNa, fillna:
    "missing values are filled by `fill_missing`, column by column",
    "write `table.fill_missing(\"age\", Fill::Mean)?`, or a value in place of `Fill::Mean`"
}

answer! {
    /// A table leaves columns out.
    DropsColumns, drop:
    "columns are left out by `without`",
    "write `let table = table.without([\"id\"])?;`"
}

answer! {
    /// A table is printed.
    HasHead, head:
    "a table shows its first rows when it is printed",
    "write `println!(\"{{table}}\")`"
}

answer! {
    /// A table has names of columns.
    ListsItsColumns, columns:
    "the names of the columns are returned by `names`, their number by `width`",
    "write `table.names()`"
}

answer! {
    /// A table makes columns of categories by another name.
    HasDummies, get_dummies:
    "categories become columns of 0 and 1 by `one_hot`",
    "write `table.one_hot(\"island\", &categories)?`, with `let categories = table.classes(\"island\")?;`"
}

answer! {
    /// A table has a length and a width.
    HasShape, shape:
    "the numbers of rows and columns are returned by `len` and `width`",
    "write `(table.len(), table.width())`"
}

answer! {
    /// A table is read by columns.
    IndexesRows, iloc:
    "the cells of a table are read as numbers or as texts",
    "write `table.rows::<f64>([\"x\", \"y\"])?`, whose indices are those of the rows, or `table.text(\"x\")?`"
}
