//! The examples on real data, and the published ones that need a special setting of the trainer. Snapshots pin them
//! like those of `documented.rs`.

use crate::pinned::{number, numbers, pin, pin_to, thetas, trace};
use backprop::metrics::ConfusionMatrix;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};
use std::io::Write;
use std::path::PathBuf;
use worked::{breast_cancer, curves, data, data_mining, digits_in_practice, iris, mnist, momentum};

#[test]
fn iris() {
    let run = iris::run().unwrap();
    pin(
        "iris",
        json!({
            "rows": { "training": run.training_rows, "test": run.test_rows },
            "cost": number(run.cost),
            "log_loss": number(run.log_loss),
            "matrix": matrix(&run.matrix),
        }),
    );
}

#[test]
fn breast_cancer() {
    let run = breast_cancer::run().unwrap();
    let roc = run.roc.points().iter().map(|point| {
        let (false_positive, true_positive) = (number(point.false_positive_rate), number(point.true_positive_rate));
        json!({ "false_positive_rate": false_positive, "true_positive_rate": true_positive })
    });
    let lenient = run.lenient.iter().map(|point| {
        json!({ "missed": point.missed, "threshold": number(point.threshold), "false_alarms": point.false_alarms })
    });
    pin(
        "breast_cancer",
        json!({
            "rows": { "training": run.rows[0], "validation": run.rows[1], "test": run.rows[2] },
            "epochs": run.epochs,
            "ranges": run.ranges.iter().map(|range| numbers(range)).collect::<Vec<_>>(),
            "unscaled_accuracy": number(run.unscaled_accuracy),
            "log_loss": number(run.log_loss),
            "auc": number(run.roc.auc()),
            "lenient": lenient.collect::<Vec<_>>(),
            "roc": roc.collect::<Vec<_>>(),
            "matrix": matrix(&run.matrix),
            "outputs": { "benign": numbers(&run.outputs[0]), "malignant": numbers(&run.outputs[1]) },
        }),
    );
}

#[test]
fn digits_in_practice() {
    let folder = folder("digits");
    let run = digits_in_practice::run(&folder).unwrap();
    assert_eq!(run.kept.scaling(), Some(&(&run.data.scaling).into()));
    // The model takes a row as it was measured: that of the file, with pixels from 0 to 16.
    let pixels: Vec<_> = data::digits().0.into_iter().map(|row| row.map(|pixel| 16.0 * pixel)).collect();
    let row_of = |x: &[f64; 64]| pixels.iter().find(|row| run.data.scaling.scale(row) == *x).unwrap();
    let test = &run.data.test;
    let near = |found: [f64; 10], expected: [f64; 10]| found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12);
    let takes_rows_as_measured = test.x().iter().all(|x| near(run.kept.output(row_of(x)), run.reader.output(x)));
    // Pixels that are blank in all training rows: only the penalty changes their weights, as an exercise says.
    let blank: Vec<_> = (0..64).filter(|&pixel| run.data.training.x().iter().all(|x| x[pixel] == 0.0)).collect();
    assert!(!blank.is_empty());
    for pixel in blank {
        assert!(run.reader.theta_1.iter().all(|row| row[1 + pixel].abs() < 1e-9), "{pixel}");
    }
    assert!(folder.join("reader.onnx").exists());
    let epochs = run.costs.iter().map(|costs| {
        let (training, validation) = (number(costs.training), number(costs.validation));
        json!({ "epoch": costs.epoch, "training": training, "validation": validation })
    });
    let learning_curve = run.learning_curve.iter().map(|point| {
        json!({ "rows": point.rows, "training": number(point.training), "validation": number(point.validation) })
    });
    let best = run.costs.iter().min_by(|one, other| one.validation.total_cmp(&other.validation)).unwrap();
    pin(
        "digits_in_practice",
        json!({
            "rows": {
                "training": run.data.training.len(),
                "validation": run.data.validation.len(),
                "test": run.data.test.len(),
            },
            "epochs": epochs.collect::<Vec<_>>(),
            "best": { "epoch": best.epoch, "validation": number(best.validation) },
            "learning_curve": learning_curve.collect::<Vec<_>>(),
            "log_loss": number(run.log_loss),
            "matrix": matrix(&run.matrix),
            "resumed_is_equal": run.resumed == run.reader,
            "kept": {
                "network_is_equal": run.kept.network() == &run.reader,
                "takes_rows_as_measured": takes_rows_as_measured,
            },
        }),
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn momentum() {
    let run = momentum::run().unwrap();
    pin(
        "momentum",
        json!({
            "first": trace(&run.first),
            "after_first": thetas(&run.after_first),
            "second": trace(&run.second),
            "after_second": thetas(&run.after_second),
            "without_momentum": thetas(&run.without_momentum),
        }),
    );
}

/// Uses the formulas of the exercise's book, in which δ has the opposite sign.
#[test]
fn momentum_as_computed_by_hand() {
    let run = momentum::run().unwrap();
    let g = |z: f64| 1.0 / (1.0 + (-z).exp());
    let (c, d) = (g(0.2), g(0.1 + 0.1 * g(0.2)));
    let delta_d = d * (1.0 - d) * (1.0 - d);
    let delta_c = c * (1.0 - c) * 0.1 * delta_d;
    let first = [0.3 * delta_c, 0.3 * delta_d, 0.3 * delta_d * c];
    let near = |found: f64, expected: f64| assert!((found - expected).abs() < 1e-15, "{found}, expected {expected}");
    near(run.after_first.theta_1[0][0], 0.1 + first[0]);
    near(run.after_first.theta_1[0][1], 0.1 + first[0]);
    near(run.after_first.theta_1[0][2], 0.1);
    near(run.after_first.theta_2[0][0], 0.1 + first[1]);
    near(run.after_first.theta_2[0][1], 0.1 + first[2]);

    let w = &run.after_first;
    let c = g(w.theta_1[0][0] + w.theta_1[0][2]);
    let d = g(w.theta_2[0][0] + w.theta_2[0][1] * c);
    let delta_d = d * (1.0 - d) * (0.0 - d);
    let delta_c = c * (1.0 - c) * w.theta_2[0][1] * delta_d;
    near(run.after_second.theta_1[0][0], w.theta_1[0][0] + 0.3 * delta_c + 0.9 * first[0]);
    near(run.after_second.theta_1[0][1], w.theta_1[0][1] + 0.9 * first[0]);
    near(run.after_second.theta_1[0][2], w.theta_1[0][2] + 0.3 * delta_c);
    near(run.after_second.theta_2[0][0], w.theta_2[0][0] + 0.3 * delta_d + 0.9 * first[1]);
    near(run.after_second.theta_2[0][1], w.theta_2[0][1] + 0.3 * delta_d * c + 0.9 * first[2]);
}

#[test]
fn data_mining() {
    let run = data_mining::run().unwrap();
    pin("data_mining", json!({ "trace": trace(&run.trace), "after": thetas(&run.after) }));
}

/// Compares every digit that the book prints, except one: there, its author continues with a rounded output.
#[test]
fn data_mining_as_published() {
    let run = data_mining::run().unwrap();
    let (forward, deltas) = (&run.trace.forward[0], &run.trace.deltas[0]);
    let [[bias_4, w_14, w_24, w_34], [bias_5, w_15, w_25, w_35]] = *run.after.theta_1;
    let [[bias_6, w_46, w_56]] = *run.after.theta_2;
    let found = [
        ("net of units 4, 5", forward.z_2.to_vec()),
        ("out of units 4, 5", forward.a_2.to_vec()),
        ("net of unit 6", forward.z_3.to_vec()),
        ("out of unit 6", forward.a_3.to_vec()),
        ("-delta of unit 6", vec![-deltas.delta_3[0]]),
        ("-delta of units 4, 5", deltas.delta_2.map(|delta| -delta).to_vec()),
        ("w46, w56, bias6 updated", vec![w_46, w_56, bias_6]),
        ("w14, w24, w34, bias4 updated", vec![w_14, w_24, w_34, bias_4]),
        ("w15, w25, w35, bias5 updated", vec![w_15, w_25, w_35, bias_5]),
    ];
    let found = found.iter().flat_map(|(what, values)| values.iter().map(move |value| (*what, *value)));
    let examples: Value = serde_json::from_str(include_str!("../data/worked_examples.json")).unwrap();
    let mut examples = examples["examples"].as_array().unwrap().iter();
    let published = examples.find(|example| example["id"] == "data_mining_3_2_1").unwrap()["published"].as_array();
    let published = published.unwrap();
    assert_eq!(found.clone().count(), published.len());
    for ((what, value), entry) in found.zip(published) {
        let (name, digits) = (entry["what"].as_str().unwrap(), entry["published"].as_str().unwrap());
        assert!(name.starts_with(what), "{name}, expected {what}");
        let decimals = digits.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        match entry["loose"].as_bool() {
            Some(true) => {
                assert_ne!(format!("{value:.decimals$}"), digits, "{name}");
                assert_eq!(format!("{:.decimals$}", 0.474 * (1.0 - 0.474) * (1.0 - 0.474)), digits, "{name}");
            }
            _ => assert_eq!(format!("{value:.decimals$}"), digits, "{name}"),
        }
    }
}

/// Adds the points of each data set that the book shows.
#[test]
fn curves() {
    const SHOWN: usize = 150;
    let sets = curves::SETS.map(|set| {
        let run = curves::run(&set).unwrap();
        let (x, y) = (&run.training.x()[..SHOWN], &run.training.y()[..SHOWN]);
        let points =
            |class: f64| -> Value { x.iter().zip(y).filter(|(_, y)| y[0] == class).map(|(x, _)| numbers(x)).collect() };
        let shown = json!({
            "test_accuracy": number(run.test_accuracy),
            "cost": number(run.costs[run.costs.len() - 1].1),
            "trained": thetas(&run.network),
            "points": { "zero": points(0.0), "one": points(1.0) },
        });
        (set.name.to_owned(), shown)
    });
    pin_to(4, "curves", Value::Object(sets.into_iter().collect()));
}

/// Writes the small digits as files in MNIST's format: 28 × 28 pixels, with each of the 8 × 8 spread over 3 × 3 of them
/// and a border of two. The test files are compressed, the training files are not.
#[test]
fn mnists_files_are_learned() {
    let folder = folder("mnist");
    std::fs::create_dir_all(&folder).unwrap();
    let (x, digits) = data::digits();
    let be = |number: usize| u32::try_from(number).unwrap().to_be_bytes();
    let files = |rows: std::ops::Range<usize>| {
        let m = be(rows.len());
        let mut images = [[0, 0, 8, 3], m, be(28), be(28)].concat();
        for image in &x[rows.clone()] {
            let ink = |line: usize, column: usize| match (line.checked_sub(2), column.checked_sub(2)) {
                (Some(line), Some(column)) if line < 24 && column < 24 => image[line / 3 * 8 + column / 3],
                _ => 0.0,
            };
            let pixels = (0..28 * 28).map(|pixel| (255.0 * ink(pixel / 28, pixel % 28)).round() as u8);
            images.extend(pixels);
        }
        let mut labels = [[0, 0, 8, 1], m].concat();
        labels.extend(digits[rows].iter().map(|&digit| digit as u8));
        [images, labels]
    };
    for (name, bytes) in mnist::TRAINING.iter().zip(files(0..1500)) {
        std::fs::write(folder.join(name), bytes).unwrap();
    }
    for (name, bytes) in mnist::TEST.iter().zip(files(1500..x.len())) {
        let file = std::fs::File::create(folder.join(format!("{name}.gz"))).unwrap();
        let mut file = GzEncoder::new(file, Compression::fast());
        file.write_all(&bytes).unwrap();
        file.finish().unwrap();
    }

    let [training, test] = [mnist::TRAINING, mnist::TEST].map(|names| mnist::open(&folder, names).unwrap());
    let mut shares = Vec::new();
    mnist::run(&training, &test, 30, &mut |_, share| shares.push(share)).unwrap();
    assert_eq!(shares.len(), 30);
    assert!(shares[29] >= 0.9, "{shares:?}");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_is_missing_of_mnist_is_named() {
    let folder = folder("nothing");
    let error = mnist::open(&folder, mnist::TEST).unwrap_err().to_string();
    assert!(error.starts_with(&format!("there is no t10k-images-idx3-ubyte in {}; ", folder.display())), "{error}");
    for name in [mnist::TRAINING, mnist::TEST].as_flattened() {
        assert!(error.contains(name), "{error}");
    }
}

/// Returns a folder for this test alone.
fn folder(name: &str) -> PathBuf {
    std::env::temp_dir().join(format!("backprop-practice-{name}-{}", std::process::id()))
}

/// Returns a confusion matrix and its scores as JSON.
fn matrix(matrix: &ConfusionMatrix) -> Value {
    let classes = 0..matrix.classes();
    let row = |truth| (0..matrix.classes()).map(|predicted| matrix.count(truth, predicted)).collect::<Vec<_>>();
    let measures = |measure: fn(&ConfusionMatrix, usize) -> Option<f64>| {
        (0..matrix.classes()).map(|class| measure(matrix, class).map_or(Value::Null, number)).collect::<Value>()
    };
    json!({
        "accuracy": number(matrix.accuracy()),
        "counts": classes.map(row).collect::<Vec<_>>(),
        "precision": measures(ConfusionMatrix::precision),
        "recall": measures(ConfusionMatrix::recall),
        "f1": measures(ConfusionMatrix::f1),
    })
}
