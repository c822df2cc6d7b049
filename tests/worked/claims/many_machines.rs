//! The chapter on many machines.

use super::{Recorded, recorded};
use worked::many_machines::messages::{Link, chain_of};
use worked::many_machines::{self, STRETCH, W3, W4};

/// Returns the measured times of steps on one rank and on two.
fn measured() -> Recorded {
    Recorded(serde_json::from_str(include_str!("../../../mpi/results.json")).expect("JSON"))
}

/// Returns the time of a step on two ranks divided by that on one.
fn on_two(workload: &str, examples: usize) -> f64 {
    let [one, two] = [1, 2].map(|ranks| measured().number(&format!("ranks/{ranks}/{workload}/{examples}/step_ms")));
    two / one
}

/// Returns the simulated times of a step on 1, 2, 4, … 64 ranks.
fn steps(workload: &str, link: &str, way: &str) -> Vec<f64> {
    recorded("many_machines").numbers(&format!("plan/{workload}/links/{link}/ways/{way}/step_ms"), None)
}

const WORKLOADS: [&str; 2] = ["w3", "w4"];
const LINKS: [&str; 3] = ["ethernet_1", "ethernet_10", "infiniband"];

/// > Each addition is rounded to about 16 digits, and another order is rounded elsewhere.
#[test]
fn another_order_has_another_last_bit() {
    let run = recorded("many_machines");
    let [left, right] = [0, 1].map(|i| run.value(&format!("sums/{i}")).as_str().unwrap().parse::<f64>().unwrap());
    assert_eq!(left.to_bits(), right.to_bits() + 1);
}

/// > For 8192 examples, two ranks take half of the time.
#[test]
fn two_ranks_halve_a_large_step() {
    assert!(WORKLOADS.iter().all(|workload| (on_two(workload, 8192) - 0.5).abs() < 0.02));
}

/// > For 128, they gain less than a quarter.
#[test]
fn two_ranks_gain_little_for_small_batches() {
    assert!(WORKLOADS.iter().all(|workload| (0.75..1.0).contains(&on_two(workload, 128))));
}

/// > (Twice the assumed latency would make no step at 1 Gbit/s more than a fiftieth longer.)
#[test]
fn the_assumed_latency_hardly_matters() {
    let (_, link) = many_machines::LINKS[0];
    let twice = Link { latency: 2.0 * link.latency, ..link };
    for workload in [W3, W4] {
        for ranks in many_machines::RANKS {
            let step = |link| workload.step(many_machines::EXAMPLES, ranks, link, chain_of)[0];
            assert!(step(twice) < 1.02 * step(link));
        }
    }
}

/// > For W4 it is 8 ranks at 1 Gbit/s and 32 at 10.
#[test]
fn each_ethernet_has_a_best_number_of_ranks() {
    for (workload, link) in WORKLOADS.into_iter().flat_map(|workload| [(workload, LINKS[0]), (workload, LINKS[1])]) {
        let steps = steps(workload, link, "chain");
        let best = (0..steps.len()).min_by(|a, b| steps[*a].total_cmp(&steps[*b])).unwrap();
        assert!(best > 0 && steps[..=best].is_sorted_by(|a, b| a > b) && steps[best..].is_sorted_by(|a, b| a < b));
        assert!(best + 1 < steps.len());
    }
}

/// > On InfiniBand, 64 ranks take a step of W4 in 5.7 ms, about a thirtieth of the time.
#[test]
fn infiniband_serves_sixty_four_ranks() {
    let steps = steps("w4", "infiniband", "chain");
    assert!((28.0..36.0).contains(&(steps[0] / steps[6])));
}

/// > Two ranks pay from some 3000 examples in a step on at 1 Gbit/s, from about 300 at 10, and from about 25 on
/// > InfiniBand, for both networks.
#[test]
fn from_where_on_two_ranks_pay_does_not_depend_on_the_network() {
    let run = recorded("many_machines");
    for (link, about) in LINKS.into_iter().zip([3000.0, 300.0, 25.0]) {
        for workload in WORKLOADS {
            let examples = run.number(&format!("plan/{workload}/links/{link}/pays_from"));
            assert!((examples / about - 1.0).abs() < 0.2, "{workload}, {link}: {examples}");
        }
    }
}

/// > For up to eight ranks, the chain costs at most a tenth of a step of W4 more than the ring on the two faster links.
#[test]
fn the_chain_is_cheap_for_few_ranks() {
    for link in [LINKS[1], LINKS[2]] {
        let [chain, ring] = ["chain", "ring"].map(|way| steps("w4", link, way));
        assert!(chain.iter().zip(ring).take(4).all(|(chain, ring)| *chain < 1.1 * ring));
    }
}

/// > For 64 it is another matter: the step takes 22 ms at 10 Gbit/s along the chain, and 9 around the ring.
#[test]
fn the_chain_is_dear_for_many_ranks() {
    let [chain, ring] = ["chain", "ring"].map(|way| steps("w4", "ethernet_10", way)[6]);
    assert!(chain > 2.0 * ring);
}

/// > It is worst for W3, whose weights are a single stretch, so that nothing overlaps.
#[test]
fn the_chain_is_worst_for_the_small_network() {
    assert_eq!([W3, W4].map(|workload| workload.numbers.div_ceil(STRETCH) == 1), [true, false]);
    for link in LINKS {
        let [w3, w4] = WORKLOADS.map(|workload| steps(workload, link, "chain")[6] / steps(workload, link, "ring")[6]);
        assert!(w3 > 2.0 * w4, "{link}: {w3}, {w4}");
    }
}

/// > In this simulation, the tree is also the fastest way.
#[test]
fn the_tree_is_never_slower_than_the_others() {
    for (workload, link) in WORKLOADS.into_iter().flat_map(|workload| LINKS.map(|link| (workload, link))) {
        let [chain, tree, ring] = ["chain", "tree", "ring"].map(|way| steps(workload, link, way));
        for ((chain, tree), ring) in chain.into_iter().zip(tree).zip(ring) {
            assert!(tree <= 1.000_001 * chain.min(ring), "{workload}, {link}: {tree}, {chain}, {ring}");
        }
    }
}
