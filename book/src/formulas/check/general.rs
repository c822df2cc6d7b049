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
    let mut parts = Vec::new();
    let mut equal = Vec::new();
    for (place, side) in chain.sides.iter().enumerate() {
        if place > 0 && !matches!(chain.relations[place - 1], Relation::Equal | Relation::Defined) {
            parts.push(part(chain, &std::mem::take(&mut equal)));
            let is_compared = matches!(chain.relations[place - 1], Relation::Compared(_));
            if is_compared && is_general(&chain.sides[place - 1]) && is_general(side) {
                parts.push(part(chain, &[place - 1, place]));
            }
        }
        // A side without symbols is the value that this run has.
        if is_general(side) && has_symbol(side) {
            equal.push(place);
        }
    }
    parts.push(part(chain, &equal));
    parts.retain(|part| part.sides.len() > 1);
    parts
}

/// Returns the chain of the sides at these places.
fn part(chain: &Chain, places: &[usize]) -> Chain {
    Chain {
        sides: places.iter().map(|&place| chain.sides[place].clone()).collect(),
        written: places.iter().map(|&place| chain.written[place].clone()).collect(),
        relations: places.iter().rev().skip(1).rev().map(|&place| chain.relations[place]).collect(),
    }
}

fn is_general(node: &Node) -> bool {
    let is_number_of_run = match node {
        Node::Number(number) => !OF_NO_RUN.contains(number),
        Node::Rounded { .. } => true,
        Node::Matrix(_) => !has_symbol(node),
        _ => false,
    };
    !is_number_of_run && node.parts().into_iter().all(is_general)
}

fn has_symbol(node: &Node) -> bool {
    matches!(node, Node::Name(_)) || node.parts().into_iter().any(has_symbol)
}
