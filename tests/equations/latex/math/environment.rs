//! The values of the symbols of an equation.
//!
//! A quantity is bound under its name as written. Its indices are evaluated first: with l = 2, `a^{(l+1)}` is
//! `a^{(3)}`, which is unbound if only `a^{(2)}` is bound. An entry either has a name of its own or is an entry of a
//! bound vector or matrix.

use super::parser::Parser;
use super::syntax::{Name, Node};
use super::{Result, Value, error};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

type Function<'a> = Box<dyn Fn(&Value) -> Value + 'a>;

/// Quantities, functions and the ranges of indices.
#[derive(Default)]
pub(crate) struct Environment<'a> {
    outer: Option<&'a Environment<'a>>,
    values: BTreeMap<String, Value>,
    functions: BTreeMap<String, Function<'a>>,
    ranges: BTreeMap<String, RangeInclusive<usize>>,
}

impl<'a> Environment<'a> {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Binds a quantity. The relations `:=` and `\approx` define a different quantity, whose name ends with the
    /// relation.
    pub(crate) fn set(mut self, written: &str, value: impl Into<Value>) -> Self {
        let name = Parser::new(written, &self).and_then(|mut parser| parser.name_alone());
        let key = name.and_then(|name| Ok(key(&name.symbol, &self.subscripts(&name)?, self.superscript(&name)?)));
        self.values.insert(key.unwrap_or_else(|error| panic!("`{written}` is not a name: {error}")), value.into());
        self
    }

    /// Binds a function under the symbol that stands before a round bracket.
    pub(crate) fn function(mut self, symbol: &str, f: impl Fn(&Value) -> Value + 'a) -> Self {
        self.functions.insert(symbol.to_owned(), Box::new(f));
        self
    }

    /// Sets the range of an index for equations that do not give it.
    pub(crate) fn range(mut self, index: &str, range: RangeInclusive<usize>) -> Self {
        self.ranges.insert(index.to_owned(), range);
        self
    }

    /// Returns an inner scope in which an index has a value.
    pub(crate) fn with(&'a self, index: &str, value: usize) -> Self {
        Self { outer: Some(self), values: BTreeMap::from([(index.to_owned(), value.into())]), ..Self::default() }
    }

    pub(crate) fn is_function(&self, symbol: &str) -> bool {
        self.in_scope(|scope| scope.functions.get(symbol)).is_some()
    }

    pub(crate) fn apply(&self, symbol: &str, argument: &Value) -> Result<Value> {
        match self.in_scope(|scope| scope.functions.get(symbol)) {
            Some(function) => Ok(function(argument)),
            None => error!("`{symbol}` is not a bound function"),
        }
    }

    pub(crate) fn range_of(&self, index: &str) -> Result<RangeInclusive<usize>> {
        match self.in_scope(|scope| scope.ranges.get(index)) {
            Some(range) => Ok(range.clone()),
            None => error!("the index `{index}` has no range"),
        }
    }

    /// Returns the quantity that is bound under exactly this key.
    pub(crate) fn value(&self, key: &str) -> Option<&Value> {
        self.in_scope(|scope| scope.values.get(key))
    }

    /// Returns the value of a name.
    pub(crate) fn look_up(&self, name: &Name) -> Result<Value> {
        let (indices, superscript) = (self.subscripts(name)?, self.superscript(name)?);
        let own = key(&name.symbol, &indices, superscript);
        let entry = || self.value(&key(&name.symbol, &[], superscript))?.entry(&indices).map(Value::Number);
        match self.value(&own).cloned().or_else(entry) {
            Some(value) => Ok(value),
            None if own == name.written => error!("`{own}` is not bound"),
            None => error!("`{}`, here `{own}`, is not bound", name.written),
        }
    }

    /// Returns the key of a bound vector or matrix and the indices of the entry, if the name is such an entry.
    pub(crate) fn entry_of(&self, name: &Name) -> Result<Option<(String, Vec<usize>)>> {
        let (indices, superscript) = (self.subscripts(name)?, self.superscript(name)?);
        let whole = key(&name.symbol, &[], superscript);
        let is_entry = !indices.is_empty() && self.value(&whole).is_some();
        Ok(is_entry.then_some((whole, indices)))
    }

    fn subscripts(&self, name: &Name) -> Result<Vec<usize>> {
        name.subscripts.iter().map(|index| self.index(index)).collect()
    }

    fn superscript(&self, name: &Name) -> Result<Option<usize>> {
        name.superscript.as_deref().map(|index| self.index(index)).transpose()
    }

    /// Returns the value of an expression that is an index.
    pub(crate) fn index(&self, node: &Node) -> Result<usize> {
        let number = self.evaluate(node)?.number()?;
        if number >= 0.0 && number.fract() == 0.0 { Ok(number as usize) } else { error!("{number} is not an index") }
    }

    /// Returns the value from the innermost scope that has one.
    fn in_scope<'s, T: 's>(&'s self, find: impl Fn(&'s Environment<'a>) -> Option<&'s T>) -> Option<&'s T> {
        let mut scope = Some(self);
        while let Some(environment) = scope {
            if let Some(found) = find(environment) {
                return Some(found);
            }
            scope = environment.outer;
        }
        None
    }
}

/// Returns a name with its indices evaluated: `\Theta_{12}^{(1)}`, or `\Theta_{1,10}^{(1)}` if an index has two digits.
fn key(symbol: &str, subscripts: &[usize], superscript: Option<usize>) -> String {
    let separator = if subscripts.iter().all(|&index| index < 10) { "" } else { "," };
    let subscripts: Vec<_> = subscripts.iter().map(usize::to_string).collect();
    let mut key = symbol.to_owned();
    if !subscripts.is_empty() {
        key += &format!("_{{{}}}", subscripts.join(separator));
    }
    if let Some(superscript) = superscript {
        key += &format!("^{{({superscript})}}");
    }
    key
}
