//! The syntax tree of an equation.

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Number(f64),
    Name(Name),
    Negative(Box<Node>),
    Operation(Operator, Box<[Node; 2]>),
    Transpose(Box<Node>),
    /// A call of a known or bound function with its arguments.
    Apply(String, Vec<Node>),
    /// A sum. Bounds that are not written come from the environment.
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
    /// Values with conditions; the value is the one whose condition holds.
    Cases(Vec<(Node, Condition)>),
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    /// The elementwise product.
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
    /// The name as written in the source, for messages.
    pub(crate) written: String,
}

/// A condition `left comparison right`, such as `j \ge 1`.
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

/// A statement of an equation. A name that `:=` or `\approx` defines is a different quantity from the same name
/// elsewhere: the relation becomes part of the symbol of the left side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Statement {
    pub(crate) left: Node,
    pub(crate) claims: Vec<Claim>,
    pub(crate) conditions: Vec<Condition>,
}

/// A claim about the left side.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Claim {
    /// The left side has the value of this expression.
    Equals(Node),
    /// The left side lies within an interval, given by its two ends.
    Within(Box<[Condition; 2]>),
}

impl Node {
    pub(crate) fn operation(operator: Operator, left: Node, right: Node) -> Self {
        Self::Operation(operator, Box::new([left, right]))
    }
}

impl Condition {
    /// Returns the comparison that holds exactly when this one does not.
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
