//! What a formula says without numbers of its run, so that it must hold of any other run as well.

use formula::{Chain, Node, Relation, Sentence};

/// Numbers that belong to the mathematics and not to a run.
const OF_NO_RUN: [f64; 4] = [0.0, 0.5, 1.0, 2.0];

/// Returns the sentences that remain without the numbers of a run: δ = a − y of δ = a − y = −0.59.
pub(super) fn sentences(sentence: &Sentence) -> Vec<Sentence> {
    if let Some(other) = &sentence.equivalent {
        let is_general = sentence.chain.sides.iter().chain(&other.sides).all(is_general);
        return if is_general { vec![sentence.clone()] } else { Vec::new() };
    }
    let chains = chains(&sentence.chain).into_iter();
    chains.map(|chain| Sentence { chain, equivalent: None, conditions: sentence.conditions.clone() }).collect()
}

/// Returns the parts of a chain whose sides have no number of a run. Equality passes over a side that has one.
fn chains(chain: &Chain) -> Vec<Chain> {
    let mut chains = vec![Chain { sides: Vec::new(), written: Vec::new(), relations: Vec::new() }];
    for (place, side) in chain.sides.iter().enumerate() {
        let before = place.checked_sub(1).map(|before| &chain.relations[before]);
        let is_equal = matches!(before, None | Some(Relation::Equal | Relation::Defined));
        if !is_equal {
            chains.push(Chain { sides: Vec::new(), written: Vec::new(), relations: Vec::new() });
        }
        if let (Some(compared @ Relation::Compared(_)), Some(previous)) = (before, place.checked_sub(1))
            && is_general(&chain.sides[previous])
            && is_general(side)
        {
            let last = chains.len() - 1;
            let (sides, written) = ([previous, place], [previous, place]);
            chains.insert(
                last,
                Chain {
                    sides: sides.map(|place| chain.sides[place].clone()).into(),
                    written: written.map(|place| chain.written[place].clone()).into(),
                    relations: vec![compared.clone()],
                },
            );
        }
        // A side without symbols is the value that this run has.
        if is_general(side) && has_symbol(side) {
            let last = chains.len() - 1;
            let kept = &mut chains[last];
            if !kept.sides.is_empty() {
                kept.relations.push(if place == 1 { chain.relations[0].clone() } else { Relation::Equal });
            }
            kept.sides.push(side.clone());
            kept.written.push(chain.written[place].clone());
        }
    }
    chains.retain(|chain| chain.sides.len() > 1);
    chains
}

fn is_general(node: &Node) -> bool {
    let is_number_of_run = match node {
        Node::Number(number) => !OF_NO_RUN.contains(number),
        Node::Rounded { .. } => true,
        _ => false,
    };
    !is_number_of_run && node.parts().into_iter().all(is_general)
}

fn has_symbol(node: &Node) -> bool {
    matches!(node, Node::Name(_)) || node.parts().into_iter().any(has_symbol)
}
