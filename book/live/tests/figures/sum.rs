//! The sum of products along one weight.

use super::Reader;
use backprop::plot::drawing::significant;
use backprop_live::show::What;
use worked::by_hand;

#[test]
fn each_weight_adds_up_to_the_entries_of_the_run() {
    let (mut reader, run) = (Reader::of("sum", &[]), by_hand::run());
    let rows = |network: &worked::intuition::Intuition| {
        [network.theta_1.to_vec(), network.theta_2.to_vec(), network.theta_3.to_vec()].concat()
    };
    let (accumulated, gradient) = (rows(&run.batch.accumulated), rows(&run.gradient));
    for weight in 0..15 {
        reader.does("reset", 1.0);
        reader.does("weight", weight as f64);
        let (row, column) = (weight / 3, weight % 3);
        for (example, forward) in run.batch.forward.iter().enumerate() {
            let deltas = &run.batch.deltas[example];
            let head = [deltas.delta_2.as_slice(), &deltas.delta_3, &deltas.delta_4].concat()[row];
            let tail = [forward.a_1, forward.a_2, forward.a_3][row / 2];
            let tail = if column == 0 { 1.0 } else { tail[column - 1] };
            let [head_text, tail_text, product] = [head, tail, head * tail].map(significant);
            assert_eq!(
                reader.reads(["number one", "number two"][example]),
                format!("{head_text} · {tail_text} = {product}")
            );
            assert_eq!(reader.reads("head"), head_text);
            assert_eq!(reader.reads("tail"), if column == 0 { "" } else { &tail_text });
            reader.does("next", 1.0);
        }
        reader.does("next", 1.0);
        assert!(reader.reads("number sum").ends_with(&format!("= {}", significant(accumulated[row][column]))));
        assert!(reader.reads("number d").ends_with(&format!("= {}", significant(gradient[row][column]))));
        let regularization = 2.0 * gradient[row][column] - accumulated[row][column];
        let more = reader.reads("number more");
        assert!(more.ends_with(&significant(if column == 0 { 0.0 } else { regularization })), "{more}");
        assert_eq!(reader.sees("next", What::Attribute("aria-disabled")), "true");
    }
}

#[test]
fn it_begins_with_the_product_of_the_text() {
    let (reader, run) = (Reader::of("sum", &[]), worked::intuition::run());
    let product = significant(run.sigmoid.accumulated.theta_3[0][2]);
    assert!(reader.reads("number one").ends_with(&product));
    assert_eq!((reader.reads("number two"), reader.reads("number d")), (String::new(), String::new()));
}
