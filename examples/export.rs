//! A network for other programs: an ONNX model, and weights for PyTorch (`--features onnx,safetensors`).

use backprop::data::csv::Csv;
use backprop::data::scaling::Scaling;
use backprop::formats::safetensors::{self, Naming};
use backprop::{Adam, CrossEntropy, Model, Softmax, Tanh, Trainer, network};
use std::{env, fs};

network! {
    /// 4 lengths of a flower → 3 species.
    struct Irises { layers: 4 -> 8 Tanh -> 3 Softmax, cost: CrossEntropy }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let table = Csv::new().open(concat!(env!("CARGO_MANIFEST_DIR"), "/examples/data/iris.csv"))?;
    let irises = table.classified("class", &["0", "1", "2"])?;
    let scaling = Scaling::standardize(irises.x())?;
    let mut network = Irises::random(1);
    Trainer::new(0.02).optimizer(Adam::default()).epochs(100).train(&mut network, &scaling.scale_x(&irises)?)?;
    let model = Model::new(network).with_scaling(&scaling).with_classes(&["setosa", "versicolor", "virginica"])?;

    let folder = env::temp_dir().join("backprop-export");
    fs::create_dir_all(&folder)?;
    model.export_onnx(folder.join("irises.onnx"))?;
    safetensors::export(model.network(), Naming::PyTorch, folder.join("irises.safetensors"))?;
    let row = irises.x()[100];
    println!(
        "For the flower {row:?}, the probabilities are {:.6?}. In Python, in {}:\n",
        model.output(&row),
        folder.display()
    );
    println!("    import numpy, onnxruntime, safetensors.torch, torch.nn as nn");
    println!("    session = onnxruntime.InferenceSession(\"irises.onnx\")");
    println!("    print(session.run(None, {{\"x\": numpy.array([{row:?}])}}))");
    println!("    model = nn.Sequential(nn.Linear(4, 8), nn.Tanh(), nn.Linear(8, 3), nn.Softmax(1)).double()");
    println!("    model.load_state_dict(safetensors.torch.load_file(\"irises.safetensors\"))  # takes scaled rows");
    println!("\nNext: the documentation of `backprop::formats::safetensors` loads the weights of PyTorch and Keras.");
    Ok(())
}
