//! The syntax tree of an equation.

/// An expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// A number as written.
    Number(f64),
    /// A number that is printed with a rounding of at most the radius, `\rounded{0.588}`.
    Rounded {
        /// The printed value.
        value: f64,
        /// Half a unit of the last printed digit.
        radius: f64,
    },
    /// A quantity, an entry of it, or a derivative.
    Name(Name),
    /// The negative of an expression.
    Negative(Box<Node>),
    /// Two expressions and the operator between them.
    Operation(Operator, Box<[Node; 2]>),
    /// The transpose of an expression.
    Transpose(Box<Node>),
    /// A matrix that is written out, row by row.
    Matrix(Vec<Vec<Node>>),
    /// An expression above or below a brace, and what the brace says that it is.
    Braced(Box<[Node; 2]>),
    /// A call of a known or bound function with its arguments.
    Apply(String, Vec<Node>),
    /// A sum. Bounds that are not written come from the environment.
    Sum {
        /// The letter of the index.
        index: String,
        /// The first and the last value of the index.
        bounds: Option<Box<[Node; 2]>>,
        /// The expression that is summed.
        term: Box<Node>,
    },
    /// The index at which an expression is largest.
    Largest {
        /// The letter of the index.
        index: String,
        /// The expression that is compared.
        of: Box<Node>,
    },
    /// Values with conditions; the value is the one whose condition holds.
    Cases(Vec<(Node, Condition)>),
}

/// An operator between two expressions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Operator {
    /// The sum.
    Add,
    /// The difference.
    Subtract,
    /// The product of numbers and matrices.
    Multiply,
    /// The elementwise product.
    Entrywise,
    /// The quotient.
    Divide,
    /// The power.
    Power,
}

/// A symbol with its indices: `\Theta_{ij}^{(l)}` has the subscripts i and j and the superscript l.
#[derive(Debug, Clone)]
pub struct Name {
    /// The symbol without indices; for a derivative, both symbols, as `\partial C / \partial a`.
    pub symbol: String,
    /// The subscripts; for a derivative, those of the quantity below the line.
    pub subscripts: Vec<Node>,
    /// The superscript in round brackets.
    pub superscript: Option<Box<Node>>,
    /// The name as written in the source, for messages.
    pub written: String,
    /// For a derivative: the expression that is differentiated, and the symbol of the quantity below the line.
    pub derivative: Option<Box<(Node, String)>>,
}

/// A condition `left comparison right`, such as `j \ge 1`.
#[derive(Debug, Clone, PartialEq)]
pub struct Condition {
    /// The left side.
    pub left: Node,
    /// How the sides compare.
    pub comparison: Comparison,
    /// The right side.
    pub right: Node,
}

/// The comparison of a condition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `\le`
    AtMost,
    /// `=`
    Equal,
    /// `\ne`
    NotEqual,
    /// `\ge`
    AtLeast,
    /// `>`
    Greater,
}

/// A statement of an equation. A name that `:=` or `\approx` defines is a different quantity from the same name
/// elsewhere: the relation becomes part of the symbol of the left side.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// The left side.
    pub left: Node,
    /// The claims about the left side.
    pub claims: Vec<Claim>,
    /// The conditions under which they hold.
    pub conditions: Vec<Condition>,
}

/// A claim about the left side.
#[derive(Debug, Clone, PartialEq)]
pub enum Claim {
    /// The left side has the value of this expression.
    Equals(Node),
    /// The left side lies within an interval, given by its two ends.
    Within(Box<[Condition; 2]>),
}

/// A relation between two sides of a formula.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Relation {
    /// `=`
    Equal,
    /// `:=`, which gives the left side a new value.
    Defined,
    /// `\approx`
    Approximately,
    /// A comparison other than `=`.
    Compared(Comparison),
}

/// A chain of sides, with a relation between each side and the next.
#[derive(Debug, Clone, PartialEq)]
pub struct Chain {
    /// The sides.
    pub sides: Vec<Node>,
    /// The sides as written in the source, for messages.
    pub written: Vec<String>,
    /// The relations, one less than there are sides.
    pub relations: Vec<Relation>,
}

/// A sentence of a formula.
#[derive(Debug, Clone, PartialEq)]
pub struct Sentence {
    /// The chain of sides.
    pub chain: Chain,
    /// For `chain \iff other`, the chain that holds exactly when the first one does.
    pub equivalent: Option<Chain>,
    /// The conditions under which the sentence holds.
    pub conditions: Vec<Condition>,
}

/// Names are the same if they stand for the same quantity, however they are written.
impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.symbol == other.symbol
            && self.subscripts == other.subscripts
            && self.superscript == other.superscript
            && self.derivative == other.derivative
    }
}

impl Name {
    /// Returns a name without indices.
    pub(crate) fn new(symbol: &str) -> Self {
        let (symbol, written) = (symbol.to_owned(), String::new());
        Self { symbol, subscripts: Vec::new(), superscript: None, written, derivative: None }
    }

    /// Returns the subscripts and the superscript.
    pub fn indices(&self) -> impl Iterator<Item = &Node> {
        self.subscripts.iter().chain(self.superscript.as_deref())
    }
}

impl Node {
    pub(crate) fn operation(operator: Operator, left: Node, right: Node) -> Self {
        Self::Operation(operator, Box::new([left, right]))
    }

    /// Returns the derivative of an expression along a symbol, as a quantity.
    #[must_use]
    pub fn derived(&self, along: &str) -> Self {
        let (symbol, written) = (format!(r"\partial … / \partial {along}"), String::new());
        let derivative = Some(Box::new((self.clone(), along.to_owned())));
        Self::Name(Name { symbol, subscripts: Vec::new(), superscript: None, written, derivative })
    }

    /// Returns `true` if this is a letter alone, such as an index.
    #[must_use]
    pub fn is_index(&self, letter: &str) -> bool {
        matches!(self, Self::Name(name) if name.symbol == letter && name.indices().next().is_none())
    }

    /// Returns the expressions that this one consists of, without the indices of a name.
    #[must_use]
    pub fn parts(&self) -> Vec<&Node> {
        match self {
            Self::Number(_) | Self::Rounded { .. } => Vec::new(),
            Self::Name(name) => name.derivative.iter().map(|derivative| &derivative.0).collect(),
            Self::Negative(node) | Self::Transpose(node) | Self::Largest { of: node, .. } => vec![node],
            Self::Operation(_, sides) | Self::Braced(sides) => sides.iter().collect(),
            Self::Apply(_, nodes) => nodes.iter().collect(),
            Self::Matrix(rows) => rows.iter().flatten().collect(),
            Self::Sum { bounds, term, .. } => bounds.iter().flat_map(|bounds| bounds.iter()).chain([&**term]).collect(),
            Self::Cases(rows) => {
                rows.iter().flat_map(|(value, condition)| [value, &condition.left, &condition.right]).collect()
            }
        }
    }

    /// Returns the quantities of an expression, in the order in which they are written.
    #[must_use]
    pub fn names(&self) -> Vec<&Name> {
        let own = match self {
            Self::Name(name) => Some(name),
            _ => None,
        };
        own.into_iter().chain(self.parts().into_iter().flat_map(Self::names)).collect()
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
