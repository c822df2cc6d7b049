//! The values of the symbols of an equation.
//!
//! A quantity is bound under its name as written. Its indices are evaluated first: with l = 2, `a^{(l+1)}` is
//! `a^{(3)}`, which is unbound if only `a^{(2)}` is bound. An entry either has a name of its own or is an entry of a
//! bound vector or matrix.

use crate::parser::Parser;
use crate::syntax::{Name, Node};
use crate::{Number, Result, Value, error};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// The symbols of functions. A symbol that is also a quantity is a function only before a bracket that starts with one
/// of these symbols, which are separated by spaces.
pub type Functions = BTreeMap<String, Option<String>>;

type Call<'a, T> = Box<dyn Fn(&Value<T>) -> Value<T> + 'a>;

/// A function, and the symbols that its argument must start with.
struct Function<'a, T> {
    takes: Option<String>,
    call: Call<'a, T>,
}

/// Differentiates an expression along a quantity. The letters are the indices that have a value.
type Differentiate<'a, T> = Box<dyn Fn(&Node, &Along, &[(String, usize)]) -> Result<Value<T>> + 'a>;

/// The quantity below the line of a derivative, with its indices evaluated.
#[derive(Debug, Clone, PartialEq)]
pub struct Along {
    /// The symbol without indices.
    pub symbol: String,
    /// The subscripts.
    pub subscripts: Vec<usize>,
    /// The superscript.
    pub superscript: Option<usize>,
}

/// Quantities, functions and the ranges of indices.
pub struct Environment<'a, T = f64> {
    outer: Option<&'a Environment<'a, T>>,
    values: BTreeMap<String, Value<T>>,
    functions: BTreeMap<String, Function<'a, T>>,
    ranges: BTreeMap<String, RangeInclusive<usize>>,
    differentiate: Option<Differentiate<'a, T>>,
    /// Whether an index without a range goes through the entries of the quantities that it stands at.
    goes_through_entries: bool,
    /// The index that this scope adds.
    index: Option<(String, usize)>,
}

impl<T> Default for Environment<'_, T> {
    fn default() -> Self {
        Self {
            outer: None,
            values: BTreeMap::new(),
            functions: BTreeMap::new(),
            ranges: BTreeMap::new(),
            differentiate: None,
            goes_through_entries: false,
            index: None,
        }
    }
}

impl<T> std::fmt::Debug for Environment<'_, T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.values.keys()).finish_non_exhaustive()
    }
}

impl<'a, T: Number> Environment<'a, T> {
    /// Returns an environment in which nothing is bound.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Binds a quantity. The relations `:=` and `\approx` define a different quantity, whose name ends with the
    /// relation.
    ///
    /// # Panics
    ///
    /// Panics if `written` is not a name.
    #[must_use]
    pub fn set(mut self, written: &str, value: impl Into<Value<T>>) -> Self {
        let name = Parser::new(written, &Functions::new()).and_then(|mut parser| parser.name_alone());
        let key = name.and_then(|name| self.key_of(&name));
        self.values.insert(key.unwrap_or_else(|error| panic!("`{written}` is not a name: {error}")), value.into());
        self
    }

    /// Binds a quantity under its [key].
    pub fn bind(&mut self, key: String, value: Value<T>) {
        self.values.insert(key, value);
    }

    /// Binds a function under the symbol that stands before a round bracket. A function that is different in each
    /// layer is bound once for each, as `g^{(2)}`, and takes the layer of its argument.
    #[must_use]
    pub fn function(mut self, symbol: &str, call: impl Fn(&Value<T>) -> Value<T> + 'a) -> Self {
        self.functions.insert(symbol.to_owned(), Function { takes: None, call: Box::new(call) });
        self
    }

    /// Binds a function under a symbol that may also be a quantity: it is a function if one of the symbols in `takes`
    /// follows the bracket, as in `h(x)` but not in `h (1 - h)`.
    #[must_use]
    pub fn function_of(mut self, symbol: &str, takes: &str, call: impl Fn(&Value<T>) -> Value<T> + 'a) -> Self {
        let function = Function { takes: Some(takes.to_owned()), call: Box::new(call) };
        self.functions.insert(symbol.to_owned(), function);
        self
    }

    /// Sets the range of an index for equations that do not give it.
    #[must_use]
    pub fn range(mut self, index: &str, range: RangeInclusive<usize>) -> Self {
        self.ranges.insert(index.to_owned(), range);
        self
    }

    /// Lets a sum that gives no bounds go through the entries of the quantities in it.
    #[must_use]
    pub fn sums_through_entries(mut self) -> Self {
        self.goes_through_entries = true;
        self
    }

    /// Sets the function that computes derivatives that are not bound under their names.
    #[must_use]
    pub fn differentiate(
        mut self,
        differentiate: impl Fn(&Node, &Along, &[(String, usize)]) -> Result<Value<T>> + 'a,
    ) -> Self {
        self.differentiate = Some(Box::new(differentiate));
        self
    }

    /// Returns an inner scope in which an index has a value.
    #[must_use]
    pub fn with(&'a self, index: &str, value: usize) -> Self {
        Self {
            outer: Some(self),
            values: BTreeMap::from([(index.to_owned(), value.into())]),
            index: Some((index.to_owned(), value)),
            ..Self::default()
        }
    }

    /// Returns the symbols of all functions.
    #[must_use]
    pub fn functions(&self) -> Functions {
        let mut functions = self.outer.map(Self::functions).unwrap_or_default();
        functions.extend(self.functions.iter().map(|(symbol, function)| {
            let symbol = symbol.split_once('^').map_or(&**symbol, |(symbol, _)| symbol);
            (symbol.to_owned(), function.takes.clone())
        }));
        functions
    }

    /// Returns the value of a function. `layers` are the layers of its argument.
    pub(crate) fn apply(&self, symbol: &str, layers: &[usize], argument: &Value<T>) -> Result<Value<T>> {
        let find = |symbol: &str| self.in_scope(|scope| scope.functions.get(symbol));
        let of_layer = match layers {
            [layer] => find(&format!("{symbol}^{{({layer})}}")),
            _ => None,
        };
        match of_layer.or_else(|| find(symbol)) {
            Some(function) => Ok((function.call)(argument)),
            None if self.functions().contains_key(symbol) => {
                error!("`{symbol}` differs from layer to layer, and its argument does not name one layer")
            }
            None => error!("`{symbol}` is not a bound function"),
        }
    }

    /// Returns the range of an index that the equation does not give.
    pub fn range_of(&self, index: &str) -> Result<RangeInclusive<usize>> {
        match self.in_scope(|scope| scope.ranges.get(index)) {
            Some(range) => Ok(range.clone()),
            None => error!("the index `{index}` has no range"),
        }
    }

    /// Returns the quantity that is bound under exactly this key.
    pub fn value(&self, key: &str) -> Option<&Value<T>> {
        self.in_scope(|scope| scope.values.get(key))
    }

    /// Returns the value of a name.
    pub(crate) fn look_up(&self, name: &Name) -> Result<Value<T>> {
        let (indices, superscript) = (self.subscripts(name)?, self.superscript(name)?);
        let own = key(&name.symbol, &indices, superscript);
        let entry = || self.value(&key(&name.symbol, &[], superscript))?.entry(&indices).map(Value::Number);
        if let Some(value) = self.value(&own).cloned().or_else(entry) {
            return Ok(value);
        }
        if let Some((of, along)) = name.derivative.as_deref()
            && let Some(differentiate) = self.in_scope(|scope| scope.differentiate.as_ref())
        {
            let along = Along { symbol: along.clone(), subscripts: indices, superscript };
            return differentiate(of, &along, &self.indices());
        }
        match own == name.written {
            true => error!("`{own}` is not bound"),
            false => error!("`{}`, here `{own}`, is not bound", name.written),
        }
    }

    /// Returns the key of a bound vector or matrix and the indices of the entry, if the name is such an entry.
    pub fn entry_of(&self, name: &Name) -> Result<Option<(String, Vec<usize>)>> {
        let (indices, superscript) = (self.subscripts(name)?, self.superscript(name)?);
        let whole = key(&name.symbol, &[], superscript);
        let is_entry = !indices.is_empty() && self.value(&whole).is_some();
        Ok(is_entry.then_some((whole, indices)))
    }

    /// Returns the name with its indices evaluated, under which it is bound.
    pub fn key_of(&self, name: &Name) -> Result<String> {
        Ok(key(&name.symbol, &self.subscripts(name)?, self.superscript(name)?))
    }

    /// Returns the subscripts of a name.
    pub fn subscripts(&self, name: &Name) -> Result<Vec<usize>> {
        name.subscripts.iter().map(|index| self.index(index)).collect()
    }

    /// Returns the superscript of a name.
    pub fn superscript(&self, name: &Name) -> Result<Option<usize>> {
        name.superscript.as_deref().map(|index| self.index(index)).transpose()
    }

    /// Returns the value of an expression that is an index.
    pub(crate) fn index(&self, node: &Node) -> Result<usize> {
        let number = self.evaluate(node)?.number()?;
        match number.certain() {
            Some(number) if number >= 0.0 && number.fract() == 0.0 => Ok(number as usize),
            _ => error!("{number} is not an index"),
        }
    }

    /// Returns the range of the index of a sum that gives no bounds.
    pub(crate) fn range_of_sum(&self, index: &str, term: &Node) -> Result<RangeInclusive<usize>> {
        let mut scope = Some(self);
        while let Some(environment) = scope {
            if environment.goes_through_entries {
                return self.range_in(index, term)?.map_or_else(|| self.range_of(index), Ok);
            }
            scope = environment.outer;
        }
        self.range_of(index)
    }

    /// Returns the indices that have a value, from the outermost scope to the innermost.
    fn indices(&self) -> Vec<(String, usize)> {
        let mut indices = self.outer.map(Self::indices).unwrap_or_default();
        indices.extend(self.index.clone());
        indices
    }

    /// Returns the value from the innermost scope that has one.
    fn in_scope<'s, U: 's>(&'s self, find: impl Fn(&'s Environment<'a, T>) -> Option<&'s U>) -> Option<&'s U> {
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
#[must_use]
pub fn key(symbol: &str, subscripts: &[usize], superscript: Option<usize>) -> String {
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
