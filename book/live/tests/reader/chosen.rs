//! A network whose layers are chosen at run time computes what the macro's network computes, to the last bit.

use backprop::equations::first_weights::Random;
use backprop::{
    CrossEntropy, Identity, LeakyRelu, Network, Record, Relu, Sigmoid, Softmax, Softplus, SquaredError, Symbol, Tanh,
    network,
};
use backprop_live::plain::Plain;
use backprop_live::reader::chosen::{Chosen, LAYERS, Layers, OUTPUTS, UNITS};
use backprop_live::reader::{Kind, Score};

network! {
    struct Intuition { layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    struct Curves { layers: 2 -> 8 Tanh -> 8 Tanh -> 1 Sigmoid, cost: CrossEntropy }
    struct Mixed { layers: 8 -> 7 Relu -> 5 Softplus -> 3 LeakyRelu -> 10 Softmax, cost: CrossEntropy }
    struct Line { layers: 1 -> 1 Identity, cost: SquaredError }
    struct Slopes { layers: 3 -> 4 Softplus -> 2 LeakyRelu, cost: SquaredError }
    struct Shares { layers: 5 -> 6 Tanh -> 4 Softmax, cost: SquaredError }
    struct Labels { layers: 4 -> 3 Sigmoid -> 5 Sigmoid, cost: CrossEntropy }
    struct Deep { layers: 6 -> 8 Identity -> 7 Tanh -> 6 Sigmoid -> 5 Relu -> 4 Softplus -> 4 Tanh, cost: SquaredError }
    struct Digits { layers: 64 -> 25 Sigmoid -> 10 Softmax, cost: CrossEntropy }
    struct Wide { layers: 64 -> 64 Relu -> 63 Tanh -> 2 Relu, cost: SquaredError }
}

/// Returns the layers that a declared network has, from its text.
fn layers<N: Network>() -> Layers {
    let text = N::DECLARATION.replace([',', '\n'], " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    let kind = |name: &str| Kind::ALL.iter().find(|kind| kind.0 == name).unwrap().1;
    let at = |word: &str| words.iter().position(|&other| other == word).unwrap();
    let chain = &words[at("layers:") + 1..at("cost:")];
    Layers {
        inputs: chain[0].parse().unwrap(),
        rest: chain[1..].chunks(3).map(|layer| (layer[1].parse().unwrap(), kind(layer[2]))).collect(),
        score: if words.contains(&"CrossEntropy") { Score::CrossEntropy } else { Score::SquaredError },
    }
}

fn bits<N: Network<Scalar = Plain>>(network: &N) -> Vec<u64> {
    network.thetas().iter().flatten().map(|weight| weight.0.to_bits()).collect()
}

fn record<R: Record<Scalar = Plain>>(record: &R) -> Vec<u64> {
    record.layers().iter().flat_map(|layer| layer.units).map(|unit| unit.0.to_bits()).collect()
}

/// Compares everything that a network computes: with and without weights of the examples.
fn compare<N: Network<Scalar = f64>>() {
    let layers = layers::<N>();
    assert_eq!(layers.fault(), None);
    let mut declared = N::random(7).map(Plain);
    Chosen::<Plain>::new(&layers);
    let mut chosen = Chosen::<Plain>::random(7);
    assert_eq!(bits(&chosen), bits(&declared), "{layers:?}: first weights");

    let mut random = Random::new(3);
    let mut row = |count: usize| (0..count).map(|_| Plain(random.uniform(2.0))).collect::<Vec<_>>();
    let x: Vec<Vec<Plain>> = (0..7).map(|_| row(layers.inputs)).collect();
    let class =
        |i: usize| (0..layers.outputs()).map(|k| Plain(f64::from(u8::from(i % (layers.outputs() + 1) == k)))).collect();
    let y: Vec<Vec<Plain>> = (0..7).map(class).collect();
    let weights = || (1..8).map(|i| f64::from(i) / 4.0).collect::<Vec<_>>();
    let own = N::In::<Plain>::samples(x.clone(), y.clone()).unwrap();
    let same = Chosen::samples(x, y).unwrap();
    let weighted = (own.clone().with_weights(weights()).unwrap(), same.clone().with_weights(weights()).unwrap());

    for (own, same) in [(own, same), weighted] {
        for ((x, y), (own_x, own_y)) in same.iter().zip(own.iter()) {
            let (forward, own_forward) = (chosen.forward(x), declared.forward(own_x));
            assert_eq!(record(&forward), record(&own_forward), "{layers:?}");
            assert_eq!(
                record(&chosen.backward(&forward, y)),
                record(&declared.backward(&own_forward, own_y)),
                "{layers:?}"
            );
            assert_eq!(chosen.predict(x), declared.predict(own_x));
            let (output, own) = (chosen.output(x), declared.output(own_x));
            assert_eq!(output[..layers.outputs()], *own.as_ref(), "{layers:?}");
        }
        let lambda = Plain(0.5);
        assert_eq!(chosen.cost(&same, lambda), declared.cost(&own, lambda), "{layers:?}");
        assert_eq!(bits(&chosen.accumulated(&same)), bits(&declared.accumulated(&own)), "{layers:?}: Δ");
        assert_eq!(bits(&chosen.gradient(&same, lambda)), bits(&declared.gradient(&own, lambda)), "{layers:?}: D");
        backprop::batch_descent(&mut chosen, &same, lambda, Plain(0.05), 20).unwrap();
        backprop::batch_descent(&mut declared, &own, lambda, Plain(0.05), 20).unwrap();
        assert_eq!(bits(&chosen), bits(&declared), "{layers:?}: after twenty steps");
    }
}

#[test]
fn it_has_the_bits_of_the_declared_network() {
    compare::<Intuition>();
    compare::<Curves>();
    compare::<Mixed>();
    compare::<Line>();
    compare::<Slopes>();
    compare::<Shares>();
    compare::<Labels>();
    compare::<Deep>();
    compare::<Digits>();
    compare::<Wide>();
}

#[test]
fn it_writes_the_equations_of_the_declared_network() {
    fn compare<N: Network>() {
        let chosen = Chosen::<Plain>::new(&layers::<N>());
        let (own, same) = (backprop::Derivation::new(&N::zeros()), backprop::Derivation::new(&chosen));
        assert_eq!(same.unicode(), own.unicode());
        let latex = |steps: Vec<backprop::readings::derivation::Step>| {
            steps
                .into_iter()
                .flat_map(|step| step.equations)
                .map(|equation| (equation.left, equation.right))
                .collect::<Vec<_>>()
        };
        assert_eq!(latex(same.steps()), latex(own.steps()));
    }
    compare::<Intuition>();
    compare::<Curves>();
    compare::<Mixed>();
    compare::<Line>();
    compare::<Shares>();
    compare::<Labels>();
}

#[test]
fn what_is_too_much_or_does_not_go_together_is_said() {
    let layers = |inputs, rest: &[(usize, Kind)], score| Layers { inputs, rest: rest.to_vec(), score };
    let fault = |layers: Layers| layers.fault().unwrap_or_default();
    let one = [(1, Kind::Sigmoid)];
    assert_eq!(layers(UNITS, &one, Score::CrossEntropy).fault(), None);
    assert!(fault(layers(UNITS + 1, &one, Score::CrossEntropy)).contains("up to 64 units"));
    assert!(fault(layers(0, &one, Score::CrossEntropy)).contains("up to 64 units"));
    assert!(fault(layers(2, &[(OUTPUTS + 1, Kind::Softmax)], Score::CrossEntropy)).contains("up to 10 outputs"));
    assert!(fault(layers(2, &[(2, Kind::Tanh); LAYERS + 1], Score::SquaredError)).contains("up to 6 layers"));
    let refused = "the compiler refuses";
    assert!(fault(layers(2, &[(2, Kind::Tanh)], Score::CrossEntropy)).contains(refused));
    assert!(fault(layers(2, &[(1, Kind::Softmax)], Score::CrossEntropy)).contains(refused));
    assert!(fault(layers(2, &[(2, Kind::Softmax), (1, Kind::Sigmoid)], Score::CrossEntropy)).contains(refused));
}

/// The number of the derivation must not be a float, so that no kernel is asked for.
#[test]
fn a_symbol_is_a_number_of_the_page() {
    let layers = layers::<Intuition>();
    let _: Chosen<Symbol> = Chosen::new(&layers);
}
