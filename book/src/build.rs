//! Builds the pages from the checkout, and verifies them.
//!
//! Each check of the text runs before there are pages: a build writes to a folder of its own and replaces the finished
//! pages when these checks have passed. What takes minutes is verified as well, see [`verify`]: [`build`]
//! waits for it, and [`open`] shows the pages first.

use crate::chapter::{Author, Chapter, Fragments, Pairs, fill, find_pairs};
use crate::checks;
use crate::formulas::Formulas;
use crate::frame::{self, Titles};
use crate::material::Material;
use crate::project::{Fault, Project};
use crate::prose::Written;
use crate::replace::replace;
use crate::stamp::Stamp;
use crate::summary::Summary;
use crate::{api, header, links, live, loads, slides, verify, wrong_declarations};
use mdbook_driver::MDBook;
use mdbook_preprocessor::book::{Book, BookItem, Chapter as Page};
use mdbook_preprocessor::errors::Result as MdResult;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::cell::RefCell;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::resume_unwind;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The folder of the chapters.
const TEXT: &str = "book/text";
/// The style sheet of the formulas, in the folder of the pages.
const MATH_STYLES: &str = "katex/katex.min.css";
/// The first chapter, whose page is `index.html`.
const FIRST: &str = "welcome.md";
/// The file that lists the chapters whose Rust blocks are doc tests.
const DOCTESTS: &str = "book/src/doctests.rs";

/// The folder of the pages.
const PAGES: &str = "target/book";
/// The folder of pages that nothing was verified for, for writers.
const DRAFT: &str = "target/pages";

/// When the text is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Checks {
    /// While the pages are built.
    Now,
    /// In another build, after the pages have been shown.
    Later,
}

/// A finished build.
#[derive(Debug)]
pub(crate) struct Built {
    /// The folder of the pages.
    pub(crate) folder: PathBuf,
    pub(crate) summary: Summary,
    /// How many formulas of each kind there are, for each page.
    pub(crate) formulas: String,
}

/// Builds the pages, verifies everything that they say, and replaces the finished pages if it holds.
pub(crate) fn build(project: &Project) -> Result<Built, Vec<Fault>> {
    let workshop = Workshop::new(project);
    let (pages, verified) = std::thread::scope(|scope| {
        let verified = scope.spawn(|| verify::verify(project));
        let pages = pages(project, &workshop.0, Checks::Now);
        (pages, verified.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    let (mut pages, api) = match (pages, verified) {
        (Ok(pages), Ok(api)) => (pages, api),
        (pages, verified) => return Err([verified.err(), pages.err()].into_iter().flatten().flatten().collect()),
    };
    api::copy(&api, &workshop.0.join("api"), &pages.material)?;
    pages.summary.links = links::check(project, &workshop.0)?;
    workshop.finish(&project.path(PAGES), pages)
}

/// Builds the pages alone, from the recorded numbers: for somebody who writes a chapter and looks at its page.
pub(crate) fn draft(project: &Project) -> Result<Built, Vec<Fault>> {
    let workshop = Workshop::new(project);
    let mut pages = pages(project, &workshop.0, Checks::Now)?;
    pages.summary.links = links::check(project, &workshop.0)?;
    workshop.finish(&project.path(DRAFT), pages)
}

/// Builds the pages from the recorded numbers, calls `show` with their folder, and then verifies what they say. Pages
/// of the same files are not built again.
pub(crate) fn open(project: &Project, show: impl FnOnce(&Path)) -> Result<(), Vec<Fault>> {
    let finished = project.path(PAGES);
    let fault = |error: std::io::Error| vec![Fault::new(PAGES, None, error.to_string())];
    let stamp = Stamp::now(project).map_err(fault)?;
    if !stamp.is_of(&finished) {
        let workshop = Workshop::new(project);
        let pages = pages(project, &workshop.0, Checks::Later)?;
        // The documentation of the API is that of the last time, until it is built again.
        let _ = fs::rename(finished.join("api"), workshop.0.join("api"));
        stamp.write(&workshop.0).map_err(fault)?;
        workshop.finish(&finished, pages)?;
    }
    show(&finished);
    if live::is_stale(project)? {
        println!("The figures that move are of an older source; `cargo book live` builds them again.");
    }
    let workshop = Workshop::new(project);
    let pages = pages(project, &workshop.0, Checks::Now)?;
    println!("{}", pages.summary);
    let api = verify::verify(project)?;
    api::copy(&api, &finished.join("api"), &pages.material)?;
    links::check(project, &finished).map(|_| ())
}

/// A folder in which pages are built. It is removed at the end.
struct Workshop(PathBuf);

impl Workshop {
    fn new(project: &Project) -> Self {
        Self(project.path(&format!("target/book-{}", std::process::id())))
    }

    /// Replaces the finished pages with the new ones.
    fn finish(self, finished: &Path, pages: Pages) -> Result<Built, Vec<Fault>> {
        replace(&self.0, finished)?;
        Ok(Built { folder: finished.to_owned(), summary: pages.summary, formulas: pages.formulas })
    }
}

impl Drop for Workshop {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The pages of the chapters, whose text has been checked.
struct Pages {
    material: Material,
    summary: Summary,
    formulas: String,
}

/// Builds the pages of the chapters in the folder `workshop`.
fn pages(project: &Project, workshop: &Path, checks: Checks) -> Result<Pages, Vec<Fault>> {
    let material = Material::read(project)?;
    header::check(&material).map_err(|fault| vec![fault])?;
    let mdbook_fault = |error: &dyn std::fmt::Display| vec![Fault::new("book/book.toml", None, format!("{error:#}"))];
    let mut book = MDBook::load(project.path("book")).map_err(|error| mdbook_fault(&error))?;
    book.config.build.build_dir = workshop.to_owned();
    let work = Rc::new(RefCell::new(Work::new(material, checks)));
    book.with_preprocessor(Setter(Rc::clone(&work)));
    let built = book.build();
    drop(book);
    let Work { material, fragments, titles, summary, mut faults, formulas } =
        Rc::into_inner(work).expect("mdBook's copy went with its book").into_inner();
    let wrong = formulas.as_ref().and_then(Formulas::wrong_number);
    faults.extend(wrong.into_iter().map(|message| Fault::new("book/src/formulas.rs", None, message)));
    if faults.is_empty() {
        faults.extend(built.err().into_iter().flat_map(|error| mdbook_fault(&error)));
    }
    if !faults.is_empty() {
        faults.sort();
        return Err(faults);
    }
    let live = live::copy(project, workshop).map_err(|fault| vec![fault])?;
    fill_pages(workshop, &fragments, &titles, &live).map_err(|error| mdbook_fault(&error))?;
    write_math_styles(&material, workshop).map_err(|error| mdbook_fault(&error))?;
    slides::write(&material, workshop)?;
    loads::check(workshop)?;
    Ok(Pages { material, summary, formulas: formulas.map(|formulas| formulas.to_string()).unwrap_or_default() })
}

fn fill_pages(folder: &Path, fragments: &Fragments, titles: &Titles, live: &str) -> std::io::Result<()> {
    for path in html_files(folder)? {
        let page = fill(&fs::read_to_string(&path)?, fragments);
        let is_for_printing = path.file_name().is_some_and(|name| name == "print.html");
        fs::write(&path, live::complete(&frame::complete(&page, titles), is_for_printing, live))?;
    }
    Ok(())
}

/// Writes the style sheet of the formulas; those of the API documentation are among them, since `Material::read` renders all
/// equations first. The pages ask for this very version of it: with an older one that a browser has kept, the formulas
/// would be illegible.
fn write_math_styles(material: &Material, folder: &Path) -> std::io::Result<()> {
    let sheet = material.math.style_sheet();
    let mut hasher = DefaultHasher::new();
    sheet.hash(&mut hasher);
    let version = format!("{MATH_STYLES}?{:08x}\"", hasher.finish() as u32);
    fs::write(folder.join(MATH_STYLES), sheet)?;
    for path in html_files(folder)? {
        let page = fs::read_to_string(&path)?;
        fs::write(&path, page.replace(&format!("{MATH_STYLES}\""), &version))?;
    }
    Ok(())
}

/// Returns the pages in a folder.
fn html_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let paths: Result<Vec<PathBuf>, std::io::Error> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect();
    let is_page = |path: &PathBuf| path.extension().is_some_and(|extension| extension == "html");
    Ok(paths?.into_iter().filter(is_page).collect())
}

/// The state of a build, shared with the preprocessor.
struct Work {
    material: Material,
    fragments: Fragments,
    titles: Titles,
    summary: Summary,
    faults: Vec<Fault>,
    /// What evaluates the formulas, unless the text is checked later.
    formulas: Option<Formulas>,
}

impl Work {
    fn new(material: Material, checks: Checks) -> Self {
        Self {
            material,
            fragments: Fragments::default(),
            titles: Titles::new(),
            summary: Summary::default(),
            faults: Vec::new(),
            formulas: (checks == Checks::Now).then(Formulas::default),
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
        let written =
            |page: &Page| Written { file: file_of(page), title: page.name.clone(), text: page.content.clone() };
        let mut chapters: Vec<Written> = book.chapters().map(written).collect();
        if formulas.is_some() {
            let text: String = book.chapters().map(|page| page.content.as_str()).collect();
            wrong_declarations::check(&material.project, &text, faults);
            checks::check(material, &chapters, summary, faults);
        }
        checks::introduce_terms(material, &mut chapters, faults);
        book.for_each_mut(|item| {
            let BookItem::Chapter(page) = item else { return };
            let Some(Written { file, text, .. }) = chapters.iter().find(|chapter| chapter.file == file_of(page)) else {
                return;
            };
            if let Some(formulas) = formulas {
                formulas.start_page(file, material.source.equations.values());
            }
            let (by, pairs) = (Author::Person, &pairs);
            let mut chapter =
                Chapter { material, pairs, fragments, faults, formulas: formulas.as_mut(), file, text, by };
            let set = chapter.set();
            faults.extend(formulas.iter_mut().flat_map(Formulas::end_page));
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
