//! A training step does not allocate: a run of many steps allocates as often as a run of few.

use crate::allocator::allocations;
use backprop::{
    CrossEntropy, Relu, Samples, Sigmoid, Softmax, batch_descent, minibatch_descent, network, stochastic_descent,
};
use std::process::Command;

network! {
    struct Net { layers: 20 -> 33 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct Few { layers: 20 -> 3 Sigmoid -> 10 Sigmoid, cost: CrossEntropy, scalar: f32 }
}

/// The environment variable that marks a child process of this test.
const CHILD: &str = "BACKPROP_TEST_ALLOCATIONS";

/// Runs in a child process, because the allocator counts for all threads and no other test may run at the same time.
#[test]
fn a_step_allocates_nothing() {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "allocation::child_that_counts"]).env(CHILD, "1");
    let output = child.output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && said.contains("1 passed"), "{said}");
}

/// The child of the test above; does nothing unless that test runs it.
#[test]
fn child_that_counts() {
    if std::env::var_os(CHILD).is_none() {
        return;
    }
    let x: Vec<[f32; 20]> = (0..1100).map(|i| std::array::from_fn(|j| ((i * j) % 17) as f32 / 17.0)).collect();
    let classes: Vec<usize> = (0..1100).map(|i| i % 10).collect();
    let samples = Samples::from_classes(x, &classes).unwrap();
    let (mut net, mut few) = (Net::random(1), Few::random(1));

    // After the run, J is looked at over 34 to 51 examples; more of them would take more allocations.
    let mut batch = |steps| allocations(|| batch_descent(&mut net, &samples, 0.1, 0.1, steps).unwrap());
    assert_eq!(batch(2), batch(3));
    let mut net = Net::random(1);
    let mut mini = |epochs| allocations(|| minibatch_descent(&mut net, &samples, 10, 0.1, 0.1, epochs).unwrap());
    assert_eq!(mini(2), mini(3));
    let mut stochastic = |epochs| allocations(|| stochastic_descent(&mut few, &samples, 0.1, 0.1, epochs).unwrap());
    assert_eq!(stochastic(2), stochastic(3));
}
