//! Loaders accept or reject any bytes without a panic, and cost and gradient are right for any finite numbers.
//!
//! `BACKPROP_TEST_ROUNDS=1000000` draws that many cases of each kind; `fuzz` runs the same checks.

use crate::drawn::{files, networks};
use backprop::equations::first_weights::Random;

/// Checks many random cases, each a first byte followed by up to 400 random bytes.
fn rounds(first: usize, check: fn(&[u8])) {
    let rounds =
        std::env::var("BACKPROP_TEST_ROUNDS").map_or(2000, |rounds| rounds.parse().expect("a number of rounds"));
    let mut random = Random::new(1);
    for _ in 0..rounds {
        // Few bytes are as likely as many.
        let length = random.below(400) >> random.below(6);
        let bytes = (0..length).map(|_| random.below(256) as u8);
        check(&[first as u8].into_iter().chain(bytes).collect::<Vec<u8>>());
    }
}

#[test]
fn without_a_change_a_file_is_the_valid_one() {
    for (first, (kind, sound, _)) in (0..).zip(files::KINDS) {
        let ((found, ..), file) = files::file(&[first, 1]);
        assert_eq!((found, file), (kind, sound()));
    }
}

/// Guards against a reader that reserves memory for as many members as the archive claims to have.
#[test]
fn an_archive_that_lies_about_its_members_takes_no_memory() {
    let (_, sound, load) = files::KINDS.into_iter().find(|(kind, ..)| *kind == "npz").unwrap();
    let mut archive = sound();
    let end = archive.len() - 22;
    // The number of members on this disk, that of all members, the length of the directory, and its position.
    for (at, lie) in [(8, &[0xff, 0xff][..]), (10, &[0, 0]), (12, &[0xff; 4]), (16, &[0xff, 0xff, 0xff, 0x7f])] {
        archive[end + at..][..lie.len()].copy_from_slice(lie);
        let held = crate::allocator::most_held(|| load(&archive));
        assert!(held < 512 << 10, "{held} bytes");
    }
}

#[test]
fn a_damaged_file_is_read_or_refused_in_little_memory() {
    (0..files::KINDS.len()).for_each(|kind| rounds(kind, files::check_one));
}

#[test]
fn any_network_has_a_finite_cost_and_the_gradient_of_it() {
    (0..networks::KINDS.len()).for_each(|kind| rounds(kind, networks::check_one));
}
