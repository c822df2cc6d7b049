//! The forms in which textbooks write what the code computes without overflow or cancellation.
//!
//! **Invariant**: a form stands for a part of the network's own expression, which is the same as that of the built-in
//! activation or cost, run with the same symbols. The derivation shows both.

use crate::equations::activation::{Activation, Sigmoid, Softplus, Tanh, g, largest};
use crate::equations::scalar::{Function, Scalar, sum};
use crate::readings::symbol::{Name, Symbol};
use core::any::type_name;
use std::collections::HashMap;

/// The forms of a network's outputs and costs.
#[derive(Default)]
pub(super) struct Textbook {
    /// −ln a and −ln(1 − a), which are computed from z.
    logarithms: HashMap<Symbol, Symbol>,
    /// The activations of a softmax without the shift by the largest z.
    outputs: HashMap<Symbol, Symbol>,
    /// The sum of the targets of a softmax.
    total: Option<Symbol>,
}

/// An expression as a textbook writes it.
#[derive(Clone, Copy)]
pub(super) struct Written {
    pub(super) symbol: Symbol,
    /// The sum of the targets, if the form holds only where it is 1.
    pub(super) total: Option<Symbol>,
}

impl Written {
    /// Returns a form that holds for all targets.
    pub(super) fn always(symbol: Symbol) -> Self {
        Self { symbol, total: None }
    }
}

impl Textbook {
    /// Returns the forms for an output layer with the weighted inputs z, the activations a and the targets y.
    pub(super) fn new(z: &[Symbol], a: &[Symbol], y: &[Symbol]) -> Self {
        let mut textbook = Self::default();
        for (&z, &a) in z.iter().zip(a) {
            if a == g::<Sigmoid, Symbol>(z) {
                let [if_one, if_zero] = Softplus::mirrored(z);
                textbook.logarithms.insert(if_one, -a.ln());
                textbook.logarithms.insert(if_zero, -(Symbol::ONE - a).ln());
            }
        }
        let largest = largest(z);
        let shifted = |z: Symbol| (z - largest).exp();
        let sum_of_shifted = sum(z.iter().copied().map(shifted));
        let powers = sum(z.iter().copied().map(Symbol::exp));
        if z.len() > 1 && z.iter().zip(a).all(|(&z, &a)| a == shifted(z) / sum_of_shifted) {
            for (&z, &a) in z.iter().zip(a) {
                textbook.logarithms.insert(sum_of_shifted.ln() + (largest - z), -a.ln());
                textbook.outputs.insert(a, z.exp() / powers);
            }
            textbook.total = Some(sum(y.iter().copied()));
        }
        textbook
    }

    /// Returns an expression as a textbook writes it. Parts that have a name stay as they are.
    pub(super) fn form(&self, symbol: Symbol, is_named: &dyn Fn(Symbol) -> bool) -> Written {
        let always = self.without_condition(symbol, is_named);
        let Some(total) = self.total else { return Written::always(always) };
        match replaced(always, &HashMap::from([(total, Symbol::ONE)]), is_named) {
            same if same == always => Written::always(always),
            symbol => Written { symbol, total: Some(total) },
        }
    }

    /// Returns an expression as a textbook writes it for all targets.
    pub(super) fn without_condition(&self, symbol: Symbol, is_named: &dyn Fn(Symbol) -> bool) -> Symbol {
        // The logarithms are those of a, which may have a form itself.
        replaced(replaced(symbol, &self.logarithms, is_named), &self.outputs, is_named)
    }
}

fn replaced(symbol: Symbol, forms: &HashMap<Symbol, Symbol>, is_named: &dyn Fn(Symbol) -> bool) -> Symbol {
    symbol.replaced(&|part| if is_named(part) { Some(part) } else { forms.get(&part).copied() })
}

/// Returns a function at the variable z as a textbook writes it, if it is not computed like that.
pub(super) fn function(function: Function) -> Option<Symbol> {
    let z = Symbol::named(Name::ARGUMENT);
    match function {
        Function::GPrime(name) if name == type_name::<Sigmoid>() => {
            let g = g::<Sigmoid, Symbol>(z);
            Some(g * (Symbol::ONE - g))
        }
        Function::GPrime(name) if name == type_name::<Tanh>() => Some(Symbol::ONE - Tanh::g(z) * Tanh::g(z)),
        Function::G(name) if name == type_name::<Softplus>() => Some((Symbol::ONE + z.exp()).ln()),
        _ => None,
    }
}
