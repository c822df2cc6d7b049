//! What processes do that `mpirun` starts: the bits of one process on any number of ranks, and the end of the job if a rank fails.
//!
//! The tests start the programs in `tests/programs` by `mpirun`. Each prints what it compares: `cargo test -- --nocapture`.

mod job;
#[path = "programs/networks.rs"]
mod networks;

use backprop::batch_descent;
use backprop::equations::first_weights::Random;
use backprop::formats::safetensors::Checkpoint;
use job::{Job, Scratch};
use networks::{Net, Single, all, bits};
use std::collections::BTreeSet;
use std::fs;
use std::thread::sleep;
use std::time::Duration;

/// The numbers of ranks that are tried.
const RANKS: [usize; 4] = [1, 2, 3, 4];

#[test]
fn every_number_of_ranks_has_the_bits_of_one_process() {
    let mut random = Random::new(24);
    for m in [600, 129 + random.below(9000) as usize, 129 + random.below(9000) as usize] {
        let (mut net, mut single) = (Net::random(1), Single::random(1));
        batch_descent(&mut net, &all(m), 0.3, 0.2, 3).unwrap();
        batch_descent(&mut single, &all(m), 0.3, 0.2, 3).unwrap();
        let alone = format!("{} {}", bits(&net), bits(&single));
        for count in RANKS {
            let said = Job::start(count, "descent", &[&m.to_string()]).ends_well();
            assert_eq!(said, vec![alone.clone(); count], "{m} samples on {count} ranks");
        }
        println!("Batch descent on {m} samples, f64 and f32: the bits of one process on 1, 2, 3 and 4 ranks.");
    }
}

#[test]
fn a_trainer_has_the_same_bits_on_every_number_of_ranks() {
    let (mut ended, mut files) = (BTreeSet::new(), BTreeSet::new());
    for count in RANKS {
        let scratch = Scratch::new();
        let file = scratch.file("run.safetensors");
        ended.extend(Job::start(count, "trainer", &[&file, "0"]).ends_well());
        files.insert(fs::read(file).unwrap());
    }
    assert_eq!((ended.len(), files.len()), (1, 1), "{ended:?}");
    println!(
        "Trainer with shuffled batches: the same bits, and the same checkpoint to the byte, on 1, 2, 3 and 4 ranks."
    );
}

/// Returns where the trainer ends that nothing interrupts, on one rank.
fn uninterrupted(scratch: &Scratch) -> String {
    Job::start(1, "trainer", &[&scratch.file("whole"), "0"]).ends_well().remove(0)
}

/// A rank is killed at a drawn moment, on three ranks, and the run goes on with two: until it ends, where an uninterrupted one
/// ends.
#[test]
fn a_run_that_is_killed_on_three_ranks_goes_on_with_two() {
    let scratch = Scratch::new();
    let whole = uninterrupted(&scratch);
    let mut random = Random::new(u64::from(std::process::id()));
    for killed in 0..3 {
        let file = scratch.file(&format!("killed-{killed}"));
        let job = Job::start(3, "trainer", &[&file, "150"]);
        let epoch = 1 + random.below(8) as usize;
        let saved = || Checkpoint::<Net>::load(&file).ok().map(|saved| saved.state().unwrap().epochs());
        job.wait_until(|| saved().is_some_and(|epochs| epochs >= epoch));
        sleep(Duration::from_millis(random.below(60)));
        job.signal(killed, "KILL");
        let (code, said) = job.ends();
        assert_ne!(code, Some(0), "{said}");
        assert!(said.contains("signal 9") && said.contains("process rank"), "{said}");
        let left = saved().expect("the checkpoint is whole");
        assert!((epoch..12).contains(&left), "{left} epochs after {epoch}");
        for ended in Job::start(2, "trainer", &[&file, "0"]).ends_well() {
            assert_eq!(ended, whole);
        }
        println!(
            "Rank {killed} of 3 killed after {left} epochs; 2 ranks go on from the checkpoint: the bits of one process."
        );
    }
}

/// A rank is stopped at a drawn moment, as a machine that has other work: the others wait for it, and nothing is lost.
#[test]
fn a_rank_that_is_stopped_for_a_while_goes_on() {
    let scratch = Scratch::new();
    let whole = uninterrupted(&scratch);
    let mut random = Random::new(u64::from(std::process::id()));
    for stopped in 0..3 {
        let file = scratch.file(&format!("stopped-{stopped}"));
        let job = Job::start(3, "trainer", &[&file, "50"]);
        job.wait_until(|| fs::exists(&file).unwrap());
        sleep(Duration::from_millis(random.below(400)));
        job.signal(stopped, "STOP");
        sleep(Duration::from_millis(500));
        job.signal(stopped, "CONT");
        for ended in job.ends_well() {
            assert_eq!(ended, whole);
        }
        println!("Rank {stopped} of 3 stopped for half a second: the bits of one process.");
    }
}

#[test]
fn a_panic_on_one_rank_ends_the_job() {
    for rank in 0..3 {
        let (code, said) = Job::start(3, "panics", &[&rank.to_string()]).ends();
        assert_eq!(code, Some(101), "{said}");
        assert!(said.contains("something went wrong") && said.contains(&format!("rank {rank} has panicked")), "{said}");
    }
    println!("A panic on any of 3 ranks ends the job, with exit code 101 and the rank.");
}

#[test]
fn an_error_on_one_rank_ends_the_job() {
    let (code, said) = Job::start(3, "fails", &["1"]).ends();
    assert_eq!(code, Some(1), "{said}");
    assert_eq!(said.matches("rank 1: x.npy cannot be read: the disk is gone").count(), 1, "{said}");
    println!("An error on one of 3 ranks ends the job, with exit code 1 and the rank.");
}

/// A cell of a table and an item of an array are wrong, among the rows of one rank: all end, and it is told once.
#[test]
fn bad_rows_of_one_rank_end_the_job_with_the_row() {
    let scratch = Scratch::new();
    let mut random = Random::new(u64::from(std::process::id()));
    for count in RANKS {
        let m = 3000;
        let (bad, parts) = (random.below(m as u64) as usize, backprop::distributed::Parts::of(m));
        let rank = (0..count).find(|&rank| parts.rows(rank, count).contains(&bad)).unwrap();
        let table = scratch.file("bad.csv");
        let lines = (0..m).map(|row| format!("{row},{}\n", if row == bad { "oops" } else { "1" }));
        fs::write(&table, ["x,y\n".to_owned()].into_iter().chain(lines).collect::<String>()).unwrap();
        let (code, said) = Job::start(count, "table", &[&table]).ends();
        assert_eq!(code, Some(1), "{said}");
        let expected = format!("rank {rank}: {table}, line {}, column `y`: found `oops`", bad + 2);
        assert_eq!(said.matches(&expected).count(), 1, "{expected}\n{said}");
        println!("Row {bad} of {m} wrong, on {count} ranks: told once, as rank {rank}, file and line.");
    }
}
