//! What the script of a page calls: plain functions, and two buffers through which numbers and text go.
//!
//! The script puts a text or numbers into a buffer, calls a function that says how much it left there, and reads that.
//! Whatever the arguments are, no call panics: that would end the module, and with it every figure of the page.

#![allow(unsafe_code, reason = "the names of exported functions are the names of the module's exports")]

use crate::figure::{self, Figure};
use crate::show::Show;
use core::cell::RefCell;

/// The most numbers, and the most bytes of text, that a buffer holds.
const MOST: usize = 1 << 23;

/// A figure of the page, and what it showed last.
struct Live {
    figure: Box<dyn Figure>,
    shown: Show,
}

thread_local! {
    static NUMBERS: RefCell<Vec<f64>> = const { RefCell::new(Vec::new()) };
    static TEXT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static FIGURES: RefCell<Vec<Live>> = const { RefCell::new(Vec::new()) };
}

/// Makes room for so many numbers, and returns where they are.
#[unsafe(no_mangle)]
pub extern "C" fn numbers(count: usize) -> *mut f64 {
    NUMBERS.with_borrow_mut(|numbers| {
        numbers.resize(count.min(MOST), 0.0);
        numbers.as_mut_ptr()
    })
}

/// Makes room for so many bytes of text, and returns where they are.
#[unsafe(no_mangle)]
pub extern "C" fn text(bytes: usize) -> *mut u8 {
    TEXT.with_borrow_mut(|text| {
        text.resize(bytes.min(MOST), 0);
        text.as_mut_ptr()
    })
}

/// Starts the figure whose name is in the text, with the numbers that it is given. Returns its number, or −1.
#[unsafe(no_mangle)]
pub extern "C" fn start() -> isize {
    let given = NUMBERS.take();
    let name = TEXT.take();
    let Some(figure) = figure::start(text_of(&name), &given) else { return -1 };
    FIGURES.with_borrow_mut(|figures| {
        figures.push(Live { figure, shown: Show::default() });
        figures.len() as isize - 1
    })
}

/// Returns whether the numbers of a figure are the recorded ones, which are in the buffer.
#[unsafe(no_mangle)]
pub extern "C" fn agrees(figure: usize) -> bool {
    let recorded = NUMBERS.take();
    with(figure, |live| figure::agree(&live.figure.numbers(), &recorded)).unwrap_or(false)
}

/// Takes what the reader did at the control whose name is in the text, and leaves what changed in the text: how many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn act(figure: usize, x: f64, y: f64) -> usize {
    let name = TEXT.take();
    change(figure, |figure| {
        if x.is_finite() && y.is_finite() {
            figure.act(text_of(&name), x, y);
        }
    })
}

/// Takes what the reader wrote: the name of the field and, behind the first line break, its text. Leaves what changed in the
/// text: how many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn tell(figure: usize) -> usize {
    let both = TEXT.take();
    change(figure, |figure| {
        if let Some((name, text)) = text_of(&both).split_once('\n') {
            figure.tell(name, text);
        }
    })
}

/// Lets a figure go on by itself for so many milliseconds, and leaves what changed in the text: how many bytes.
#[unsafe(no_mangle)]
pub extern "C" fn tick(figure: usize, milliseconds: f64) -> usize {
    change(figure, |figure| {
        if milliseconds >= 0.0 && figure.is_running() {
            figure.tick(milliseconds.min(100.0));
        }
    })
}

/// Returns whether a figure goes on by itself.
#[unsafe(no_mangle)]
pub extern "C" fn is_running(figure: usize) -> bool {
    with(figure, |live| live.figure.is_running()).unwrap_or(false)
}

/// Leaves the numbers of a figure: how many.
#[unsafe(no_mangle)]
pub extern "C" fn values(figure: usize) -> usize {
    let values = with(figure, |live| live.figure.numbers()).unwrap_or_default();
    let count = values.len();
    NUMBERS.set(values);
    count
}

/// Returns bytes as text; what is no text is nobody's name.
fn text_of(bytes: &[u8]) -> &str {
    core::str::from_utf8(bytes).unwrap_or_default()
}

fn with<R>(figure: usize, action: impl FnOnce(&mut Live) -> R) -> Option<R> {
    FIGURES.with_borrow_mut(|figures| figures.get_mut(figure).map(action))
}

/// Changes a figure, and leaves what it shows differently in the text.
fn change(figure: usize, action: impl FnOnce(&mut dyn Figure)) -> usize {
    let changes = with(figure, |live| {
        action(live.figure.as_mut());
        let mut show = Show::default();
        live.figure.show(&mut show);
        let changes = show.changes_since(&live.shown);
        live.shown = show;
        changes
    });
    let changes = changes.unwrap_or_default().into_bytes();
    let count = changes.len();
    TEXT.set(changes);
    count
}
