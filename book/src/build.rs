//! Builds the pages from the checkout: runs the tests, renders the text and the API documentation, checks the links.
//!
//! **Invariant**: `target/book` holds the pages of the last build without a fault. A build writes to a folder of its
//! own and replaces `target/book` when every check has passed. `target/pages` holds pages from the recorded numbers.

use crate::chapter::{Author, Chapter, Fragments, Pairs, fill, find_pairs};
use crate::checks::{self, Written};
use crate::formulas::Formulas;
use crate::frame::{self, Titles};
use crate::material::Material;
use crate::project::{Fault, Project};
use crate::replace::replace;
use crate::summary::Summary;
use crate::{api, fresh, header, links, loads, wrong_declarations};
use mdbook_driver::MDBook;
use mdbook_preprocessor::book::{Book, BookItem, Chapter as Page};
use mdbook_preprocessor::errors::Result as MdResult;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::cell::RefCell;
use std::fs;
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The folder of the chapters.
const TEXT: &str = "book/text";
/// The first chapter, whose page is `index.html`.
const FIRST: &str = "welcome.md";
/// The file that lists the chapters whose Rust blocks are doc tests.
const DOCTESTS: &str = "book/src/doctests.rs";

/// The runs that the pages are checked against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Runs {
    /// Runs the documented examples again, and the tests of the equations and of the chapters.
    Fresh,
    /// Trusts the recorded snapshots. Faster, for someone who writes a chapter and looks at its page.
    #[cfg(feature = "serve")]
    Recorded,
    /// Trusts the recorded snapshots and does not document the API: the pages alone, in seconds.
    Skipped,
}

impl Runs {
    /// Returns whether to build the API documentation, which compiles the crate again.
    fn document_the_api(self) -> bool {
        self != Self::Skipped
    }

    /// Returns the folder of the finished pages. Pages without the API documentation have one of their own.
    fn folder(self) -> &'static str {
        if self.document_the_api() { "target/book" } else { "target/pages" }
    }
}

/// A finished build.
#[derive(Debug)]
pub(crate) struct Built {
    /// The folder of the pages.
    pub(crate) folder: PathBuf,
    pub(crate) summary: Summary,
}

/// Builds all pages.
pub(crate) fn build(project: &Project, runs: Runs) -> Result<Built, Vec<Fault>> {
    let finished = project.path(runs.folder());
    let workshop = project.path(&format!("target/book-{}", std::process::id()));
    let built = std::thread::scope(|scope| {
        let tests = scope.spawn(|| if runs == Runs::Fresh { fresh::run(project) } else { Vec::new() });
        let api = scope.spawn(|| if runs.document_the_api() { api::document(project).map(Some) } else { Ok(None) });
        let pages = pages(project, &workshop);
        // Propagates a panic of either thread: a check that panicked has not passed.
        let mut faults = tests.join().unwrap_or_else(|panic| resume_unwind(panic));
        let api = api.join().unwrap_or_else(|panic| resume_unwind(panic));
        let pages = pages.and_then(|(material, mut summary)| {
            if let Some(api) = api.map_err(|fault| vec![fault])? {
                api::copy(&api, &workshop.join("api"), &material)?;
            }
            loads::check(&workshop)?;
            summary.links = links::check(project, &workshop)?;
            Ok(summary)
        });
        match pages {
            Ok(summary) if faults.is_empty() => Ok(summary),
            Ok(_) => Err(faults),
            Err(more) => {
                faults.extend(more);
                Err(faults)
            }
        }
    });
    let replaced = built.and_then(|summary| replace(&workshop, &finished).map(|()| summary));
    let _ = fs::remove_dir_all(&workshop);
    replaced.map(|summary| Built { folder: finished, summary })
}

/// Builds the pages of the chapters in the folder `workshop`.
fn pages(project: &Project, workshop: &Path) -> Result<(Material, Summary), Vec<Fault>> {
    let material = Material::read(project)?;
    header::check(&material).map_err(|fault| vec![fault])?;
    let mdbook_fault = |error: &dyn std::fmt::Display| vec![Fault::new("book/book.toml", None, format!("{error:#}"))];
    let mut book = MDBook::load(project.path("book")).map_err(|error| mdbook_fault(&error))?;
    book.config.build.build_dir = workshop.to_owned();
    let work = Rc::new(RefCell::new(Work::new(material)));
    book.with_preprocessor(Setter(Rc::clone(&work)));
    let built = book.build();
    drop(book);
    let Work { material, fragments, titles, summary, mut faults, formulas } =
        Rc::into_inner(work).expect("mdBook's copy went with its book").into_inner();
    let wrong = formulas.wrong_number();
    faults.extend(wrong.into_iter().map(|message| Fault::new("book/src/formulas.rs", None, message)));
    if faults.is_empty() {
        faults.extend(built.err().into_iter().flat_map(|error| mdbook_fault(&error)));
    }
    if !faults.is_empty() {
        faults.sort();
        return Err(faults);
    }
    fill_pages(workshop, &fragments, &titles).map_err(|error| mdbook_fault(&error))?;
    println!("{formulas}");
    Ok((material, summary))
}

fn fill_pages(folder: &Path, fragments: &Fragments, titles: &Titles) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "html") {
            let page = fill(&fs::read_to_string(&path)?, fragments);
            fs::write(&path, frame::complete(&page, titles))?;
        }
    }
    Ok(())
}

/// The state of a build, shared with the preprocessor.
struct Work {
    material: Material,
    fragments: Fragments,
    titles: Titles,
    summary: Summary,
    faults: Vec<Fault>,
    formulas: Formulas,
}

impl Work {
    fn new(material: Material) -> Self {
        Self {
            material,
            fragments: Fragments::default(),
            titles: Titles::new(),
            summary: Summary::default(),
            faults: Vec::new(),
            formulas: Formulas::default(),
        }
    }
}

/// The mdBook preprocessor that renders all chapters.
struct Setter(Rc<RefCell<Work>>);

impl Preprocessor for Setter {
    fn name(&self) -> &str {
        "backprop"
    }

    fn run(&self, _context: &PreprocessorContext, mut book: Book) -> MdResult<Book> {
        let Work { material, fragments, titles, summary, faults, formulas } = &mut *self.0.borrow_mut();
        let mut pairs = Pairs::new();
        for page in book.chapters() {
            find_pairs(&file_of(page), &page.content, &mut pairs, faults);
        }
        let text: String = book.chapters().map(|page| page.content.as_str()).collect();
        wrong_declarations::check(&material.project, &text, faults);
        let written =
            |page: &Page| Written { file: file_of(page), title: page.name.clone(), text: page.content.clone() };
        let mut chapters: Vec<Written> = book.chapters().map(written).collect();
        checks::check(material, &mut chapters, summary, faults);
        book.for_each_mut(|item| {
            let BookItem::Chapter(page) = item else { return };
            let Some(Written { file, text, .. }) = chapters.iter().find(|chapter| chapter.file == file_of(page)) else {
                return;
            };
            formulas.start_page(file);
            let by = Author::Person;
            let set = Chapter { material, pairs: &pairs, fragments, faults, formulas, file, text, by }.set();
            page.content = set.replace(&format!("]({FIRST}"), "](index.md");
            if page.path.as_deref() == Some(Path::new(FIRST)) {
                page.path = Some("index.md".into());
            }
            let name = page.path.as_deref().unwrap_or(Path::new("")).with_extension("html");
            titles.insert(name.display().to_string(), page.name.clone());
        });
        check_pairs(material, &pairs, faults);
        check_doctests(material, &book, faults);
        if faults.is_empty() { Ok(book) } else { Err(mdbook_preprocessor::errors::Error::msg("the text has faults")) }
    }
}

/// Returns the path of a chapter's file, as messages print it.
fn file_of(page: &Page) -> String {
    page.source_path.as_ref().map_or_else(|| page.name.clone(), |path| format!("{TEXT}/{}", path.display()))
}

/// Checks that every equation is shown next to its code in a chapter.
fn check_pairs(material: &Material, pairs: &Pairs, faults: &mut Vec<Fault>) {
    for equation in material.source.equations.values().filter(|equation| !pairs.contains_key(&equation.id)) {
        let message = format!("the equation `{}` is in no chapter; write `{{{{#pair {0}}}}}` in one", equation.id);
        faults.push(Fault::new(&*equation.code.file, equation.line, message));
    }
}

/// Checks that the Rust blocks of every chapter are doc tests.
fn check_doctests(material: &Material, book: &Book, faults: &mut Vec<Fault>) {
    let listed = material.project.read(DOCTESTS).unwrap_or_default();
    for page in book.chapters() {
        let file = file_of(page);
        if !listed.contains(&format!("\"../{}\"", file.trim_start_matches("book/"))) {
            faults.push(Fault::new(&*file, None, format!("its Rust blocks are not tested; list it in {DOCTESTS}")));
        }
    }
}
