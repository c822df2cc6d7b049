//! Saving is atomic: the file has either the old content or the complete new one.

use super::{Folder, Large, Xor};
use backprop::formats::safetensors::{self, SafetensorsError};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

#[test]
fn a_failed_save_leaves_everything_as_it_was() {
    let folder = Folder::new("failed");
    let target = folder.path("a-folder");
    fs::create_dir(&target).unwrap();
    assert!(matches!(safetensors::save(&Xor::random(7), &target), Err(SafetensorsError::Save { .. })));
    assert_eq!(folder.names(), ["a-folder"]);
    assert!(safetensors::save(&Xor::random(7), folder.path("no/folder")).is_err());
    assert!(safetensors::save(&Xor::random(7), "..").is_err());

    let path = folder.path("xor.safetensors");
    safetensors::save(&Xor::random(7), &path).unwrap();
    let mut broken = Xor::random(8);
    broken.theta_1[0][0] = f64::INFINITY;
    assert!(safetensors::save(&broken, &path).is_err());
    assert_eq!(safetensors::load::<Xor>(&path).unwrap(), Xor::random(7));
}

/// A file cannot be renamed from one file system to another.
#[test]
fn the_new_file_is_written_beside_the_old_one() {
    let here = Path::new("backprop-here.safetensors");
    safetensors::save(&Xor::random(7), here).unwrap();
    assert_eq!(safetensors::load::<Xor>(here).unwrap(), Xor::random(7));
    fs::remove_file(here).unwrap();

    // Use another file system if there is one.
    let elsewhere = Path::new("/dev/shm");
    if elsewhere.is_dir() {
        let path = elsewhere.join(format!("backprop-{}.safetensors", std::process::id()));
        safetensors::save(&Xor::random(7), &path).unwrap();
        fs::remove_file(path).unwrap();
    }
}

#[test]
fn a_leftover_file_of_a_stopped_process_does_not_disturb_a_save() {
    let folder = Folder::new("stale");
    let stale = format!(".backprop-{}-0.tmp", std::process::id());
    fs::write(folder.path(&stale), b"a part").unwrap();
    safetensors::save(&Xor::random(7), folder.path("xor.safetensors")).unwrap();
    assert_eq!(safetensors::load::<Xor>(folder.path("xor.safetensors")).unwrap(), Xor::random(7));
    assert_eq!(fs::read(folder.path(&stale)).unwrap(), b"a part", "another thread may still be writing it");
}

/// The environment variable with the file that the child process of the next test saves to.
const CHILD: &str = "BACKPROP_TEST_SAVES_TO";

/// Returns the number of saves to kill: `BACKPROP_TEST_ROUNDS`, or a few.
fn rounds() -> u64 {
    std::env::var("BACKPROP_TEST_ROUNDS").map_or(24, |rounds| rounds.parse().expect("a number of rounds"))
}

/// Does nothing unless the next test runs it.
#[test]
fn child_that_saves_until_it_is_stopped() {
    let Some(path) = std::env::var_os(CHILD) else { return };
    let networks = [Large::random(1), Large::random(2)];
    for network in networks.iter().cycle() {
        safetensors::save(network, Path::new(&path)).unwrap();
    }
}

#[test]
fn whenever_a_save_is_stopped_the_file_is_the_old_or_the_new_one() {
    let folder = Folder::new("stopped");
    let path = folder.path("large.safetensors");
    let old = Large::random(0);
    let before = safetensors::to_bytes(&old).unwrap();
    for round in 0..rounds() {
        safetensors::save(&old, &path).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "keeping::saving::child_that_saves_until_it_is_stopped"])
            .env(CHILD, &path)
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        let started = Instant::now();
        while fs::read(&path).unwrap() == before && started.elapsed() < Duration::from_secs(60) {}
        // Delays that are spread over all phases of a save, without a random number generator.
        std::thread::sleep(Duration::from_micros(round * 7919 % 40 * 1000 + round * 37));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = safetensors::load::<Large>(&path).unwrap();
        assert!(found != old, "the child process never saved");
        assert!(found == Large::random(1) || found == Large::random(2), "round {round}");
    }
}
