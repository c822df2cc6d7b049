//! The chapter on speed.

use super::Recorded;

/// Returns the measured times.
fn results() -> Recorded {
    Recorded(serde_json::from_str(include_str!("../../../benches/results.json")).expect("JSON"))
}

/// The measurements on one core: with AVX2, and with AVX-512.
const ONE: [&str; 2] = ["one_thread_avx2", "one_thread"];

/// Returns the time of a peer divided by the time of this crate, if it was measured.
fn ratio(measured: &str, workload: &str, peer: &str) -> Option<f64> {
    results().0[measured]["workloads"][workload]["peers"][peer]["ratio"].as_f64()
}

const LIBRARIES: [&str; 7] = ["ndarray", "numpy", "jax", "onnxruntime", "torch", "candle", "burn"];

/// Returns the libraries that were faster than this crate with their workloads, such as `w5_2048 jax`, of the workloads
/// whose names begin so.
fn ahead(measured: &str, start: &str) -> Vec<String> {
    let results = results();
    let workloads = results.value(&format!("{measured}/workloads")).as_object().unwrap();
    let pairs = workloads.keys().filter(|workload| workload.starts_with(start)).flat_map(|workload| {
        let faster = |peer: &&str| ratio(measured, workload, peer).is_some_and(|ratio| ratio < 1.0);
        LIBRARIES.into_iter().filter(faster).map(move |peer| format!("{workload} {peer}"))
    });
    pairs.collect()
}

/// > W1 gains the least, and hardly anything from wide vectors.
#[test]
fn one_example_at_a_time_gains_the_least() {
    for measured in ONE {
        let gain = |workload, without| ratio(measured, workload, without).unwrap();
        for workload in ["w2", "w3", "w4"] {
            assert!(gain("w1", "textbook") < gain(workload, "textbook"), "{measured} {workload}");
            assert!(gain("w1", "portable") < 1.25 && gain(workload, "portable") > 2.0, "{measured} {workload}");
        }
    }
}

/// > With AVX-512, JAX and PyTorch are ahead there by a hundredth.
#[test]
fn on_one_core_libraries_are_ahead_for_the_widest_network_alone() {
    let [avx2, avx512] = ONE;
    assert_eq!(ahead(avx2, "w"), ["w5_2048 numpy", "w5_2048 jax", "w5_2048 torch"]);
    assert_eq!(ahead(avx512, "w"), ["w5_2048 jax", "w5_2048 torch"]);
    assert!(ONE.iter().all(|measured| ahead(measured, "t").is_empty()));
    for peer in ["jax", "torch"] {
        assert!((0.985..0.995).contains(&ratio(avx512, "w5_2048", peer).unwrap()), "{peer}");
    }
}

/// > C is as fast for W1, but takes 12 times as long for W3.
#[test]
fn c_by_hand_is_as_fast_for_w1_and_much_slower_for_w3() {
    for measured in ONE {
        assert!((ratio(measured, "w1", "c").unwrap() - 1.0).abs() < 0.02);
        assert!(ratio(measured, "w3", "c").unwrap() > 10.0);
    }
}

/// > The smaller the work for each call, the larger the difference. For W1, NumPy takes 476 times as long, because it
/// > spends most of the time on calling and dispatching.
#[test]
fn tiny_networks_are_where_the_difference_is_largest() {
    for measured in ONE {
        for peer in ["numpy", "candle", "burn"] {
            let tiny = ratio(measured, "w1", peer).unwrap();
            assert!(["w2", "w3", "w4"].iter().all(|workload| ratio(measured, workload, peer).unwrap() < tiny / 10.0));
        }
    }
}

/// > The wider the layers, the smaller the difference.
#[test]
fn with_wide_layers_the_others_are_close() {
    for (measured, peer) in ONE.iter().flat_map(|measured| ["numpy", "jax", "torch"].map(|peer| (measured, peer))) {
        let [narrow, middle, wide] =
            ["w5_64", "w5_256", "w5_2048"].map(|workload| ratio(measured, workload, peer).unwrap());
        assert!(narrow > middle && middle > wide && wide < 1.05, "{measured} {peer}");
    }
}

/// > ONNX Runtime is faster than this crate: with AVX-512, it takes 0.77 times as long for S3 and 0.87 times for S4. For
/// > S4, JAX is faster too, and so is NumPy with AVX2.
#[test]
fn onnx_runtime_is_faster_at_computing_outputs() {
    let [avx2, avx512] = ONE;
    assert_eq!(ahead(avx2, "s"), ["s3 onnxruntime", "s4 numpy", "s4 jax", "s4 onnxruntime"]);
    assert_eq!(ahead(avx512, "s"), ["s3 onnxruntime", "s4 jax", "s4 onnxruntime"]);
}

/// > There, NumPy takes 0.81 times as long, JAX 0.86 and PyTorch 0.94 times.
#[test]
fn on_two_cores_libraries_are_ahead_for_the_widest_network_alone() {
    assert_eq!(ahead("two_threads_avx2", "w"), ["w5_2048 numpy", "w5_2048 jax", "w5_2048 torch"]);
    assert!(ahead("two_threads_avx2", "t").is_empty());
}
