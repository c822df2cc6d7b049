//! Reads the items of the source with their lines, and the equations in their doc comments.
//!
//! An equation is a ```` ```math id ```` fence in the doc comment of a function. The function is the equation's code.

use crate::project::{Fault, Project};
use std::collections::BTreeMap;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, Fields, ImplItem, Item, Lit, Meta, TraitItem, Type};

/// An item of a source file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Code {
    pub(crate) file: String,
    /// The name, as `weighted_sum` or `Sigmoid::g`.
    pub(crate) name: String,
    /// The first and the last line of the item without its attributes and documentation, counted from 1.
    pub(crate) lines: (usize, usize),
    pub(crate) text: String,
}

/// An equation, and the function that computes it.
#[derive(Debug, Clone)]
pub(crate) struct Equation {
    pub(crate) id: String,
    pub(crate) latex: String,
    /// The first line of the LaTeX in the file, counted from 1.
    pub(crate) line: usize,
    pub(crate) code: Code,
}

/// All items and equations of the files that were read.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) equations: BTreeMap<String, Equation>,
    items: Vec<Code>,
    /// The tests in `tests/equations/arithmetic.rs`: their names and lines.
    pub(crate) tests: BTreeMap<String, usize>,
}

/// The files in which every free function must have an equation.
const EQUATION_FILES: [&str; 3] =
    ["src/equations/forward.rs", "src/equations/backward.rs", "src/equations/gradient.rs"];
/// The traits whose implementations must have equations.
const EQUATION_TRAITS: [&str; 3] = ["Activation", "OutputActivation", "Cost"];
/// The methods of these traits that must have equations.
const EQUATION_METHODS: [&str; 5] = ["g", "g_prime", "pull_back", "cost", "delta"];
/// The file of the tests that are named after the equations.
pub(crate) const TESTS: &str = "tests/equations/arithmetic.rs";

impl Source {
    /// Reads the crate, the worked examples with their programs, the solutions of the exercises, and the tests.
    pub(crate) fn read(project: &Project, faults: &mut Vec<Fault>) -> Self {
        let mut source = Self::default();
        for folder in ["src", "worked/src", "worked/examples", "macros/core/src", "exercises/solutions"] {
            for file in project.files(folder, ".rs") {
                source.read_file(project, &file, faults);
            }
        }
        source.read_tests(project, faults);
        source
    }

    /// Returns the item of a file with this name, or `None` if there is none.
    pub(crate) fn item(&self, file: &str, name: &str) -> Option<&Code> {
        self.items.iter().find(|item| item.file == file && item.name == name)
    }

    fn read_file(&mut self, project: &Project, file: &str, faults: &mut Vec<Fault>) {
        let text = match project.read(file) {
            Ok(text) => text,
            Err(fault) => return faults.push(fault),
        };
        match syn::parse_file(&text) {
            Ok(parsed) => {
                let lines = text.lines().collect();
                let mut reader = Reader { source: self, faults, file, lines, without_equation: Vec::new() };
                parsed.items.iter().for_each(|item| reader.item(item));
                reader.check_functions_without_equation();
            }
            Err(error) => faults.push(Fault::new(file, error.span().start().line, error.to_string())),
        }
    }

    fn read_tests(&mut self, project: &Project, faults: &mut Vec<Fault>) {
        let parsed = project.read(TESTS).and_then(|text| {
            syn::parse_file(&text).map_err(|error| Fault::new(TESTS, error.span().start().line, error.to_string()))
        });
        match parsed {
            Ok(parsed) => {
                let tests = parsed.items.iter().filter_map(|item| match item {
                    Item::Fn(test) if test.attrs.iter().any(|attribute| attribute.path().is_ident("test")) => {
                        Some((test.sig.ident.to_string(), test.sig.ident.span().start().line))
                    }
                    _ => None,
                });
                self.tests = tests.collect();
            }
            Err(fault) => faults.push(fault),
        }
    }
}

/// Reads the items of one file.
struct Reader<'a> {
    source: &'a mut Source,
    faults: &'a mut Vec<Fault>,
    file: &'a str,
    lines: Vec<&'a str>,
    /// The functions that must have an equation but have none of their own.
    without_equation: Vec<Code>,
}

impl Reader<'_> {
    fn item(&mut self, item: &Item) {
        match item {
            Item::Fn(function) => {
                let name = function.sig.ident.to_string();
                let is_equation = EQUATION_FILES.contains(&self.file);
                self.function(name, &function.attrs, item, is_equation);
            }
            Item::Impl(implementation) => {
                let owner = type_name(&implementation.self_ty);
                let of_equations = implementation.trait_.as_ref().is_some_and(|(path, _)| {
                    path.segments.last().is_some_and(|name| EQUATION_TRAITS.iter().any(|known| name.ident == known))
                });
                for member in &implementation.items {
                    if let ImplItem::Fn(method) = member {
                        let name = method.sig.ident.to_string();
                        let is_equation =
                            self.file.starts_with("src/") && of_equations && EQUATION_METHODS.contains(&name.as_str());
                        self.function(format!("{owner}::{name}"), &method.attrs, member, is_equation);
                    }
                }
            }
            Item::Trait(definition) => {
                self.other(definition.ident.to_string(), &definition.attrs, item);
                for member in &definition.items {
                    if let TraitItem::Fn(method) = member {
                        let name = format!("{}::{}", definition.ident, method.sig.ident);
                        self.function(name, &method.attrs, member, false);
                    }
                }
            }
            Item::Struct(definition) => {
                self.other(definition.ident.to_string(), &definition.attrs, item);
                if let Fields::Named(fields) = &definition.fields {
                    fields.named.iter().for_each(|field| self.no_equation(&field.attrs, "a field"));
                }
            }
            Item::Enum(definition) => self.other(definition.ident.to_string(), &definition.attrs, item),
            Item::Mod(module) => module.content.iter().flat_map(|(_, items)| items).for_each(|item| self.item(item)),
            Item::Macro(call) => {
                if let Some(name) = call.mac.path.segments.last() {
                    self.other(format!("{}!", name.ident), &call.attrs, item);
                }
            }
            _ => {}
        }
    }

    /// Reads a function: an item that chapters can show, and the code of the equations in its doc comment.
    fn function(&mut self, name: String, attributes: &[Attribute], item: &impl Spanned, must_have_equation: bool) {
        let code = self.code(name, attributes, item);
        let equations = self.equations(attributes);
        if equations.is_empty() && must_have_equation {
            self.without_equation.push(code.clone());
        }
        for (id, latex, line) in equations {
            let equation = Equation { id: id.clone(), latex, line, code: code.clone() };
            if let Some(first) = self.source.equations.insert(id.clone(), equation) {
                let message = format!("the equation `{id}` is already defined in {}:{}", first.code.file, first.line);
                self.faults.push(Fault::new(self.file, line, message));
            }
        }
        self.source.items.push(code);
    }

    /// Checks that each function that must have an equation has one, or calls a function of the same file that has one.
    fn check_functions_without_equation(&mut self) {
        for code in &self.without_equation {
            let mut here = self.source.equations.values().filter(|equation| equation.code.file == self.file);
            if !here.any(|equation| code.text.contains(&format!("{}(", equation.code.name))) {
                let message = format!(
                    "`{}` has no equation; write one in a `math` fence with an id in its doc comment",
                    code.name
                );
                self.faults.push(Fault::new(self.file, code.lines.0, message));
            }
        }
    }

    /// Reads an item that chapters can show but that cannot be the code of an equation.
    fn other(&mut self, name: String, attributes: &[Attribute], item: &impl Spanned) {
        self.no_equation(attributes, &format!("`{name}`"));
        let code = self.code(name, attributes, item);
        self.source.items.push(code);
    }

    fn no_equation(&mut self, attributes: &[Attribute], what: &str) {
        for (id, _, line) in self.equations(attributes) {
            let message = format!("the equation `{id}` has no code: it is above {what}; move it above a function");
            self.faults.push(Fault::new(self.file, line, message));
        }
    }

    fn code(&self, name: String, attributes: &[Attribute], item: &impl Spanned) -> Code {
        code_of(self.file, &self.lines, name, attributes, item)
    }

    /// Returns the equations in a doc comment: their ids, their LaTeX, and the lines where they begin.
    fn equations(&mut self, attributes: &[Attribute]) -> Vec<(String, String, usize)> {
        let mut found: Vec<(String, String, usize)> = Vec::new();
        let mut is_open = false;
        for attribute in attributes {
            let Some(row) = doc_line(attribute) else { continue };
            let line = attribute.span().start().line;
            match (is_open, row.trim()) {
                (false, fence) if fence.starts_with("```math") => {
                    is_open = true;
                    let id = fence["```math".len()..].trim();
                    if id.is_empty() {
                        let message = "this equation has no id; write one after ` ```math `";
                        self.faults.push(Fault::new(self.file, line, message));
                    }
                    found.push((id.to_owned(), String::new(), line + 1));
                }
                (true, "```") => is_open = false,
                (true, row) => {
                    if let Some((_, latex, _)) = found.last_mut() {
                        latex.push_str(row);
                        latex.push('\n');
                    }
                }
                _ => {}
            }
        }
        if is_open {
            let line = attributes.last().map(|attribute| attribute.span().start().line);
            self.faults.push(Fault::new(self.file, line, "the fence of this equation is not closed"));
        }
        found
    }
}

/// Returns the lines of an item after these attributes, without their common indentation. `lines` are those of its file.
pub(crate) fn code_of(file: &str, lines: &[&str], name: String, attributes: &[Attribute], item: &impl Spanned) -> Code {
    let last_attribute = attributes.iter().map(|attribute| attribute.span().end().line).max();
    let first = last_attribute.map_or(item.span().start().line, |line| line + 1);
    let last = item.span().end().line;
    let lines = &lines[first - 1..last];
    let indent = lines.first().map_or(0, |line| line.len() - line.trim_start().len());
    let text = lines.iter().map(|line| line.get(indent..).unwrap_or_default()).collect::<Vec<_>>().join("\n");
    Code { file: file.to_owned(), name, lines: (first, last), text }
}

/// Returns the text of a doc comment.
pub(crate) fn documentation(attributes: &[Attribute]) -> String {
    attributes.iter().filter_map(doc_line).map(|line| line.trim().to_owned()).collect::<Vec<_>>().join("\n")
}

/// Returns the text of one line of a doc comment, or `None` if the attribute is not documentation.
fn doc_line(attribute: &Attribute) -> Option<String> {
    match &attribute.meta {
        Meta::NameValue(doc) if doc.path.is_ident("doc") => match &doc.value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the last segment of a type's path, as `Sigmoid`.
pub(crate) fn type_name(of: &Type) -> String {
    match of {
        Type::Path(path) => path.path.segments.last().map_or_else(String::new, |last| last.ident.to_string()),
        _ => String::new(),
    }
}
