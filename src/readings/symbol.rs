//! Symbolic numbers: which equations does the code compute?
//!
//! Needs the feature `symbol`.
//!
//! A [`Symbol`] stands for an expression: a name, or an operation on other symbols. A network run with symbols returns
//! its own equations, simplified as a person would write them. Equal expressions are one symbol (hash consing), so an
//! expression that a network computes once is written once.
//!
//! **Invariant**: two symbols are equal if and only if they are the same expression. Simplification does not change the
//! value of an expression whose parts are finite.

mod arena;
mod name;
mod notation;
mod writer;

use crate::equations::scalar::{Function, Scalar};
use arena::{Condition, Elementary, Node};
use core::cmp::Ordering;
use core::fmt;
use core::marker::PhantomData;
use core::ops::{Add, AddAssign, Div, Mul, Neg, Sub};

pub(crate) use arena::scope;
pub use name::Name;
pub use notation::Notation;
pub use writer::Leaf;

/// An expression.
///
/// ```
/// use backprop::{Activation, Scalar, Sigmoid, Symbol};
///
/// let z = Symbol::variable("z");
/// assert_eq!(Sigmoid::g(z).to_string(), "1 / (1 + exp(−z))");
/// assert_eq!((Symbol::ONE * z + Symbol::ZERO).to_string(), "z");
/// ```
///
/// Symbols refer to a table of their thread, and are valid until the thread ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[doc(alias("sympy", "expression"))]
pub struct Symbol(u32, PhantomData<*const ()>);

impl Symbol {
    /// Returns a variable with a name.
    pub fn variable(name: &'static str) -> Self {
        Self::named(Name::plain(name, name))
    }

    /// Returns a variable with a name in the notation of the equations, with layer and indices.
    ///
    /// ```
    /// use backprop::{Symbol, readings::symbol::Name};
    ///
    /// let weight = Symbol::named(Name::entry(r"\Theta", "Θ", 1, 2, 3));
    /// assert_eq!((weight.to_string(), weight.latex()), ("Θ₂₃⁽¹⁾".into(), r"\Theta_{23}^{(1)}".into()));
    /// ```
    pub fn named(name: Name) -> Self {
        arena::intern(Node::Variable(name))
    }

    /// Returns the value of the expression, given the values of its variables; `value` may know those of other parts
    /// too.
    ///
    /// ```
    /// use backprop::{Scalar, Symbol};
    ///
    /// let (x, y) = (Symbol::variable("x"), Symbol::variable("y"));
    /// let value = |part| if part == x { Some(3.0) } else { None };
    /// assert_eq!((x * x + Symbol::ONE).evaluate(&value), Ok(10.0));
    /// assert_eq!((x + y).evaluate(&value).unwrap_err().to_string(), "y");
    /// ```
    ///
    /// # Errors
    ///
    /// Returns the name of a variable that has no value.
    pub fn evaluate(self, value: &impl Fn(Self) -> Option<f64>) -> Result<f64, Name> {
        arena::evaluate(self, value)
    }

    /// Returns the expression as text. If `leaf` returns something for a part of it, that is written instead.
    pub fn text(self, notation: Notation, leaf: &impl Fn(Self) -> Option<Leaf>) -> String {
        writer::text(self, notation, leaf)
    }

    /// Returns the expression as LaTeX.
    pub fn latex(self) -> String {
        self.text(Notation::Latex, &|_| None)
    }

    /// Returns the function if the expression is g(…) or g′(…).
    pub(crate) fn as_application(self) -> Option<Function> {
        match arena::node(self) {
            Node::Apply(function, _) => Some(function),
            _ => None,
        }
    }

    /// Returns the value at the variable z of a function that has been applied.
    pub(crate) fn definition_of(function: Function) -> Self {
        arena::definition_of(function)
    }

    /// Returns the expression with `other(part)` for every part for which it is something.
    pub(crate) fn replaced(self, other: &dyn Fn(Self) -> Option<Self>) -> Self {
        arena::replaced(self, other)
    }

    /// Returns both terms of a sum.
    pub(crate) fn as_sum(self) -> Option<(Self, Self)> {
        match arena::node(self) {
            Node::Sum(a, b) => Some((a, b)),
            _ => None,
        }
    }

    /// Returns both terms of a difference.
    pub(crate) fn as_difference(self) -> Option<(Self, Self)> {
        match arena::node(self) {
            Node::Difference(a, b) => Some((a, b)),
            _ => None,
        }
    }

    /// Returns its place in the table; the parts of an expression have smaller places.
    pub(crate) fn place(self) -> u32 {
        self.0
    }

    /// Returns the parts that it consists of; names and numbers have none.
    pub(crate) fn parts(self) -> Vec<Self> {
        arena::node(self).parts()
    }

    fn number(value: f64) -> Self {
        arena::intern(Node::Number(value.to_bits()))
    }

    /// Returns the value if it is a number.
    pub(crate) fn as_number(self) -> Option<f64> {
        match arena::node(self) {
            Node::Number(bits) => Some(f64::from_bits(bits)),
            _ => None,
        }
    }

    fn elementary(self, function: Elementary) -> Self {
        arena::intern(Node::Elementary(function, self))
    }
}

/// Prints plain text in the notation of the equations.
impl fmt::Display for Symbol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text(Notation::Unicode, &|_| None))
    }
}

impl Scalar for Symbol {
    const ZERO: Self = Self(arena::ZERO, PhantomData);
    const ONE: Self = Self(arena::ONE, PhantomData);
    const EPSILON: Self = Self(arena::EPSILON, PhantomData);

    fn from_f64(value: f64) -> Self {
        Self::number(value)
    }
    fn exp(self) -> Self {
        self.elementary(Elementary::Exp)
    }
    fn ln(self) -> Self {
        self.elementary(Elementary::Ln)
    }
    fn ln_1p(self) -> Self {
        self.elementary(Elementary::Ln1p)
    }
    fn sqrt(self) -> Self {
        self.elementary(Elementary::Sqrt)
    }
    fn tanh(self) -> Self {
        self.elementary(Elementary::Tanh)
    }
    fn cosh(self) -> Self {
        self.elementary(Elementary::Cosh)
    }
    /// Returns true: a symbol stands for a finite number.
    fn is_finite(self) -> bool {
        true
    }
    fn abs(self) -> Self {
        match (arena::node(self), self.as_number()) {
            (_, Some(value)) => Self::number(value.abs()),
            (Node::Negative(positive), _) => positive.abs(),
            _ => self.elementary(Elementary::Abs),
        }
    }
    fn max(self, other: Self) -> Self {
        match (self.as_number(), other.as_number()) {
            _ if self == other => self,
            (Some(a), Some(b)) => Self::number(a.max(b)),
            _ => arena::intern(Node::Max(self, other)),
        }
    }
    /// Returns the name m.
    fn examples(_m: usize) -> Self {
        Self::named(Name::EXAMPLES)
    }
    /// Returns the expression g(z) or g′(z), or the number that it is if it does not depend on z.
    fn apply(function: Function, z: Self, compute: impl Fn(Self) -> Self) -> Self {
        let at_z = arena::definition(function, || {
            let [definition] = Self::branches(|| [compute(Self::named(Name::ARGUMENT))]);
            definition
        });
        if at_z.as_number().is_some() { at_z } else { arena::intern(Node::Apply(function, z)) }
    }
    /// Runs every branch and joins the results by cases.
    fn branches<const K: usize>(compute: impl Fn() -> [Self; K]) -> [Self; K] {
        let mut result = [Self::ZERO; K];
        arena::explore(&|result| result.copy_from_slice(&compute()), &[], &mut result);
        result
    }
}

impl Add for Symbol {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        match (arena::node(self), arena::node(other)) {
            (Node::Number(a), Node::Number(b)) => Self::number(f64::from_bits(a) + f64::from_bits(b)),
            _ if self == Self::ZERO => other,
            _ if other == Self::ZERO => self,
            _ if self == other => Self::number(2.0) * self,
            (_, Node::Negative(other)) => self - other,
            _ => arena::intern(Node::Sum(self, other)),
        }
    }
}

impl AddAssign for Symbol {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Symbol {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        match (arena::node(self), arena::node(other)) {
            (Node::Number(a), Node::Number(b)) => Self::number(f64::from_bits(a) - f64::from_bits(b)),
            _ if other == Self::ZERO => self,
            _ if self == Self::ZERO => -other,
            _ if self == other => Self::ZERO,
            (_, Node::Negative(other)) => self + other,
            _ => arena::intern(Node::Difference(self, other)),
        }
    }
}

impl Mul for Symbol {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        match (arena::node(self), arena::node(other)) {
            (Node::Number(a), Node::Number(b)) => Self::number(f64::from_bits(a) * f64::from_bits(b)),
            _ if self == Self::ZERO || other == Self::ZERO => Self::ZERO,
            _ if self == Self::ONE => other,
            // A number is the first factor.
            (_, Node::Number(_)) => other * self,
            (Node::Number(_), _) if self == -Self::ONE => -other,
            (Node::Negative(a), _) => -(a * other),
            (_, Node::Negative(b)) => -(self * b),
            (Node::Quotient(a, b), _) if b == other => a,
            _ => arena::intern(Node::Product(self, other)),
        }
    }
}

impl Div for Symbol {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        match arena::node(self) {
            _ if self == Self::ZERO => Self::ZERO,
            _ if other == Self::ONE => self,
            Node::Negative(a) => -(a / other),
            _ => arena::intern(Node::Quotient(self, other)),
        }
    }
}

impl Neg for Symbol {
    type Output = Self;
    fn neg(self) -> Self {
        match arena::node(self) {
            Node::Number(bits) => Self::number(0.0 - f64::from_bits(bits)),
            Node::Negative(positive) => positive,
            Node::Difference(a, b) => b - a,
            _ => arena::intern(Node::Negative(self)),
        }
    }
}

/// Numbers are compared by value. A comparison of other symbols is undecided: inside of [`Scalar::branches`], the code
/// runs once for each answer; elsewhere, the answer is no.
impl PartialOrd for Symbol {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self.as_number(), other.as_number()) {
            _ if self == other => Some(Ordering::Equal),
            (Some(a), Some(b)) => a.partial_cmp(&b),
            _ if self < other => Some(Ordering::Less),
            _ if self > other => Some(Ordering::Greater),
            _ => None,
        }
    }
    fn lt(&self, other: &Self) -> bool {
        match (self.as_number(), other.as_number()) {
            _ if self == other => false,
            (Some(a), Some(b)) => a < b,
            _ => arena::decide(Condition { less: *self, greater: *other }),
        }
    }
    fn gt(&self, other: &Self) -> bool {
        other < self
    }
    fn le(&self, other: &Self) -> bool {
        match (self.as_number(), other.as_number()) {
            _ if self == other => true,
            (Some(a), Some(b)) => a <= b,
            _ => arena::is_deciding() && !arena::decide(Condition { less: *other, greater: *self }),
        }
    }
    fn ge(&self, other: &Self) -> bool {
        other <= self
    }
}
