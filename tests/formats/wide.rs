//! Rows that are too wide for the stack of a thread: they go from the data to the trained and saved network on the heap.
//!
//! The threads of Rust's tests have 2 MB. A row of 150 528 inputs, 224 × 224 pixels in three colors, takes 1.2 MB of it, and
//! these tests are compiled without optimization, so that each array that is passed on would be one more copy. They run in
//! half a megabyte.

use backprop::data::csv::Csv;
use backprop::data::idx;
use backprop::data::scaling::Scaling;
use backprop::data::split::{folds, split, split_by_class};
use backprop::formats::safetensors::{self, SavedScaling};
use backprop::{
    CrossEntropy, Minimizer, Network, Samples, SamplesOf, Sigmoid, Softmax, Tanh, Trainer, accuracy, batch_descent,
    fast, minimize, network,
};
use ndarray::Array2;
use std::thread;

network! {
    #[derive(Default, serde::Serialize, serde::Deserialize)]
    struct Small { layers: { 64 * 64 * 3 } -> 2 Tanh -> 3 Softmax, cost: CrossEntropy }

    #[derive(Default, serde::Serialize, serde::Deserialize)]
    struct Large { layers: { 224 * 224 * 3 } -> 2 Tanh -> 3 Softmax, cost: CrossEntropy }
}

const KB: usize = 1 << 10;

/// Runs `test` in a thread with a stack of `bytes`.
fn with_stack(bytes: usize, test: fn()) {
    thread::Builder::new().stack_size(bytes).spawn(test).unwrap().join().unwrap();
}

/// The classes of the rows.
const CLASSES: [usize; 6] = [0, 1, 2, 2, 1, 0];

/// Returns six rows of pixels.
fn rows(width: usize) -> Vec<Vec<f64>> {
    (0..6).map(|i| (0..width).map(|j| ((3 * i + 7 * j) % 11) as f64 / 10.0).collect()).collect()
}

/// Declares the tests for a network with N inputs.
macro_rules! tests {
    ($($module:ident: $net:ident, $n:expr;)+) => {$(
        mod $module {
            use super::*;

            fn samples() -> SamplesOf<$net> {
                Samples::from_classes(rows($n), &CLASSES).unwrap()
            }

            fn makes_samples() {
                let samples = samples();
                let flat = rows($n).concat();
                let matrix = Array2::from_shape_vec((6, $n), flat.clone()).unwrap();
                assert_eq!(samples, Samples::new(&flat[..], samples.y()).unwrap());
                assert_eq!(samples, Samples::new(&matrix, samples.y()).unwrap());
                assert_eq!(samples, Samples::new(samples.x(), samples.y()).unwrap());
                let y = samples.y().iter().map(|y| y.to_vec()).collect();
                assert_eq!(samples, <$net as Network>::samples(rows($n), y).unwrap());
                let narrow = samples.map(|x| x as f32).unwrap();
                assert_eq!(samples, narrow.map(|x| (f64::from(x) * 10.0).round() / 10.0).unwrap());
                assert_eq!(samples.select(&[5, 0]).unwrap().x()[1], samples.x()[0]);
                let single = samples.singles().last().unwrap();
                assert!(samples.shuffled(1).clone().x().contains(&single.x()[0]));
                let uneven = vec![vec![0.0; $n], vec![0.0]];
                assert!(Samples::<[f64; $n], [f64; 3]>::from_classes(uneven, &[0, 1]).is_err());
            }

            fn loads_samples() {
                let pixels: Vec<u8> = rows($n).concat().into_iter().map(|x| (255.0 * x) as u8).collect();
                // Six images of 32 rows, and their labels.
                let width = ($n as u32 / 32).to_be_bytes();
                let images = [&[0, 0, 8, 3, 0, 0, 0, 6, 0, 0, 0, 32], &width[..], &pixels].concat();
                let labels = [&[0, 0, 8, 1, 0, 0, 0, 6], &CLASSES.map(|class| class as u8)[..]].concat();
                let loaded: SamplesOf<$net> = idx::read(&images[..], &labels[..]).unwrap();
                let samples = samples();
                assert!((loaded.x()[5][$n - 1] - samples.x()[5][$n - 1]).abs() < 0.01);

                let line = |(x, class): (&[f64; $n], &usize)| {
                    let cells: Vec<String> = x.iter().map(f64::to_string).collect();
                    format!("{},{class}\n", cells.join(","))
                };
                let table: String = samples.x().iter().zip(&CLASSES).take(3).map(line).collect();
                let table = Csv::new().without_header().read(table.as_bytes()).unwrap();
                let loaded: SamplesOf<$net> = table.classified($n, &["0", "1", "2"]).unwrap();
                assert_eq!(loaded, samples.select(&[0, 1, 2]).unwrap());
            }

            fn prepares_samples() {
                let samples = samples();
                let [training, test] = split(&samples, [0.5, 0.5], 1).unwrap();
                assert_eq!((training.len(), test.len()), (3, 3));
                assert_eq!(split_by_class(&samples, [0.5, 0.5], 1).unwrap()[0].classes().len(), 3);
                assert_eq!(folds(&samples, 3, 1).unwrap().last().unwrap().training.len(), 4);
                let scaling = Scaling::standardize(samples.x()).unwrap();
                let scaled = scaling.scale_x(&samples).unwrap();
                assert_eq!(scaled.x(), scaling.scale_rows(samples.x()));
                assert_eq!(Scaling::min_max(scaled.x()).unwrap().clone().offsets().len(), $n);
                let saved = SavedScaling::from(&scaling);
                assert_eq!(Scaling::try_from(&saved), Ok(scaling));
            }

            fn trains() {
                let samples = samples();
                let start = $net::random(1);
                let mut net = start.clone();
                let trainer = || Trainer::new(1e-6).batch_size(4).shuffle(1).validation(&samples).patience(9);
                let state = trainer().epochs(1).train(&mut net, &samples).unwrap();
                trainer().epochs(2).resume(&mut net, &samples, state).unwrap();
                batch_descent(&mut net, &samples, 0.1, 1e-6, 1).unwrap();
                let (before, _) = fast::cost_and_gradient(&start, &samples, 0.0);
                assert!(fast::cost(&net, &samples, 0.0) < before);
                minimize(&mut net, &samples, 0.1, Minimizer::L_BFGS, 1).unwrap();
                assert_eq!(fast::outputs(&net, samples.x()).len(), 6);
                assert!(accuracy(&net, &samples) > 0.0);
            }

            fn saves() {
                let net = $net::random(1);
                assert_eq!($net::<f64>::default(), $net::zeros());
                assert_eq!(net.map(|weight| weight as f32).map(f64::from).theta_2.view().dim(), (3, 3));
                let bytes = safetensors::to_bytes(&net).unwrap();
                assert_eq!(safetensors::from_bytes::<$net>(&bytes).unwrap(), net);
                let text = serde_json::to_string(&net).unwrap();
                assert_eq!(serde_json::from_str::<$net>(&text).unwrap(), net);
                let samples = samples().select(&[0]).unwrap();
                let text = serde_json::to_string(&samples).unwrap();
                assert_eq!(serde_json::from_str::<SamplesOf<$net>>(&text).unwrap(), samples);
            }

            #[test]
            fn samples_of_wide_rows_are_made_in_a_thread() {
                with_stack(512 * KB, makes_samples);
            }

            #[test]
            fn wide_images_are_loaded_in_a_thread() {
                with_stack(512 * KB, loads_samples);
            }

            #[test]
            fn wide_rows_are_split_and_scaled_in_a_thread() {
                with_stack(512 * KB, prepares_samples);
            }

            #[test]
            fn wide_networks_are_trained_in_a_thread() {
                with_stack(512 * KB, trains);
            }

            #[test]
            fn wide_networks_are_saved_in_a_thread() {
                with_stack(512 * KB, saves);
            }
        }
    )+};
}

tests! {
    inputs_12_288: Small, 64 * 64 * 3;
    inputs_150_528: Large, 224 * 224 * 3;
}

/// The textbook's passes keep their arrays on the stack: 4 numbers for each input, without optimization.
#[test]
fn the_textbook_runs_wide_rows_in_a_thread() {
    with_stack(1024 * KB, || {
        let samples: SamplesOf<Small> = Samples::from_classes(rows(64 * 64 * 3), &CLASSES).unwrap();
        let net = Small::random(1);
        let (cost, gradient) = fast::cost_and_gradient(&net, &samples, 0.1);
        assert!((net.cost(&samples, 0.1) - cost).abs() < 1e-12);
        assert!((net.gradient(&samples, 0.1).theta_1[1][2] - gradient.theta_1[1][2]).abs() < 1e-12);
        assert_eq!(net.trace(&samples, 0.1).forward[0].a_1, samples.x()[0]);
    });
}

/// Without optimization, a pass keeps up to 8 numbers for each unit, and 6 more for each of the widest layer. The fast
/// path computes fewer examples at once if there are more outputs.
#[test]
fn layers_of_many_units_run_in_a_thread() {
    macro_rules! check {
        ($($hidden:literal -> $outputs:literal $activation:ident;)+) => {$({
            network! { struct Net { layers: 2 -> $hidden Tanh -> $outputs $activation, cost: CrossEntropy } }
            with_stack(1536 * KB, || {
                let x: Vec<_> = (0..9).map(|row| [0.1 * f64::from(row), 0.3]).collect();
                let samples: SamplesOf<Net> = Samples::from_classes(&x, &[1, 2, 3, 5, 7, 11, 13, 17, 19]).unwrap();
                let net = Net::random(1);
                let (cost, gradient) = fast::cost_and_gradient(&net, &samples, 0.0);
                assert!((net.cost(&samples, 0.0) / cost - 1.0).abs() < 1e-12);
                let textbook = net.gradient(&samples, 0.0);
                for (fast, textbook) in gradient.theta_2.as_flattened().iter().zip(textbook.theta_2.as_flattened()) {
                    assert!((fast - textbook).abs() < 1e-12);
                }
                assert!((fast::outputs(&net, &x)[8][19] - net.output(&x[8])[19]).abs() < 1e-12);
            });
        })+};
    }
    check! {
        8192 -> 20 Sigmoid;
        2 -> 1024 Softmax;
        2 -> 1025 Sigmoid;
        2 -> 4096 Softmax;
        2 -> 8192 Sigmoid;
    }
}
