//! The chapter on speed.

use super::Recorded;

/// Returns the measured times.
fn results() -> Recorded {
    Recorded(serde_json::from_str(include_str!("../../../benches/results.json")).expect("JSON"))
}

/// Returns the time of a peer divided by the time of this crate, if it was measured.
fn ratio(threads: &str, workload: &str, peer: &str) -> Option<f64> {
    results().0[threads]["workloads"][workload]["peers"][peer]["ratio"].as_f64()
}

const LIBRARIES: [&str; 8] = ["c", "ndarray", "numpy", "jax", "torch", "torch_compile", "candle", "burn"];

/// > Compared with the loops, blocks, tiles and vectors together bring a factor of 8 for W2 and of more than twenty
/// > for W3 and W4.
#[test]
fn blocks_tiles_and_vectors_bring_a_factor_of_eight_to_twenty_three() {
    let textbook = |workload| ratio("one_thread", workload, "textbook").unwrap();
    assert!((8.0..9.0).contains(&textbook("w2")));
    assert!(["w3", "w4"].iter().all(|workload| (20.0..24.0).contains(&textbook(workload))));
    assert!(textbook("w1") < 4.0);
}

/// > On one core of this machine, no library was faster than this crate for any of these workloads.
#[test]
fn on_one_core_no_library_is_faster() {
    let results = results();
    let workloads = results.value("one_thread/workloads").as_object().unwrap();
    for workload in workloads.keys() {
        for ratio in LIBRARIES.iter().filter_map(|peer| ratio("one_thread", workload, peer)) {
            assert!(ratio > 1.0, "{workload}");
        }
    }
}

/// > But the smallest margin of a library is only 1.02, PyTorch at an N of 2048.
#[test]
fn the_smallest_margin_is_that_of_pytorch_for_wide_layers() {
    let results = results();
    let workloads = results.value("one_thread/workloads").as_object().unwrap();
    let smallest = ratio("one_thread", "w5_2048", "torch").unwrap();
    for workload in workloads.keys() {
        let libraries = LIBRARIES.iter().filter(|peer| **peer != "c");
        assert!(libraries.filter_map(|peer| ratio("one_thread", workload, peer)).all(|ratio| ratio >= smallest));
    }
}

/// > C is as fast for W1, but takes 16 times as long for W3.
#[test]
fn c_by_hand_is_as_fast_for_w1_and_much_slower_for_w3() {
    assert!((ratio("one_thread", "w1", "c").unwrap() - 1.0).abs() < 0.02);
    assert!(ratio("one_thread", "w3", "c").unwrap() > 10.0);
}

/// > The smaller the work for each call, the larger the difference. For W1, NumPy takes 496 times as long and PyTorch more
/// > than 4000 times, because they spend most of the time on calling and dispatching.
#[test]
fn tiny_networks_are_where_the_difference_is_largest() {
    for peer in ["numpy", "torch", "candle", "burn"] {
        let tiny = ratio("one_thread", "w1", peer).unwrap();
        assert!(["w2", "w3", "w4"].iter().all(|workload| ratio("one_thread", workload, peer).unwrap() < tiny / 10.0));
    }
    assert!(ratio("one_thread", "w1", "torch").unwrap() > 4000.0);
}

/// > The wider the layers, the smaller the difference. For an N of 2048, NumPy, JAX and PyTorch are within a tenth of this
/// > crate.
#[test]
fn with_wide_layers_the_others_are_close() {
    for peer in ["numpy", "jax", "torch"] {
        let [narrow, middle, wide] =
            ["w5_64", "w5_256", "w5_2048"].map(|width| ratio("one_thread", width, peer).unwrap());
        assert!(narrow > middle && middle > wide && wide < 1.1, "{peer}");
    }
}

/// > But JAX is faster for layers of 256 units and more: for an N of 2048 it takes only 0.90 times as long, and PyTorch
/// > is as fast as this crate.
#[test]
fn on_two_cores_jax_is_faster_for_wide_layers() {
    for workload in ["w5_256", "w5_512", "w5_1024", "w5_2048"] {
        assert!(ratio("two_threads", workload, "jax").unwrap() < 1.0);
    }
    assert!((ratio("two_threads", "w5_2048", "torch").unwrap() - 1.0).abs() < 0.01);
    for workload in ["w2", "t2_f64"] {
        assert!(LIBRARIES.iter().filter_map(|peer| ratio("two_threads", workload, peer)).all(|ratio| ratio > 1.0));
    }
}
