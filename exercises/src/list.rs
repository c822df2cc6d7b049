//! The list of all exercises, in the order of the book.
//!
//! An exercise has a number such as 7.2: the number of its chapter, and its own number on the chapter's page. The book's
//! build compares the list with the pages.

use std::fmt;

/// What the reader does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Compute by hand, and write down the numbers.
    WarmUp,
    /// Derive a formula on paper. No program checks it; the answer is folded on the page.
    Derive,
    /// Write a function.
    Code,
    /// Predict what a mistake breaks.
    BreakIt,
    /// Think, on paper. No program checks it; the answer is folded on the page.
    Think,
}

impl Kind {
    /// Returns whether a program checks the answer.
    pub fn is_checked(self) -> bool {
        !matches!(self, Self::Derive | Self::Think)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::WarmUp => "Warm-up",
            Self::Derive => "Derive",
            Self::Code => "Code",
            Self::BreakIt => "Break it",
            Self::Think => "Think",
        })
    }
}

/// An exercise.
#[derive(Debug, Clone, Copy)]
pub struct Exercise {
    pub kind: Kind,
    /// How hard it is, from 1 to 3 stars.
    pub grade: usize,
    pub title: &'static str,
}

/// The exercises of a chapter.
#[derive(Debug, Clone, Copy)]
pub struct Chapter {
    /// The number of the chapter in the book, from 1.
    pub number: usize,
    /// The name of its page and of its files here, without ending.
    pub name: &'static str,
    pub title: &'static str,
    pub exercises: &'static [Exercise],
}

impl Chapter {
    /// Returns the file in which the reader writes, from the repository's folder.
    pub fn file(&self) -> String {
        format!("exercises/chapters/{}.rs", self.name)
    }

    /// Returns the exercises with their numbers, such as 7.2.
    pub fn numbered(&self) -> impl Iterator<Item = (Number, &'static Exercise)> {
        let chapter = self.number;
        self.exercises.iter().zip(1..).map(move |(exercise, own)| (Number { chapter, own }, exercise))
    }
}

/// The number of an exercise, such as 7.2.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number {
    pub chapter: usize,
    /// The number on the chapter's page, from 1.
    pub own: usize,
}

impl Number {
    /// Parses a number such as `7.2`.
    pub fn parse(text: &str) -> Option<Self> {
        let (chapter, own) = text.split_once('.')?;
        Some(Self { chapter: chapter.parse().ok()?, own: own.parse().ok()? })
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.chapter, self.own)
    }
}

/// Returns the chapter and the exercise of a number.
pub fn find(number: Number) -> Option<(&'static Chapter, &'static Exercise)> {
    let chapter = CHAPTERS.iter().find(|chapter| chapter.number == number.chapter)?;
    Some((chapter, chapter.exercises.get(number.own.checked_sub(1)?)?))
}

const fn warm_up(grade: usize, title: &'static str) -> Exercise {
    Exercise { kind: Kind::WarmUp, grade, title }
}

const fn derive(grade: usize, title: &'static str) -> Exercise {
    Exercise { kind: Kind::Derive, grade, title }
}

const fn code(grade: usize, title: &'static str) -> Exercise {
    Exercise { kind: Kind::Code, grade, title }
}

const fn break_it(grade: usize, title: &'static str) -> Exercise {
    Exercise { kind: Kind::BreakIt, grade, title }
}

const fn think(grade: usize, title: &'static str) -> Exercise {
    Exercise { kind: Kind::Think, grade, title }
}

/// All chapters that have exercises.
pub const CHAPTERS: &[Chapter] = &[
    Chapter {
        number: 1,
        name: "twenty_lines",
        title: "The whole thing in twenty lines",
        exercises: &[
            warm_up(1, "Both passes by hand, with w₂ = 1"),
            think(1, "Where w₁ turns"),
            derive(2, "The slope of the other half of the cost"),
            code(2, "The derivative with respect to the input"),
            break_it(3, "The sigmoid is forgotten on the way back"),
        ],
    },
    Chapter {
        number: 2,
        name: "one_neuron",
        title: "One neuron",
        exercises: &[
            warm_up(1, "A virginica by hand"),
            think(1, "Ten times the weights"),
            derive(2, "The width on the line"),
            derive(2, "The derivatives of the cost of a petal"),
            code(1, "The probability of a virginica"),
            code(2, "One step of gradient descent"),
            break_it(3, "The center is forgotten"),
        ],
    },
    Chapter {
        number: 3,
        name: "layers",
        title: "Layers",
        exercises: &[
            warm_up(1, "A pass by hand"),
            code(1, "A light for different positions"),
            derive(2, "One neuron in disguise"),
            code(2, "Two hidden units change places"),
            code(2, "A light with three switches"),
            break_it(3, "All weights are divided by ten"),
        ],
    },
    Chapter {
        number: 4,
        name: "forward",
        title: "The forward pass",
        exercises: &[
            warm_up(1, "The second example by hand"),
            break_it(1, "The biases are forgotten"),
            break_it(2, "A nudge of one weight"),
            derive(2, "The number of multiplications"),
            code(2, "One layer"),
            code(3, "The whole pass"),
        ],
    },
    Chapter {
        number: 5,
        name: "cost",
        title: "The cost",
        exercises: &[
            warm_up(1, "The cost of zeros"),
            break_it(1, "Every example is in the training set twice"),
            break_it(2, "The classes are 1 and 2"),
            derive(2, "The best answer to mixed examples"),
            code(2, "The cost of a network"),
            derive(3, "The slope of the cost along z"),
        ],
    },
    Chapter {
        number: 6,
        name: "output_error",
        title: "The error of the output",
        exercises: &[
            warm_up(1, "One output, two targets"),
            derive(2, "The error without a division"),
            break_it(2, "A factor too many"),
            derive(2, "A partner for the squared error"),
            code(2, "The errors under both costs"),
            code(3, "Errors that are measured"),
        ],
    },
    Chapter {
        number: 7,
        name: "backward",
        title: "Going backwards",
        exercises: &[
            warm_up(1, "One error of layer 2 by hand"),
            derive(2, "An error of a 3-5-3 network"),
            derive(2, "The errors of tanh units"),
            code(2, "The errors of a hidden layer"),
            break_it(2, "The transpose is forgotten"),
            think(2, "A unit that returns 0"),
            think(3, "Counting paths"),
        ],
    },
    Chapter {
        number: 8,
        name: "gradient",
        title: "From errors to the gradient",
        exercises: &[
            warm_up(1, "Two slopes by hand"),
            think(1, "An example of zeros"),
            derive(2, "The mean of the stochastic gradients"),
            break_it(2, "A Δ that is never emptied"),
            think(3, "A batch step against an epoch"),
            code(2, "From errors to D"),
            code(3, "An epoch of each kind"),
        ],
    },
    Chapter {
        number: 9,
        name: "checking",
        title: "Is it right?",
        exercises: &[
            warm_up(1, "A slope measured by hand"),
            break_it(2, "Mistakes that pass with λ = 0"),
            think(2, "Why sines"),
            think(2, "Layers of different sizes"),
            derive(3, "The best distance"),
            code(2, "The measured gradient"),
            code(3, "Backpropagation from an empty page"),
        ],
    },
    Chapter {
        number: 10,
        name: "training",
        title: "Training",
        exercises: &[
            warm_up(1, "The range of the first weights"),
            derive(2, "The largest learning rate of a valley"),
            derive(2, "The speed under a constant gradient"),
            break_it(3, "Adam without its corrections"),
            think(2, "Exclusive or with a growing λ"),
            code(2, "A descent with momentum"),
            code(3, "A descent with Adam"),
            break_it(2, "Starts that stay alike"),
        ],
    },
    Chapter {
        number: 11,
        name: "digits",
        title: "Reading digits",
        exercises: &[
            warm_up(1, "The largest parts of a cost"),
            break_it(2, "Pixels that are not scaled"),
            derive(2, "The weights of a pixel without ink"),
            derive(3, "How exact an accuracy is"),
            code(1, "The accuracy"),
            code(2, "Pictures that are left to a person"),
        ],
    },
    Chapter {
        number: 12,
        name: "practice",
        title: "In practice",
        exercises: &[
            warm_up(1, "A test for a disease"),
            warm_up(2, "Every tumor is called benign"),
            derive(2, "The weights of a column that is not scaled"),
            think(2, "Ink where there was none"),
            break_it(3, "Copies in the test rows"),
            code(1, "The confusion matrix"),
            code(2, "Standardization by the training rows"),
            code(2, "Early stopping"),
            code(3, "A split that keeps the classes"),
        ],
    },
    Chapter {
        number: 13,
        name: "fast",
        title: "Fast",
        exercises: &[
            warm_up(1, "Multiplications of a gradient"),
            derive(2, "A product that adds up over a block"),
            think(2, "The last bit"),
            break_it(3, "Threads that share a sum"),
            code(2, "Multiplications of any network"),
            code(2, "Weights that are loaded once"),
            code(3, "Four sums at once"),
        ],
    },
    Chapter {
        number: 14,
        name: "many_machines",
        title: "Many machines",
        exercises: &[
            warm_up(1, "A sum with three digits"),
            derive(2, "The time of a sum along the chain"),
            think(2, "Shorter stretches"),
            code(2, "A sum that does not depend on the ranks"),
            break_it(2, "The wrong m"),
        ],
    },
    Chapter {
        number: 15,
        name: "readings",
        title: "Readings",
        exercises: &[
            warm_up(1, "The square of a dual number"),
            warm_up(1, "The products of a 7-5-4-3 network"),
            derive(2, "The quotient of two dual numbers"),
            code(2, "Dual numbers as a type"),
            think(2, "The error of a unit by dual numbers"),
            code(3, "Reverse mode for any graph"),
            break_it(3, "A derivative is overwritten"),
        ],
    },
    Chapter {
        number: 16,
        name: "own_program",
        title: "Use it in your own program",
        exercises: &[
            think(1, "Two numbers as the answer"),
            derive(2, "The slope of the logarithm of cosh"),
            break_it(2, "A wrong sign in g′"),
            code(2, "A bell as an activation"),
            code(2, "A row as it was measured"),
            code(3, "A cost for counts"),
            think(3, "A table of your own"),
        ],
    },
    Chapter {
        number: 17,
        name: "macro",
        title: "What the macro wrote",
        exercises: &[
            think(1, "The code of a network of your own"),
            code(2, "The code of a 2-3-1 network"),
            break_it(2, "g in place of g′"),
            think(2, "A softmax in the middle"),
        ],
    },
    Chapter {
        number: 18,
        name: "wrong_declarations",
        title: "Wrong declarations",
        exercises: &[
            think(1, "Two mistakes in one declaration"),
            break_it(2, "What the macro lets pass"),
            think(2, "A name in lower case"),
            think(2, "A declaration to mend"),
        ],
    },
    Chapter {
        number: 19,
        name: "your_network",
        title: "Your own network",
        exercises: &[
            think(1, "One error with a calculator"),
            derive(2, "A 1-2-1 network on paper"),
            code(2, "A 1-2-1 network, line by line"),
            think(3, "The first line that disagrees"),
        ],
    },
    Chapter {
        number: 20,
        name: "elsewhere",
        title: "Formulas you will meet elsewhere",
        exercises: &[
            warm_up(1, "Two questions, or two classes"),
            think(1, "The sign of the regularization"),
            derive(2, "Two outputs where one is enough"),
            think(2, "The shape of Δ"),
            code(2, "A step of a page that uses y − a"),
            break_it(3, "The output's weights first"),
        ],
    },
];
