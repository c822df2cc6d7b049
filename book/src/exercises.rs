//! Shows the heads of the exercises, `{{#exercise 7.2}}`, and checks that the pages have those of the crate
//! `exercises`, in its order.

use crate::directive::Directive;
use crate::html::escape;
use crate::project::{Fault, line_at};
use crate::prose::{Written, chapter_name};
use exercises::list::{CHAPTERS, Number, find};
use regex::Regex;
use std::sync::LazyLock;

/// Returns the head of an exercise: its stars and its title, and the command that checks the answer if there is one.
pub(crate) fn head(number: Number) -> Result<String, String> {
    let title = title(number)?;
    let check = match find(number) {
        Some((_, exercise)) if exercise.kind.is_checked() => {
            format!(r#" <code class="check">cargo exercise {number}</code>"#)
        }
        _ => String::new(),
    };
    Ok(format!(r#"<span class="exercise" id="exercise-{number}">{title}{check}</span>"#))
}

/// Returns the stars and the title of an exercise.
pub(crate) fn title(number: Number) -> Result<String, String> {
    let (_, exercise) = find(number).ok_or_else(|| format!("`exercises/src/list.rs` has no exercise {number}"))?;
    let (kind, title) = (exercise.kind.to_string(), escape(exercise.title));
    Ok(format!(
        r#"<span class="stars" title="{kind}, {} of 3 stars">{}</span> <strong>{title}.</strong>"#,
        exercise.grade,
        "★".repeat(exercise.grade),
    ))
}

/// Checks that each page has the exercises of its chapter, and no others. The chapters are in the order of the book;
/// the first is the welcome, which has no number.
pub(crate) fn check(chapters: &[Written], faults: &mut Vec<Fault>) {
    for listed in CHAPTERS {
        let is_there = |page: &&Written| chapter_name(&page.file) == listed.name && page.title == listed.title;
        if chapters.get(listed.number).filter(is_there).is_none() {
            let (number, title) = (listed.number, listed.title);
            let message =
                format!("SUMMARY.md has no chapter {number} with the title `{title}` and the file {}.md", listed.name);
            faults.push(Fault::new("exercises/src/list.rs", None, message));
        }
    }
    for chapter in chapters {
        check_heads(chapter, faults);
        let listed = CHAPTERS.iter().find(|listed| listed.name == chapter_name(&chapter.file));
        let mut expected = listed.into_iter().flat_map(|listed| listed.numbered().map(|(number, _)| number));
        for (range, directive) in Directive::all(&chapter.text) {
            let Ok(Directive::Exercise(number)) = directive else { continue };
            if let Some(fault) = match expected.next() {
                Some(next) if next == number => None,
                Some(next) => Some(format!("this is exercise {number}, and the list has {next} here")),
                None => Some(format!("the list has no exercise {number} in this chapter")),
            } {
                let line = line_at(&chapter.text, range.start);
                faults.push(Fault::new(&*chapter.file, line, fault));
            }
        }
        if let Some(missing) = expected.next() {
            let message =
                format!("this page has no exercise {missing}; write `{{{{#exercise {missing}}}}}` at its start");
            faults.push(Fault::new(&*chapter.file, None, message));
        }
    }
}

/// Checks that each exercise of a page begins with its head, which has the number that Markdown gives it.
fn check_heads(chapter: &Written, faults: &mut Vec<Fault>) {
    static EXERCISE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^(\d+)\. (.*)").expect("a pattern"));
    static HEAD: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"^\{\{#exercise \d+\.(\d+)\}\}").expect("a pattern"));
    let section = (1..).zip(chapter.text.lines()).skip_while(|(_, line)| *line != "## Exercises").skip(1);
    for (line, text) in section.take_while(|(_, line)| !line.starts_with("## ")) {
        let Some(exercise) = EXERCISE.captures(text) else { continue };
        let message = match HEAD.captures(&exercise[2]) {
            Some(head) if head[1] == exercise[1] => continue,
            Some(head) => format!("this is exercise {} of the page, and its head says {}", &exercise[1], &head[1]),
            None => "this exercise has no head; list it in exercises/src/list.rs, and begin it with `{{#exercise …}}`"
                .into(),
        };
        faults.push(Fault::new(&*chapter.file, line, message));
    }
}

#[cfg(test)]
mod tests {
    use super::{check, head};
    use crate::prose::Written;
    use exercises::list::{CHAPTERS, Number};

    #[test]
    fn a_head_has_stars_and_the_command() {
        let html = head(Number { chapter: 1, own: 1 }).unwrap();
        assert!(html.contains("★") && html.contains("cargo exercise 1.1"), "{html}");
        assert!(head(Number { chapter: 1, own: 99 }).is_err());
    }

    #[test]
    fn a_page_has_the_exercises_of_the_list_in_their_order() {
        let first = &CHAPTERS[0];
        let written = |text: String| Written {
            file: format!("book/text/{}.md", first.name),
            title: first.title.to_owned(),
            text,
        };
        let faults = |text: String| {
            let mut faults = Vec::new();
            check(&[written(text)], &mut faults);
            faults.iter().map(ToString::to_string).filter(|fault| fault.contains("book/text")).collect::<Vec<_>>()
        };
        let numbers: Vec<Number> = first.numbered().map(|(number, _)| number).collect();
        let all = |numbers: &[Number]| {
            let items = (1..).zip(numbers).map(|(own, number)| format!("{own}. {{{{#exercise {number}}}}} Text.\n"));
            format!("## Exercises\n\n{}", items.collect::<String>())
        };
        assert!(faults(all(&numbers)).is_empty());
        let missing = faults(all(&numbers[..numbers.len() - 1]));
        assert!(missing[0].contains("this page has no exercise"), "{missing:?}");
        let swapped = faults(all(&[numbers[1], numbers[0]]));
        assert!(swapped[0].contains("this is exercise 1 of the page, and its head says 2"), "{swapped:?}");
        assert!(swapped.iter().any(|fault| fault.contains("this is exercise 1.2, and the list has 1.1 here")));
        let headless = faults(all(&numbers) + "9. ★ Without a head.\n");
        assert!(headless[0].contains("this exercise has no head"), "{headless:?}");
    }
}
