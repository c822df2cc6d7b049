//! The instruction set of the fast path: the best one of the processor, or the one in the environment variable
//! `BACKPROP_CPU`.

use backprop::kernels::vector::Cpu;
use std::process::{Command, Output};

/// Returns the names of all instruction sets of this processor, as detected by the standard library.
fn names() -> Vec<&'static str> {
    let mut names = vec!["portable"];
    #[cfg(target_arch = "aarch64")]
    {
        assert!(std::arch::is_aarch64_feature_detected!("neon"), "every aarch64 has NEON");
        names.push("neon");
    }
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma") {
            names.push("avx2");
            if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512vl") {
                names.push("avx512");
            }
        }
    }
    names
}

#[test]
fn all_are_those_of_the_processor() {
    assert!(Cpu::all().iter().map(ToString::to_string).eq(names()));
}

#[test]
fn the_best_is_the_last_one_or_that_of_the_environment() {
    let wanted = std::env::var("BACKPROP_CPU");
    let expected = wanted.as_deref().ok().or(names().last().copied());
    assert_eq!(Some(Cpu::best().to_string().as_str()), expected);
}

/// Runs the test above in a process with `BACKPROP_CPU` set.
fn with(name: &str) -> Output {
    let test = std::env::current_exe().unwrap();
    let arguments = ["--exact", "processors::the_best_is_the_last_one_or_that_of_the_environment"];
    Command::new(test).args(arguments).env("BACKPROP_CPU", name).output().unwrap()
}

#[test]
fn the_environment_may_name_any_of_them_and_no_other() {
    for name in names() {
        assert!(with(name).status.success(), "{name}");
    }
    let Output { status, stdout, .. } = with("abacus");
    let told = format!("BACKPROP_CPU is \"abacus\"; here it may be {}", names().join(", "));
    assert!(!status.success() && String::from_utf8_lossy(&stdout).contains(&told));
}
