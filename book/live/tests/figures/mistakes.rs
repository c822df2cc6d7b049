//! The gallery of mistakes and its quiz.

use super::Reader;
use backprop_live::cells::{COUNT, is_shown, place, symbol};
use std::collections::BTreeSet;
use worked::mistakes::{MISTAKES, Name, RIGHT, Witness, first_difference, numbers};

const SEEN: usize = 15;

fn given() -> Vec<f64> {
    let (network, samples) = (RIGHT.network(), RIGHT.samples());
    [
        network.theta_1.as_flattened(),
        network.theta_2.as_flattened(),
        samples.x().as_flattened(),
        samples.y().as_flattened(),
    ]
    .concat()
}

fn shown(number: f64) -> String {
    // What is 0 as it is written has no sign.
    format!("{number:.5}").replace("-0.00000", "0.00000").replace('-', "−")
}

fn reader() -> Reader {
    Reader::of("mistakes", &given())
}

#[test]
fn each_mistake_shows_the_numbers_of_its_run() {
    let mut reader = reader();
    let right = numbers(&RIGHT);
    let of_step = |(name, _): &&(Name, f64)| is_shown(&name.symbol, name.example);
    for (i, mistake) in MISTAKES[..SEEN].iter().enumerate() {
        assert_eq!(mistake.witness, Witness::GradientCheck);
        reader.does("mistake", 1.0 + i as f64);
        let wrong = numbers(&mistake.equations);
        let pairs = right.iter().filter(of_step).zip(wrong.iter().filter(of_step));
        let mut cells = 0;
        for ((name, right), (_, wrong)) in pairs {
            assert_eq!(symbol(cells), name.symbol);
            assert_eq!(reader.reads(&format!("{cells} is")), shown(*wrong), "{} {}", mistake.key, name.symbol);
            let should_be = if wrong == right { String::new() } else { shown(*right) };
            assert_eq!(reader.reads(&format!("{cells} should be")), should_be, "{} {}", mistake.key, name.symbol);
            cells += 1;
        }
        assert_eq!(cells, COUNT);
        let first = first_difference(&right, &wrong).unwrap();
        let says = reader.reads("says");
        let end =
            format!("is {}, which is {} and should be {}.", first.name.symbol, shown(first.wrong), shown(first.right));
        assert!(says.contains(mistake.wrong) && says.ends_with(&end), "{says}");
    }
}

#[test]
fn every_question_has_one_answer() {
    let mut reader = reader();
    let mut asked = BTreeSet::new();
    for _ in 0..SEEN {
        reader.does("next", 1.0);
        let right: Vec<usize> = (1..=SEEN)
            .filter(|&answer| {
                reader.does("mistake", answer as f64);
                let says = reader.reads("says");
                assert!(says.starts_with("Right. ") || says.starts_with("No. With "), "{says}");
                says.starts_with("Right. ")
            })
            .collect();
        let [answer] = right[..] else { panic!("{right:?} are right") };
        asked.insert(answer);
        reader.does("mistake", 0.0);
        assert!(!reader.reads("says").contains(MISTAKES[answer - 1].name));
    }
    assert_eq!(asked.len(), SEEN);
}

#[test]
fn a_wrong_answer_is_told_apart_by_a_number() {
    let mut reader = reader();
    reader.does("next", 1.0);
    reader.does("mistake", 1.0);
    let says = reader.reads("says");
    let (bias, sign) = (numbers(&MISTAKES[0].equations), numbers(&MISTAKES[2].equations));
    let first = first_difference(&sign, &bias).unwrap();
    let told = format!("{} would be {}, and here it is {}", first.name.symbol, shown(first.wrong), shown(first.right));
    assert!(says.contains(&told), "{says}");
}

#[test]
fn nothing_is_wrong_without_a_mistake() {
    let mut reader = reader();
    reader.does("mistake", 0.0);
    assert!((0..COUNT).all(|cell| reader.reads(&format!("{cell} should be")).is_empty()));
    assert_eq!(reader.reads("says"), "No mistake: all numbers are right.");
}

#[test]
fn no_two_numbers_are_at_one_place() {
    let places: BTreeSet<String> = (0..COUNT).map(|cell| format!("{:?}", place(cell))).collect();
    assert_eq!(places.len(), COUNT);
}
