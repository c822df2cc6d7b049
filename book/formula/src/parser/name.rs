//! Parses names with their indices, calls of functions, and derivatives.

use super::Parser;
use super::factor::character;
use crate::syntax::{Name, Node};
use crate::{Result, error};

impl Parser<'_> {
    /// Parses a name with its indices, or a call if the name is that of a function and a bracket follows.
    pub(super) fn name(&mut self) -> Result<Node> {
        match self.peek() {
            "" => return self.unexpected("a name"),
            text if text.starts_with(r"\begin") => return self.unexpected("a known environment"),
            dots @ (r"\dots" | r"\ldots" | r"\cdots" | r"\vdots") => {
                return error!("`{dots}` leaves something out that cannot be evaluated");
            }
            _ => {}
        }
        let first = self.next;
        let mut name = Name::new(self.take());
        let takes = self.functions.get(&name.symbol);
        if self.peek() == "("
            && takes.is_some_and(|takes| {
                takes.as_deref().is_none_or(|takes| takes.split(' ').any(|symbol| symbol == self.peek_at(1)))
            })
        {
            return Ok(Node::Apply(name.symbol, vec![self.bracket()?]));
        }
        let mut is_transposed = false;
        loop {
            let is_index = self.peek() == "^" && self.peek_at(1) == "{" && self.peek_at(2) == "(";
            if name.subscripts.is_empty() && self.accept("_") {
                name.subscripts = self.subscripts()?;
            } else if name.superscript.is_none() && is_index {
                self.next += 2;
                name.superscript = Some(Box::new(self.within("(", ")")?));
                is_transposed = self.accept(r"\top");
                if is_transposed {
                    break;
                }
                self.expect("}")?;
            } else {
                break;
            }
        }
        name.written = self.written_since(first);
        // The function of a layer, such as `g^{(2)}(z)`.
        if let Some(Node::Number(layer)) = name.superscript.as_deref()
            && self.functions.contains_key(&name.symbol)
            && name.subscripts.is_empty()
            && self.peek() == "("
        {
            let function = format!("{}^{{({layer})}}", name.symbol);
            return Ok(Node::Apply(function, vec![self.bracket()?]));
        }
        if is_transposed {
            return self.expect("}").map(|()| Node::Transpose(Box::new(Node::Name(name))));
        }
        Ok(Node::Name(name))
    }

    /// Parses subscripts: `_{ij}`, `_{i0}` and `_{11}` are two indices, `_{l+1}` is one, `_{1,10}` is two; `_k` is a
    /// single character.
    fn subscripts(&mut self) -> Result<Vec<Node>> {
        if !self.accept("{") {
            return Ok(vec![self.script()?]);
        }
        let inside: Vec<_> =
            self.tokens[self.next..].iter().map(|token| token.text).take_while(|&text| text != "}").collect();
        let mut indices = Vec::new();
        if inside.iter().any(|text| [",", "+", "-"].contains(text)) {
            indices.push(self.expression()?);
            while self.accept(",") {
                indices.push(self.expression()?);
            }
        } else {
            let characters = inside.iter().flat_map(|text| text.split("").filter(|c| !c.is_empty()));
            indices.extend(characters.map(character));
            self.next += inside.len();
        }
        self.expect("}")?;
        Ok(indices)
    }

    /// Returns `true` if a fraction of differentials starts here: `\frac{\partial C}{\partial z}` or `\frac{dC}{dz}`.
    pub(super) fn is_derivative(&self) -> bool {
        let sign = self.peek_at(2);
        let mut rest = self.tokens[self.next..].iter().map(|token| token.text).skip_while(|&text| text != "}");
        sign == r"\partial" || sign == "d" && rest.nth(1) == Some("{") && rest.next() == Some("d")
    }

    /// Parses `\frac{\partial C}{\partial a_k}`, `\frac{dC}{dz}` or `\partial C / \partial a_k`, a quantity with the
    /// indices of a; or `\frac{\partial}{\partial a_k}`, which differentiates the product behind it.
    pub(super) fn derivative(&mut self) -> Result<Node> {
        let first = self.next;
        let is_fraction = self.accept(r"\frac");
        if is_fraction {
            self.expect("{")?;
        }
        let sign = self.take();
        let of = match (is_fraction, self.peek()) {
            (true, "}") => None,
            (true, _) => Some(self.factors()?),
            (false, _) => Some(self.factor()?),
        };
        if is_fraction {
            self.expect("}")?;
            self.expect("{")?;
        } else {
            self.expect("/")?;
        }
        self.expect(sign)?;
        let Node::Name(along) = self.name()? else {
            return error!("`{}` is not a derivative with respect to a name", self.latex);
        };
        if is_fraction {
            self.expect("}")?;
        }
        let of = match of {
            Some(of) => of,
            None => self.factors()?,
        };
        let symbol = match &of {
            Node::Name(of) => of.written.as_str(),
            _ => "…",
        };
        Ok(Node::Name(Name {
            symbol: format!(r"\partial {symbol} / \partial {}", along.symbol),
            written: self.written_since(first),
            derivative: Some(Box::new((of, along.symbol.clone()))),
            ..along
        }))
    }
}
