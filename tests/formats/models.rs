//! A model takes rows as they were measured, and gives answers in the unit or the words of the data, before and after it
//! is saved.

use crate::keeping::Folder;
use backprop::data::scaling::Scaling;
use backprop::formats::{onnx, safetensors};
use backprop::metrics::{ConfusionMatrix, RegressionReport};
use backprop::{
    CrossEntropy, Identity, Model, Network, Samples, SamplesOf, Sigmoid, Softmax, SquaredError, Tanh, fast, network,
};

network! {
    struct Irises { layers: 4 -> 4 Tanh -> 3 Softmax, cost: CrossEntropy }
    struct Petals { layers: 3 -> 4 Tanh -> 1 Identity, cost: SquaredError }
    struct Yes { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }
    struct Narrow { layers: 2 -> 1 Sigmoid, cost: CrossEntropy, scalar: f32 }
}

const SPECIES: [&str; 3] = ["setosa", "versicolor", "virginica"];

/// Returns a model of the irises, the irises as they were measured, and their scaling.
fn irises() -> (Model<Irises>, SamplesOf<Irises>, Scaling<f64, 4>) {
    let (x, species) = worked::data::iris();
    let samples: SamplesOf<Irises> = Samples::from_classes(x, &species).unwrap();
    let scaling = Scaling::standardize(samples.x()).unwrap();
    let mut network = Irises::random(1);
    backprop::batch_descent(&mut network, &scaling.scale_x(&samples).unwrap(), 0.0, 1.0, 100).unwrap();
    let model = Model::new(network).with_scaling(&scaling).with_classes(&SPECIES).unwrap();
    (model, samples, scaling)
}

#[test]
fn a_model_scales_each_row_and_names_its_class() {
    let (model, samples, scaling) = irises();
    let network = model.network();
    let scaled = scaling.scale_x(&samples).unwrap();
    assert_eq!(model.scale(&samples).unwrap(), scaled);
    assert_eq!(model.outputs(samples.x()), fast::outputs(network, &scaled));
    assert_eq!(model.scaling(), Some(&(&scaling).into()));
    let classes = model.classes_of(samples.x());
    for ((row, x), class) in samples.x().iter().zip(scaled.x()).zip(classes) {
        assert_eq!(class, SPECIES[network.predict(x)]);
        assert_eq!(model.class(row), class);
        for (h, expected) in model.output(row).into_iter().zip(network.output(x)) {
            assert!((h - expected).abs() < 1e-14);
        }
    }
}

#[test]
fn a_model_is_judged_by_samples_as_they_were_measured() {
    let (model, samples, scaling) = irises();
    let scaled = scaling.scale_x(&samples).unwrap();
    let matrix = ConfusionMatrix::new(model.network(), &scaled).unwrap().with_names(&SPECIES).unwrap();
    assert_eq!(model.confusion_matrix(&samples).unwrap(), matrix);
    assert_eq!(model.accuracy(&samples).unwrap(), backprop::accuracy(model.network(), &scaled));
    assert!(matrix.accuracy() > 0.9 && backprop::accuracy(model.network(), &samples) < 0.9, "the scaling matters");
}

#[test]
fn a_regression_has_a_report_and_no_accuracy() {
    let samples = Samples::new([[0.0; 3], [1.0; 3], [2.0; 3]], [[10.0], [20.0], [40.0]]).unwrap();
    let targets = Scaling::standardize(samples.y()).unwrap();
    let model = Model::new(Petals::random(3)).with_target_scaling(&targets);
    assert_eq!(model.target_scaling(), Some(&(&targets).into()));
    let error = model.accuracy(&samples).unwrap_err().to_string();
    assert!(error.contains("for a regression use `RegressionReport`"), "{error}");

    let report = model.regression_report(&samples).unwrap();
    let scaled = RegressionReport::new(model.network(), &model.scale(&samples).unwrap()).unwrap();
    let ratio = report.mean.rmse / scaled.mean.rmse;
    assert!((ratio - targets.factors()[0]).abs() < 1e-12, "the unit is that of the targets");
    assert!((report.mean.r2.unwrap() - scaled.mean.r2.unwrap()).abs() < 1e-12, "R² has no unit");
}

#[test]
fn a_model_is_saved_with_all_that_belongs_to_it() {
    let folder = Folder::new("models_saved");
    let path = folder.path("irises.safetensors");
    let (model, samples, _) = irises();
    model.save(&path).unwrap();
    let loaded = Model::<Irises>::load(&path).unwrap();
    assert_eq!(loaded, model);
    assert_eq!(loaded.classes_of(samples.x()), model.classes_of(samples.x()));

    // A network alone is a model without scaling, whose classes are numbers.
    safetensors::save(model.network(), &path).unwrap();
    let bare = Model::<Irises>::load(&path).unwrap();
    assert_eq!(bare, Model::new(model.network().clone()));
    assert_eq!(bare.classes(), ["0", "1", "2"]);
}

#[test]
fn a_regression_answers_in_the_unit_of_its_targets() {
    let (x, _) = worked::data::iris();
    let rows: Vec<[f64; 3]> = x.iter().map(|&[a, b, c, _]| [a, b, c]).collect();
    let widths: Vec<[f64; 1]> = x.iter().map(|&[_, _, _, width]| [10.0 * width]).collect();
    let samples = Samples::new(rows, widths).unwrap();
    let (inputs, targets) = (Scaling::standardize(samples.x()).unwrap(), Scaling::min_max(samples.y()).unwrap());
    let network = Petals::random(3);
    let model = Model::new(network.clone()).with_scaling(&inputs).with_target_scaling(&targets);
    let scaled = targets.scale_y(&inputs.scale_x(&samples).unwrap()).unwrap();
    assert_eq!(model.scale(&samples).unwrap(), scaled);
    let expected: Vec<[f64; 1]> = fast::outputs(&network, &scaled).iter().map(|h| targets.invert(h)).collect();
    assert_eq!(model.outputs(samples.x()), expected);

    let folder = Folder::new("models_units");
    let path = folder.path("petals.safetensors");
    model.save(&path).unwrap();
    assert_eq!(Model::<Petals>::load(&path).unwrap(), model);
}

#[test]
fn the_graph_of_a_model_scales_for_itself() {
    let folder = Folder::new("models_graph");
    let path = folder.path("irises.onnx");
    let (model, _, scaling) = irises();
    model.export_onnx(&path).unwrap();
    let expected = onnx::Export::new(model.network()).scaling(&scaling).classes(SPECIES);
    assert_eq!(std::fs::read(path).unwrap(), expected.to_bytes().unwrap());
}

#[test]
fn one_output_has_two_names_and_single_precision_works_too() {
    let error = Model::new(Yes::zeros()).with_classes(&["yes"]).unwrap_err();
    assert_eq!(error.to_string(), "found 1 class name, expected 2, one for each class");
    assert_eq!(Model::new(Yes::zeros()).classes(), ["0", "1"]);
    let narrow: Narrow<f32> = Network::zeros();
    let scaling = Scaling::from_parts([1.0_f32, 0.1], [3.0, 0.7]).unwrap();
    let model = Model::new(narrow).with_scaling(&scaling).with_classes(&["no", "yes"]).unwrap();
    let samples: SamplesOf<Narrow<f32>> = Samples::new([[0.3_f32, 0.9]], [[1.0]]).unwrap();
    assert_eq!(model.scale(&samples).unwrap(), scaling.scale_x(&samples).unwrap());
    assert_eq!(model.class(&[0.3, 0.9]), "yes");
}
