//! The solutions pass the checks, and every exercise that is checked has one.

// The `main` of each chapter's program is not called here.
#![allow(dead_code)]

#[path = "../checks/backward.rs"]
mod backward;
#[path = "../checks/checking.rs"]
mod checking;
#[path = "../checks/cost.rs"]
mod cost;
#[path = "../checks/digits.rs"]
mod digits;
#[path = "../checks/elsewhere.rs"]
mod elsewhere;
#[path = "../checks/fast.rs"]
mod fast;
#[path = "../checks/forward.rs"]
mod forward;
#[path = "../checks/gradient.rs"]
mod gradient;
#[path = "../checks/layers.rs"]
mod layers;
#[path = "../checks/macro.rs"]
mod r#macro;
#[path = "../checks/many_machines.rs"]
mod many_machines;
#[path = "../checks/one_neuron.rs"]
mod one_neuron;
#[path = "../checks/output_error.rs"]
mod output_error;
#[path = "../checks/own_program.rs"]
mod own_program;
#[path = "../checks/practice.rs"]
mod practice;
#[path = "../checks/readings.rs"]
mod readings;
#[path = "../checks/training.rs"]
mod training;
#[path = "../checks/twenty_lines.rs"]
mod twenty_lines;
#[path = "../checks/wrong_declarations.rs"]
mod wrong_declarations;
#[path = "../checks/your_network.rs"]
mod your_network;

use exercises::Check;
use exercises::list::CHAPTERS;

const CHECKS: &[(&str, &[Check])] = &[
    ("twenty_lines", twenty_lines::CHECKS),
    ("one_neuron", one_neuron::CHECKS),
    ("layers", layers::CHECKS),
    ("forward", forward::CHECKS),
    ("cost", cost::CHECKS),
    ("output_error", output_error::CHECKS),
    ("backward", backward::CHECKS),
    ("gradient", gradient::CHECKS),
    ("checking", checking::CHECKS),
    ("training", training::CHECKS),
    ("digits", digits::CHECKS),
    ("practice", practice::CHECKS),
    ("fast", fast::CHECKS),
    ("many_machines", many_machines::CHECKS),
    ("readings", readings::CHECKS),
    ("own_program", own_program::CHECKS),
    ("macro", r#macro::CHECKS),
    ("wrong_declarations", wrong_declarations::CHECKS),
    ("your_network", your_network::CHECKS),
    ("elsewhere", elsewhere::CHECKS),
];

#[test]
fn every_solution_is_right() {
    for (chapter, checks) in CHECKS {
        for (number, check) in *checks {
            assert_eq!(check(), Ok(()), "exercise {number} of {chapter}");
        }
    }
}

#[test]
fn what_the_list_says_is_checked_is_checked() {
    assert_eq!(CHECKS.len(), CHAPTERS.len());
    for (chapter, (name, checks)) in CHAPTERS.iter().zip(CHECKS) {
        let listed = chapter.numbered().filter(|(_, exercise)| exercise.kind.is_checked());
        let listed: Vec<usize> = listed.map(|(number, _)| number.own).collect();
        let checked: Vec<usize> = checks.iter().map(|(number, _)| *number).collect();
        assert_eq!((chapter.name, listed), (*name, checked));
    }
}

/// Each stub names its exercises with the list's numbers, stars and titles, and each has a `todo!()`.
#[test]
fn the_stubs_and_solutions_name_their_exercises() {
    for chapter in CHAPTERS {
        let read = |folder: &str| {
            let path = format!("{}/{folder}/{}.rs", env!("CARGO_MANIFEST_DIR"), chapter.name);
            std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
        };
        let (stub, solution) = (read("chapters"), read("solutions"));
        for (number, exercise) in chapter.numbered().filter(|(_, exercise)| exercise.kind.is_checked()) {
            let head = format!("/// {number} {} {}", "★".repeat(exercise.grade), exercise.title);
            assert!(stub.contains(&head), "chapters/{}.rs has no `{head}`", chapter.name);
            assert!(solution.contains(&format!("/// {number} ")), "solutions/{}.rs has no {number}", chapter.name);
        }
        assert!(!solution.contains("todo!()"));
    }
}
