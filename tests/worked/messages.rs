//! The simulated messages between ranks: against formulas where these hold, and against sums that were measured.

use serde_json::Value;
use worked::many_machines::messages::{Act, Link, chain_of, ring, simulate, time, tree};
use worked::many_machines::{LINKS, STRETCH, W3, W4, Way, Workload};

fn assert_near(time: f64, expected: f64) {
    assert!((time / expected - 1.0).abs() < 1e-9, "{time}, expected {expected}");
}

/// Returns the measured times.
fn measured() -> Value {
    serde_json::from_str(include_str!("../../mpi/results.json")).expect("JSON")
}

/// Returns a measured number, in seconds.
fn seconds(pointer: &str) -> f64 {
    let measured = measured();
    1e-3 * measured.pointer(&format!("/ranks/{pointer}")).and_then(Value::as_f64).unwrap_or_else(|| panic!("{pointer}"))
}

/// The time that a link takes for so many numbers, without the latency, and the time to add them.
fn times(numbers: usize, link: Link) -> [f64; 2] {
    [4.0 * numbers as f64 / link.bandwidth, numbers as f64 * link.addition]
}

#[test]
fn the_chain_takes_the_time_of_the_formula() {
    for (_, link) in LINKS {
        for (ranks, stretches) in [(2, 1), (2, 17), (3, 5), (16, 1), (64, 17)] {
            let [send, add] = times(STRETCH, link);
            let through = (stretches + ranks - 2) as f64 * (2.0 * send + add);
            let formula = 2.0 * (ranks - 1) as f64 * link.latency + through + add;
            assert_near(time(&chain_of(ranks, stretches * STRETCH), link), formula);
        }
    }
}

#[test]
fn the_ring_takes_the_time_of_the_formula() {
    for (_, link) in LINKS {
        for ranks in [2, 3, 7, 64] {
            let [send, add] = times(1000, link);
            let formula = (ranks - 1) as f64 * (2.0 * (send + link.latency) + add);
            assert_near(time(&ring(ranks, 1000 * ranks), link), formula);
        }
    }
}

#[test]
fn the_tree_takes_the_time_of_the_formula() {
    for (_, link) in LINKS {
        for ranks in [2, 4, 64] {
            let numbers = 1000 * ranks;
            let [send, add] = times(numbers - 1000, link);
            let formula = 2.0 * f64::from(ranks.ilog2()) * link.latency + 2.0 * send + add;
            assert_near(time(&tree(ranks, numbers), link), formula);
        }
    }
}

/// Every rank ends with the sum of all: what it sends depends on all that it has received before.
#[test]
fn every_way_adds_the_parts_of_all_ranks_on_all_ranks() {
    // The chain adds the first part to 0, the others begin with it.
    let ways: [(Way, usize, usize); 3] = [(chain_of, 5, 5), (ring, 5, 4), (tree, 8, 7)];
    for (way, ranks, additions) in ways {
        let programs = way(ranks, 2 * STRETCH);
        let of = |act: &Act| if let Act::Add { numbers } = act { *numbers } else { 0 };
        assert_eq!(programs.iter().flatten().map(of).sum::<usize>(), additions * 2 * STRETCH);
        let mut know = vec![vec![false; ranks]; ranks];
        (0..ranks).for_each(|rank| know[rank][rank] = true);
        let mut underway = Vec::new();
        let link = Link { latency: 1.0, bandwidth: 4.0, addition: 1.0 };
        for done in simulate(&programs, link) {
            match done.act {
                Act::Send { to, .. } => underway.push((done.rank, to, know[done.rank].clone())),
                Act::Receive { from } => {
                    let at = underway.iter().position(|(sender, to, _)| [*sender, *to] == [from, done.rank]).unwrap();
                    let (.., known) = underway.remove(at);
                    know[done.rank].iter_mut().zip(known).for_each(|(know, known)| *know |= known);
                }
                Act::Add { .. } => {}
            }
        }
        assert!(underway.is_empty() && know.iter().flatten().all(|known| *known));
    }
}

#[test]
#[should_panic(expected = "waits for a message")]
fn ranks_that_wait_for_each_other_are_told() {
    time(&[vec![Act::Receive { from: 1 }], vec![Act::Receive { from: 0 }]], LINKS[0].1);
}

/// A link like that between the two cores that were measured, from the times of the shortest and of a whole stretch.
fn this_machine() -> Link {
    let [one, stretch] = ["2/sums/1", "2/sums/32768"].map(seconds);
    let add = seconds("1/sums/32768");
    let latency = one / 2.0;
    let send = stretch / 2.0 - add - latency;
    Link { latency, bandwidth: 4.0 * STRETCH as f64 / send, addition: add / STRETCH as f64 }
}

#[test]
fn measured_sums_on_two_ranks_are_within_a_factor_of_two() {
    for workload in [W3, W4] {
        let simulated = time(&chain_of(2, workload.numbers), this_machine());
        for examples in ["128", "1024", "8192"] {
            let measured = seconds(&format!("2/{}/{examples}/sum_ms", workload.name));
            let ratio = measured / simulated;
            assert!((0.5..2.0).contains(&ratio), "{} {examples}: {ratio}", workload.name);
        }
    }
}

#[test]
fn measured_steps_are_within_a_quarter_of_the_simulated_ones() {
    let simulated = |workload: &Workload, examples, ranks| workload.step(examples, ranks, this_machine(), chain_of)[0];
    for workload in [W3, W4] {
        for examples in [128, 1024, 8192] {
            for ranks in [1, 2] {
                let measured = seconds(&format!("{ranks}/{}/{examples}/step_ms", workload.name));
                let ratio = measured / simulated(&workload, examples, ranks);
                assert!((0.8..1.25).contains(&ratio), "{} {examples} on {ranks}: {ratio}", workload.name);
            }
        }
    }
}

#[test]
fn the_plan_starts_from_the_measured_steps() {
    for workload in [W3, W4] {
        for (examples, step) in [128, 8192].into_iter().zip(workload.steps) {
            assert_near(step, seconds(&format!("1/{}/{examples}/step_ms", workload.name)));
        }
    }
}
