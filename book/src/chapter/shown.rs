//! Renders directives as HTML.

use super::{Author, Chapter, Inserted, Role, name, origin_title, page};
use crate::directive::Directive;
use crate::formulas::Kind;
use crate::glossary::{self, Term};
use crate::html::escape;
use crate::math::Style;
use crate::source::Equation;
use crate::{
    exercises, expansion, figure, index, listing, solutions, times, trace_table, wrong_declarations, your_network,
};
use ::exercises::list::CHAPTERS;
use regex::Regex;
use std::sync::LazyLock;

/// The most lines and columns of code that are next to their equation; more are below it, because the equation would be
/// alone in an empty column.
const NEXT_TO_AN_EQUATION: (usize, usize) = (10, 72);

impl Chapter<'_> {
    /// Returns the placeholder or the text that replaces a directive.
    pub(super) fn directive(&mut self, directive: &Directive, at: usize, is_alone: bool) -> Result<String, String> {
        let material = self.material;
        let needs_line = !matches!(
            directive,
            Directive::Number { .. }
                | Directive::Count { .. }
                | Directive::Text(_)
                | Directive::Constant(_)
                | Directive::Reference(_)
                | Directive::Let(_)
                | Directive::Any(_)
                | Directive::Is { .. }
                | Directive::Unchecked { .. }
                | Directive::Claim(_)
                | Directive::Exercise(_)
        );
        if needs_line && !is_alone {
            return Err("this directive must be alone on its line".to_owned());
        }
        let html = match directive {
            Directive::Pair(id) => self.pair(id)?,
            Directive::Equation(id) => self.equation(id)?,
            Directive::Reference(id) => {
                let html = self.reference(id)?;
                return Ok(self.fragments.keep(html, false));
            }
            Directive::Constant(constant) => return Ok(constant.replace('-', "−")),
            Directive::Number { path, format } => {
                let value = material.snapshots.get(path)?;
                let title = origin_title(std::slice::from_ref(path));
                if let Some(number) = value.as_f64() {
                    let html = format!(r#"<span class="num"{title}>{}</span>"#, format.text(number));
                    return Ok(self.fragments.keep(html, false));
                }
                let is_block = is_alone;
                let latex = match material.snapshots.numbers(path) {
                    Ok(row) if !is_block => {
                        let row: Vec<String> = row.into_iter().map(|number| format.latex(number)).collect();
                        format!("({})", row.join(r",\, "))
                    }
                    _ => material.snapshots.latex(path, *format)?,
                };
                let style = if is_block { Style::Display } else { Style::Inline };
                let html = format!("<span{title}>{}</span>", material.math.html(&latex, style)?);
                return Ok(self.fragments.keep(html, is_block));
            }
            Directive::Text(path) => {
                let (text, title) = (escape(material.snapshots.text(path)?), origin_title(std::slice::from_ref(path)));
                let html = format!("<span{title}>{}</span>", text.replace('\n', "<br>"));
                return Ok(self.fragments.keep(html, false));
            }
            Directive::Count { path, style } => return material.snapshots.count(path, *style),
            Directive::Run { name, example } => {
                let run = self.formulas.as_mut().map_or(Ok(()), |formulas| formulas.start_run(name, *example));
                return run.map(|()| String::new());
            }
            Directive::Exercise(number) => return Ok(self.fragments.keep(exercises::head(*number)?, false)),
            Directive::Claim(test) => return material.claims.check(test).map(|()| String::new()),
            Directive::Any(symbols) => {
                let supposed = self.formulas.as_mut().map_or(Ok(()), |formulas| formulas.suppose_any(symbols));
                return supposed.map(|()| String::new());
            }
            Directive::Let(latex) | Directive::Is { latex, .. } | Directive::Unchecked { latex, .. } => {
                let style = if is_alone { Style::Display } else { Style::Inline };
                let role = match directive {
                    Directive::Let(_) => Role::Supposes,
                    Directive::Is { quantity, .. } => Role::Is(quantity),
                    _ => Role::Unchecked,
                };
                return Ok(self.math(latex, style, at, role));
            }
            Directive::Trace { path, example, format } => trace_table::table(material, path, *example, *format)?,
            Directive::Code { file, item, after, shows } => {
                let find =
                    |name: &str| material.source.item(file, name).ok_or_else(|| format!("{file} has no item `{name}`"));
                let code = find(item)?;
                listing::check_shows(code, shows)?;
                listing::item(code, after.as_deref().map(find).transpose()?)
            }
            Directive::Figure { kind, arguments, caption } => {
                let (set, spoken) = self.caption(caption, at)?;
                self.check_decimals(caption, at);
                figure::figure(material, kind, arguments, &set, &spoken)?
            }
            Directive::Output { paths, heads } => self.outputs(paths, heads, at)?,
            Directive::Times { threads, workloads, peers } => {
                times::tables(&material.snapshots, threads, workloads, peers)?
            }
            Directive::Derivation => return self.derivation(),
            Directive::WrongDeclarations(names) => wrong_declarations::page(material, names)?,
            Directive::Expansion => expansion::page(material, self.pairs)?,
            Directive::Equations => index::equations(material, self.pairs)?,
            Directive::Notation => {
                let (above, symbols) = material.glossary.section("Symbols")?;
                return Ok(self.of_glossary(above, symbols));
            }
            Directive::Glossary => return self.glossary(),
            Directive::Solutions => return self.solutions(),
        };
        Ok(self.fragments.keep(html, true))
    }

    /// Returns a part of the glossary, which is Markdown with math, with its directives replaced. `above` is the number
    /// of lines above it.
    fn of_glossary(&mut self, above: usize, text: &str) -> String {
        // Empty lines, so that a fault has the number of the line in the file.
        let text = "\n".repeat(above) + text;
        let mut chapter = Chapter { file: glossary::FILE, text: &text, ..self.reborrow() };
        chapter.set().trim().to_owned()
    }

    /// Returns the terms in the order of the alphabet, each with a link to its chapter, and the further words.
    fn glossary(&mut self) -> Result<String, String> {
        let mut terms: Vec<&Term> = self.material.terms.list.iter().collect();
        terms.sort_by_key(|term| term.name.to_lowercase());
        let mut list = String::new();
        for term in terms {
            let meaning = self.of_glossary(term.line - 1, &term.meaning);
            list += &format!("- **[{}]({} \"{}\")**: {meaning}\n", term.name, term.target(), term.title);
        }
        let (above, further) = self.material.glossary.section("Further words")?;
        Ok(format!("{list}\n## Further words\n\n{}", self.of_glossary(above, further)))
    }

    /// Returns the solutions of all exercises that are checked, chapter by chapter.
    fn solutions(&mut self) -> Result<String, String> {
        let mut page = String::new();
        for chapter in CHAPTERS {
            page += &format!("## {}. {}\n\n", chapter.number, chapter.title);
            let solutions = solutions::read(&self.material.project, chapter).map_err(|fault| fault.to_string())?;
            for (number, solution) in solutions {
                let [above, below] = solutions::around(number, chapter, &solution)?;
                let code = self.fragments.keep(listing::item(&solution.code, None), true);
                page += &format!("{above}{code}{below}");
            }
        }
        Ok(page)
    }

    /// Renders the derivation of the reader's own network.
    fn derivation(&mut self) -> Result<String, String> {
        let derivation = your_network::run().map_err(|error| format!("{}: {error}", your_network::FILE))?;
        let text = format!("{derivation:.4}");
        let mut chapter = Chapter { file: your_network::FILE, text: &text, by: Author::Run, ..self.reborrow() };
        Ok(chapter.set())
    }

    /// Returns a caption with its math rendered and evaluated, and the caption as text for screen readers.
    fn caption(&mut self, caption: &str, at: usize) -> Result<(String, String), String> {
        static MATH: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\$([^$]+)\$").expect("a pattern"));
        let mut set = String::new();
        let mut done = 0;
        for math in MATH.captures_iter(caption) {
            let whole = math.get(0).map_or(0..0, |whole| whole.range());
            self.check_signs(&caption[done..whole.start], at);
            set += &escape(&caption[done..whole.start]);
            set += &self.material.math.html(&math[1], Style::Inline)?;
            self.evaluate(&Inserted { evaluated: math[1].to_owned(), ..Inserted::default() }, Role::Claims, at);
            done = whole.end;
        }
        self.check_signs(&caption[done..], at);
        set += &escape(&caption[done..]);
        Ok((set, MATH.replace_all(caption, "$1").replace('\\', "")))
    }

    fn reborrow(&mut self) -> Chapter<'_> {
        Chapter {
            material: self.material,
            pairs: self.pairs,
            fragments: self.fragments,
            faults: self.faults,
            formulas: self.formulas.as_deref_mut(),
            file: self.file,
            text: self.text,
            by: self.by,
        }
    }

    /// Returns an equation next to its code.
    fn pair(&mut self, id: &str) -> Result<String, String> {
        self.count(Kind::Pair);
        let equation = self.find(id)?;
        // Forms separated by `\qquad` are stacked, because the column is narrow.
        let forms = equation.latex.split(r"\qquad").map(|form| form.trim().trim_end_matches(','));
        let set: String = forms.map(|form| self.material.math.html(form, Style::Display)).collect::<Result<_, _>>()?;
        let (lines, columns) = NEXT_TO_AN_EQUATION;
        let code = &equation.code.text;
        let fits = code.lines().count() <= lines && code.lines().all(|line| line.chars().count() <= columns);
        let class = if fits { "pair" } else { "pair stacked" };
        Ok(format!(
            r##"<figure class="{class}" id="eq-{id}"><figcaption><a class="name" href="#eq-{id}">{}</a> {}</figcaption><div class="equation">{set}</div>{}{}</figure>"##,
            name(id),
            listing::place(&equation.code),
            listing::code_of(equation),
            self.output_of(equation)?
        ))
    }

    /// Returns what an equation's code prints if it is run with symbols; nothing if no output is recorded, or if it is
    /// the equation itself.
    fn output_of(&self, equation: &Equation) -> Result<String, String> {
        let path = format!("outputs/{}", equation.id);
        match self.material.snapshots.get(&path) {
            Err(_) => return Ok(String::new()),
            Ok(lines) if lines.as_array().is_some_and(|lines| is_equation(lines, &equation.latex)) => {
                return Ok(String::new());
            }
            Ok(_) => {}
        }
        let set = self.output(&path)?;
        let note = r#"What this code prints when it is run with symbols (see <a href="readings.html">Readings</a>)"#;
        Ok(format!(r#"<div class="output"><p class="note">{note}:</p><div class="equation">{set}</div></div>"#))
    }

    /// Renders equations that a run wrote, aligned.
    fn output(&self, path: &str) -> Result<String, String> {
        let lines = self.material.snapshots.get(path)?.as_array().into_iter().flatten();
        let aligned: Vec<String> = lines.filter_map(serde_json::Value::as_str).map(aligned).collect();
        if aligned.is_empty() {
            return Err(format!("{path} is not a list of equations"));
        }
        // Fractions of neighboring rows would touch each other.
        let end_of_row = if aligned.iter().any(|row| row.contains(r"\frac")) { r" \\[0.6em] " } else { r" \\ " };
        let rows = aligned.join(end_of_row);
        self.material.math.html(&format!(r"\begin{{aligned}} {rows} \end{{aligned}}"), Style::Display)
    }

    /// Renders equations that runs wrote, list next to list, each below its head.
    fn outputs(&mut self, paths: &[String], heads: &[String], at: usize) -> Result<String, String> {
        if paths.len() != heads.len() {
            return Err(format!(
                "{} lists of equations need {} heads; found {}",
                paths.len(),
                paths.len(),
                heads.len()
            ));
        }
        let mut columns = String::new();
        for (path, head) in paths.iter().zip(heads) {
            let (head, _) = self.caption(head, at)?;
            let (title, set) = (origin_title(std::slice::from_ref(path)), self.output(path)?);
            columns += &format!(r#"<div{title}><p>{head}</p><div class="equation">{set}</div></div>"#);
            self.count(Kind::Derived);
        }
        Ok(format!(r#"<figure class="outputs">{columns}</figure>"#))
    }

    /// Returns an equation without its code, with a link to the pair.
    fn equation(&mut self, id: &str) -> Result<String, String> {
        self.count(Kind::Pair);
        let equation = self.find(id)?;
        let set = self.material.math.html(&equation.latex, Style::Display)?;
        Ok(format!(r#"<div class="equation again">{set}<p>{}</p></div>"#, self.reference(id)?))
    }

    /// Returns a link to the place where an equation is shown next to its code.
    fn reference(&self, id: &str) -> Result<String, String> {
        self.find(id)?;
        let (file, _) = self
            .pairs
            .get(id)
            .ok_or_else(|| format!("the equation `{id}` is paired in no chapter; write `{{{{#pair {id}}}}}` in one"))?;
        Ok(format!(r#"<a class="reference" href="{}#eq-{id}">{}</a>"#, page(file), name(id)))
    }

    fn find(&self, id: &str) -> Result<&Equation, String> {
        self.material.source.equations.get(id).ok_or_else(|| {
            let known = self.material.source.equations.keys().map(String::as_str).collect::<Vec<_>>().join(", ");
            format!("there is no equation `{id}` in the source; its equations are {known}")
        })
    }
}

/// Returns whether the output of an equation's code is a single line, one that the equation has already: `g(z) = z`.
pub(crate) fn is_equation(output: &[serde_json::Value], latex: &str) -> bool {
    static TERM: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\\term\{\w+\}").expect("a pattern"));
    static LETTER: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\((\w)\)").expect("a pattern"));
    // What differs in notation only: terms, spaces, braces, brackets around a letter, the order of the arguments of max.
    let plain = |latex: &str| {
        let tight = TERM.replace_all(latex, "").replace(r"\,", "").replace(['&', ' ', '\n', '{', '}'], "");
        LETTER.replace_all(&tight, "$1").replace("(0,z)", "(z,0)")
    };
    let [serde_json::Value::String(line)] = output else { return false };
    let (line, latex) = (plain(line), plain(latex));
    let Some((left, right)) = line.split_once('=') else { return false };
    latex.starts_with(&format!("{left}=")) && latex.split('=').any(|side| side == right)
}

/// Returns an equation with an alignment mark at its `=` or `:=`.
fn aligned(line: &str) -> String {
    let at = [" := ", " = "].iter().filter_map(|sign| line.find(sign)).min();
    at.map_or_else(|| line.to_owned(), |at| format!("{} &{}", &line[..at], &line[at + 1..]))
}
