//! The tree of an equation.

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Number(f64),
    Name(Name),
    Negative(Box<Node>),
    Operation(Operator, Box<[Node; 2]>),
    Transpose(Box<Node>),
    /// A function, known or bound, of its arguments.
    Apply(String, Vec<Node>),
    /// The bounds are those of the environment where none are written.
    Sum {
        index: String,
        bounds: Option<Box<[Node; 2]>>,
        term: Box<Node>,
    },
    /// The index at which an expression is largest.
    Largest {
        index: String,
        of: Box<Node>,
    },
    /// Values, of which the one holds whose condition does.
    Cases(Vec<(Node, Condition)>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    /// The product entry by entry.
    Entrywise,
    Divide,
    Power,
}

/// A symbol with its indices: `\Theta_{ij}^{(l)}` has the subscripts i and j and the superscript l.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Name {
    pub(crate) symbol: String,
    pub(crate) subscripts: Vec<Node>,
    pub(crate) superscript: Option<Box<Node>>,
    /// As it stands in the source, for messages.
    pub(crate) written: String,
}

/// `left comparison right`, such as `j \ge 1`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Condition {
    pub(crate) left: Node,
    pub(crate) comparison: Comparison,
    pub(crate) right: Node,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Comparison {
    Less,
    AtMost,
    Equal,
    NotEqual,
    AtLeast,
    Greater,
}

/// One statement of an equation. What `:=` and `\approx` give to a name is another quantity than the one that the name
/// has elsewhere: they become part of the symbol of the left side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement {
    pub(crate) left: Node,
    pub(crate) claims: Vec<Claim>,
    pub(crate) conditions: Vec<Condition>,
}

/// What is said of the left side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Claim {
    /// It has the value of this expression.
    Equals(Node),
    /// It is not outside an interval, which has two ends.
    Within(Box<[Condition; 2]>),
}

impl Node {
    pub(crate) fn operation(operator: Operator, left: Node, right: Node) -> Self {
        Self::Operation(operator, Box::new([left, right]))
    }
}

impl Condition {
    /// What holds where this does not.
    pub(crate) fn negated(&self) -> Self {
        let comparison = match self.comparison {
            Comparison::Less => Comparison::AtLeast,
            Comparison::AtMost => Comparison::Greater,
            Comparison::Equal => Comparison::NotEqual,
            Comparison::NotEqual => Comparison::Equal,
            Comparison::AtLeast => Comparison::Less,
            Comparison::Greater => Comparison::AtMost,
        };
        Self { comparison, ..self.clone() }
    }
}
