//! The HTML and SVG around the slots of a figure. It is written while the book is built; the WebAssembly has none of it.
//!
//! Three attributes tell the script what an element is for:
//!
//! | attribute | the script |
//! |---|---|
//! | `data-slot="S"` | writes what the figure shows of the slot S |
//! | `data-act="A"` | tells the figure the position of a slider or a list, or that a button was pressed, with its `data-value` |
//! | `data-point="A"` | tells the figure that the pointer or the focus is on the element, with its `data-value` |
//! | `data-drag="A"` | tells the figure the place in the picture: `A start` where a press begins, `A` while it lasts; arrow keys are `A key` with a direction, and space or enter `A key` with none |

use crate::plane::Plane;
use crate::show::{Show, Shown, What};
use backprop::plot::drawing::{Anchor, Canvas, Hue};
use core::fmt::Write;
use core::ops::RangeInclusive;

/// The size of letters in a picture.
pub(crate) const LETTERS: f64 = 13.0;

/// What writes a stage: the slots are filled with what the figure shows at the start.
#[derive(Debug)]
pub(crate) struct Stage<'a> {
    show: &'a Show,
}

impl<'a> Stage<'a> {
    /// A stage that is filled with this.
    pub(crate) fn new(show: &'a Show) -> Self {
        Self { show }
    }

    /// Returns an element with a slot. The attributes are written as they are, without those that the figure shows; a
    /// `class` among them must be the first one.
    pub(crate) fn slot(&self, tag: &str, slot: &str, attributes: &str) -> String {
        let (mut classes, mut more, mut text) = (Vec::new(), String::new(), String::new());
        for Shown { what, value, .. } in self.show.all().iter().filter(|shown| shown.slot == slot) {
            match what {
                What::Text => text = escaped(value),
                What::Html => text.clone_from(value),
                What::Position => _ = write!(more, r#" value="{}""#, escaped(value)),
                What::Attribute(name) => _ = write!(more, r#" {name}="{}""#, escaped(value)),
                What::Class(name) if !value.is_empty() => classes.push(*name),
                What::Flag(name) if !value.is_empty() => _ = write!(more, r#" {name}="""#),
                What::Class(_) | What::Flag(_) => {}
            }
        }
        let own = attributes.strip_prefix("class=\"").and_then(|rest| rest.split_once('"'));
        let (class, rest) = own.unwrap_or(("", attributes));
        classes.insert(0, class);
        let class = classes.join(" ");
        let class = if class.trim().is_empty() { String::new() } else { format!(r#" class="{}""#, class.trim()) };
        let rest = if rest.trim().is_empty() { String::new() } else { format!(" {}", rest.trim()) };
        let start = format!(r#"<{tag} data-slot="{slot}"{class}{rest}{more}>"#);
        if tag == "input" { start } else { format!("{start}{text}</{tag}>") }
    }

    /// Returns a text in a picture, around a place that is halfway up its digits.
    pub(crate) fn text(&self, slot: &str, place: (f64, f64), hue: &str) -> String {
        self.text_at(slot, place, Anchor::Middle, hue)
    }

    /// Returns a text in a picture, beside a place that is halfway up its digits, or around it.
    pub(crate) fn text_at(&self, slot: &str, place: (f64, f64), anchor: Anchor, hue: &str) -> String {
        self.slot("text", slot, &letters(place, anchor, hue))
    }

    /// Returns a curve in a picture, whose places the figure shows.
    pub(crate) fn curve(&self, slot: &str, hue: &str, width: f64) -> String {
        self.slot("path", slot, &format!(r#"class="stroke {hue}" fill="none" stroke-width="{width}""#))
    }

    /// Returns dots in a picture, whose places the figure shows; `cap` is their form, `round` or `square`.
    pub(crate) fn dots(&self, slot: &str, hue: &str, width: f64, cap: &str) -> String {
        let attributes = format!(r#"class="stroke {hue}" fill="none" stroke-width="{width}" stroke-linecap="{cap}""#);
        self.slot("path", slot, &attributes)
    }

    /// Returns a disk in a picture, whose place the figure shows.
    pub(crate) fn disk(&self, slot: &str, hue: &str, radius: f64) -> String {
        self.slot("circle", slot, &format!(r#"class="fill {hue}" r="{radius}""#))
    }

    /// Returns parts of a picture together, as a group with a slot.
    pub(crate) fn group(&self, slot: &str, attributes: &str, content: &str) -> String {
        self.slot("g", slot, attributes).replace("></g>", &format!(">{content}</g>"))
    }

    /// Returns a picture of a size: its label for readers who cannot see it, and its content. One in which something can
    /// be pointed at or pressed is a group of things, others are images.
    pub(crate) fn picture(&self, (width, height): (f64, f64), label: &str, content: &str) -> String {
        let role = if ["data-act", "data-point", "data-drag"].iter().any(|mark| content.contains(mark)) {
            "group"
        } else {
            "img"
        };
        // What a canvas says of each text is said once: a page is to be small.
        let content = content.replace(&format!(r#" font-size="{LETTERS}""#), "").replace(r#" stroke="none""#, "");
        format!(
            r#"<svg viewBox="0 0 {width} {height}" font-size="{LETTERS}" style="max-width: {}px" role="{role}" aria-label="{}">{content}</svg>"#,
            1.25 * width,
            escaped(label)
        )
    }

    /// Returns a picture of a plane: its axes with their names, and what is inside, in the plane's own pixels. If
    /// the figure shows a text for the name of the horizontal axis, that is the name.
    pub(crate) fn plane(&self, plane: &Plane, names: [&str; 2], label: &str, inside: &str) -> String {
        self.plane_with(plane, names, label, inside, "")
    }

    /// Returns a picture of a plane, with what is around it, such as a legend above it, in the pixels of the picture.
    pub(crate) fn plane_with(
        &self,
        plane: &Plane,
        [x, y]: [&str; 2],
        label: &str,
        inside: &str,
        around: &str,
    ) -> String {
        let mut canvas = Canvas::new(plane.left + plane.width + RIGHT, plane.top + plane.height + BELOW);
        let at = |x, y| {
            let (x, y) = plane.at(x, y);
            (plane.left + x, plane.top + y)
        };
        let ([from_x, to_x], [from_y, to_y]) = (plane.x, plane.y);
        for &tick in plane.ticks[0] {
            canvas.line([at(tick, from_y), at(tick, to_y)], 1.0, Hue::Grid);
            let (x, y) = at(tick, from_y);
            canvas.text(plain(tick), (x, y + 12.0), Anchor::Middle, LETTERS, Hue::Ink);
        }
        for &tick in plane.ticks[1] {
            canvas.line([at(from_x, tick), at(to_x, tick)], 1.0, Hue::Grid);
            let (x, y) = at(from_x, tick);
            canvas.text(plain(tick), (x - 6.0, y), Anchor::End, LETTERS, Hue::Ink);
        }
        let below = plane.top + plane.height + BELOW - 8.0;
        let middle = (plane.left + plane.width / 2.0, below);
        let name = if self.shows_text(x) { self.text(x, middle, "ink") } else { String::new() };
        if name.is_empty() {
            canvas.text(x, middle, Anchor::Middle, LETTERS, Hue::Ink);
        }
        canvas.text(y, (8.0, plane.top + plane.height / 2.0), Anchor::Upwards, LETTERS, Hue::Ink);
        let Plane { left, top, width, height, .. } = plane;
        let inside = format!(
            r#"{}{name}<svg class="inside" x="{left}" y="{top}" width="{width}" height="{height}" viewBox="0 0 {width} {height}">{inside}</svg>{around}"#,
            canvas.body()
        );
        self.picture(canvas.size(), label, &inside)
    }

    /// Returns a slider with its label, and the number at which it stands. Screen readers say that number as the slider's
    /// own, and neither as part of its name nor as news.
    pub(crate) fn slider(&self, name: &str, label: &str, range: RangeInclusive<f64>, step: f64) -> String {
        let (least, most) = range.into_inner();
        let input = self.slot(
            "input",
            name,
            &format!(r#"type="range" data-act="{name}" min="{least}" max="{most}" step="{step}" autocomplete="off""#),
        );
        let number = self.slot("span", &format!("{name} number"), r#"class="number" aria-hidden="true""#);
        format!(r#"<label class="slider"><span>{}</span>{input}{number}</label>"#, escaped(label))
    }

    /// Returns a list of choices with its label.
    pub(crate) fn choice(&self, name: &str, label: &str, choices: &[&str]) -> String {
        let is_chosen = |i: usize| {
            self.show
                .all()
                .iter()
                .any(|shown| shown.slot == name && shown.what == What::Position && shown.value == i.to_string())
        };
        let mut options = String::new();
        for (i, choice) in choices.iter().enumerate() {
            let selected = if is_chosen(i) { " selected" } else { "" };
            _ = write!(options, r#"<option value="{i}"{selected}>{}</option>"#, escaped(choice));
        }
        format!(
            r#"<label><span>{}</span><select data-slot="{name}" data-act="{name}" autocomplete="off">{options}</select></label>"#,
            escaped(label)
        )
    }

    /// Returns a button. If the figure shows a text for it, that is its label.
    pub(crate) fn button(&self, name: &str, label: &str) -> String {
        let shows = self.shows_text(name);
        let attributes = format!(r#"type="button" data-act="{name}""#);
        let button = self.slot("button", name, &attributes);
        if shows { button } else { button.replace("></button>", &format!(">{}</button>", escaped(label))) }
    }

    fn shows_text(&self, slot: &str) -> bool {
        self.show.all().iter().any(|shown| shown.slot == slot && shown.what == What::Text)
    }

    /// Returns a row of controls.
    pub(crate) fn controls(&self, controls: &[String]) -> String {
        format!(r#"<div class="controls">{}</div>"#, controls.concat())
    }

    /// Returns pictures side by side, which are below each other on a narrow screen.
    pub(crate) fn pictures(&self, pictures: &[String]) -> String {
        format!(r#"<div class="pictures">{}</div>"#, pictures.concat())
    }

    /// Returns a sentence of the figure. The script also gives it to screen readers, when the figure has come to rest.
    pub(crate) fn sentence(&self, slot: &str) -> String {
        self.slot("p", slot, r#"class="says""#)
    }
}

/// Returns a text in a picture that stays as it is, beside a place that is halfway up its digits, or around it.
pub(crate) fn words(words: &str, place: (f64, f64), anchor: Anchor, hue: &str) -> String {
    format!("<text {}>{}</text>", letters(place, anchor, hue), escaped(words))
}

/// Returns a surface of this size, to press and to drag, or to move by the arrow keys. `label` says what that does.
pub(crate) fn pad(name: &str, (width, height): (f64, f64), label: &str) -> String {
    format!(
        r#"<rect data-drag="{name}" width="{width}" height="{height}" fill="transparent" tabindex="0" role="application" aria-label="{}"/>"#,
        escaped(label)
    )
}

/// Returns the attributes of a text. What is the same for all texts of a picture, the picture has.
fn letters((x, y): (f64, f64), anchor: Anchor, hue: &str) -> String {
    let anchor = match anchor {
        Anchor::Middle => r#" text-anchor="middle""#,
        Anchor::End => r#" text-anchor="end""#,
        _ => "",
    };
    format!(r#"class="fill {hue}" x="{x}" y="{y}" dy=".36em"{anchor}"#)
}

/// The room to the right of a plane, and below it.
const RIGHT: f64 = 14.0;
const BELOW: f64 = 44.0;

/// Returns a number as an axis has it.
fn plain(number: f64) -> String {
    number.to_string().replace('-', "−")
}

/// Returns text for HTML.
pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
