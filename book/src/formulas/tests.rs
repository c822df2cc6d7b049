//! Tests that what is true is found to be true, and that mistakes of every kind are found.

mod holes;

use super::Formulas;
use crate::tests::faults;

/// Formulas that hold, by the run that they are about.
const TRUE: [(&str, &[&str]); 10] = [
    (
        "chain",
        &[
            "x = 2",
            r"z_2 = w_1 x = \rounded{1.0}",
            "a_2 = g(z_2) = \\rounded{0.7311}",
            r"z_3 = w_2 \, a_2",
            r"\frac{\partial C}{\partial z_3} = a_3 - y = \delta_3",
            r"\frac{\partial C}{\partial w_2} = \delta_3 a_2 = \rounded{-0.4935}",
            r"\frac{dC}{dw_1} = \frac{\partial C}{\partial z_3} \cdot \frac{\partial z_3}{\partial a_2} \cdot \frac{\partial a_2}{\partial z_2} \cdot \frac{\partial z_2}{\partial w_1} = \delta_2 x",
            r"\delta_2 = w_2 \, \delta_3 \, g'(z_2) \approx 0.13",
            r"\frac{\partial a_2}{\partial z_2} = a_2 (1 - a_2) = g'(z_2)",
            r"\frac{dC}{dh} = -\frac{y}{h} + \frac{1 - y}{1 - h}",
            r"w_1 := w_1 - \alpha \frac{\partial C}{\partial w_1}",
            "g(z) = (1 + e^{-z})^{-1}",
        ],
    ),
    (
        "logistic",
        &[
            r"z = \theta_0 + \theta_1 x_1 + \theta_2 x_2 = \theta_0 + \sum_{j=1}^{s_1} \theta_j x_j",
            r"h = g(z) = \frac{1}{1 + e^{-z}} = h(x)",
            "g'(z) = g(z) (1 - g(z)) = h (1 - h)",
            r"C = -y \ln h - (1 - y) \ln(1 - h)",
            r"J(\theta) = -\frac{1}{m} \sum_{i=1}^{m} \left[ y^{(i)} \ln h(x^{(i)}) + (1 - y^{(i)}) \ln (1 - h(x^{(i)})) \right] + \frac{\lambda}{2m} \sum_{j=1}^{s_1} \theta_j^2",
            r"J = \frac{1}{m} \sum_{i=1}^m C^{(i)} + \frac{\lambda}{2m} \sum_{j=1}^{s_1} \left( \theta_j \right)^2",
            r"\frac{\partial C}{\partial \theta_j} = (h - y) \, x_j, \quad j \ne 0, \qquad \frac{\partial C}{\partial \theta_0} = h - y",
            r"\frac{\partial J}{\partial \theta_j} = \frac{1}{m} \sum_{i=1}^m (h(x^{(i)}) - y^{(i)}) x_j^{(i)} + \frac{\lambda}{m} \theta_j, \quad j \ge 1",
            r"\frac{dC}{dz} = a - y = \frac{\partial C}{\partial a} \, g'(z) = \delta",
            r"\frac{\partial C}{\partial a} = -\frac{y}{a} + \frac{1 - y}{1 - a} = \frac{a - y}{a \, (1 - a)}",
            r"C = -\ln h \text{ if } y = 1",
            r"h \ge 0.5 \iff z \ge 0",
            r"\theta_j := \theta_j - \alpha \frac{\partial J}{\partial \theta_j}",
            "g(-z) = 1 - g(z)",
            r"\Theta := \Theta - \alpha D",
            r"a^{(1)} = x, \quad a_0 = 1, \quad h(x) = a^{(L)}",
            "K = 1",
            "0 < h < 1",
            r"\frac{\partial}{\partial \theta_j} \frac{\lambda}{2m} \theta_j^2 = \frac{\lambda}{m} \theta_j",
        ],
    ),
    (
        "gates",
        &[
            r"\Theta^{(1)} = \begin{bmatrix} -30 & 20 & 20 \\ 10 & -20 & -20 \end{bmatrix}, \quad \Theta^{(2)} = \begin{bmatrix} -10 & 20 & 20 \end{bmatrix}",
            r"z_1^{(2)} = -30 + 20 x_1 + 20 x_2",
            r"a^{(2)} = g(z^{(2)})",
        ],
    ),
    (
        "intuition",
        &[
            r"z^{(l+1)} = \Theta^{(l)} a^{(l)}",
            r"\begin{aligned} a^{(1)} &= x \\ z^{(2)} &= \Theta^{(1)} a^{(1)}, & a^{(2)} &= g(z^{(2)}) \\ z^{(4)} &= \Theta^{(3)} a^{(3)}, & a^{(4)} &= g(z^{(4)}) = h(x) \end{aligned}",
            r"\delta^{(L)} = a^{(L)} - y",
            r"\delta^{(l)} = \left( \Theta^{(l)} \right)^\top \delta^{(l+1)} \odot g'(z^{(l)})",
            r"\delta^{(l)} = \Theta^{(l)\top} \delta^{(l+1)} \odot g'(z^{(l)})",
            r"\delta_1^{(2)} = (\Theta_{11}^{(2)} \delta_1^{(3)} + \Theta_{21}^{(2)} \delta_2^{(3)}) \, g'(z_1^{(2)})",
            r"\delta_j^{(l)} = \frac{\partial C}{\partial z_j^{(l)}} = \sum_{i=1}^{s_{l+1}} \underbrace{\frac{\partial C}{\partial z_i^{(l+1)}}}_{\delta_i^{(l+1)}} \; \underbrace{\frac{\partial z_i^{(l+1)}}{\partial a_j^{(l)}}}_{\Theta_{ij}^{(l)}} \; \underbrace{\frac{\partial a_j^{(l)}}{\partial z_j^{(l)}}}_{g'(z_j^{(l)})}",
            r"\frac{\partial C}{\partial \Theta_{ij}^{(l)}} = \delta_i^{(l+1)} a_j^{(l)}",
            r"\frac{\partial C}{\partial a_j^{(l)}} = \sum_i \Theta_{ij}^{(l)} \delta_i^{(l+1)}",
            r"D^{(l)} = \frac{\partial J}{\partial \Theta^{(l)}}",
            r"a_0^{(l)} = 1",
            r"\delta_1^{(4)} = a_1^{(4)} - y = \rounded{-0.5878}",
            r"\delta^{(4)} = a^{(4)} - y",
            r"\delta_1^{(3)} = 0.8 \cdot (\rounded{-0.5878}) \cdot \rounded{0.2499} = \rounded{-0.1175}",
            r"\frac{\partial z_i^{(l+1)}}{\partial a_j^{(l)}} = \Theta_{ij}^{(l)}",
        ],
    ),
    (
        "linear",
        &[
            "g(z) = z",
            "g'(z) = 1",
            r"\delta_1^{(3)} = \Theta_{11}^{(3)} \delta_1^{(4)}",
            r"D^{(3)} = -1.4835 \cdot \begin{bmatrix} 1 & 0.23 & 0.535 \end{bmatrix} = \begin{bmatrix} -1.4835 & -0.341205 & -0.7936725 \end{bmatrix}",
            r"C = \frac{1}{2} (a - y)^2",
        ],
    ),
    (
        "check",
        &[
            r"D_{ij}^{(l)} = \frac{1}{m} \Delta_{ij}^{(l)} + \frac{\lambda}{m} \Theta_{ij}^{(l)}, \quad j \ne 0, \qquad D_{i0}^{(l)} = \frac{1}{m} \Delta_{i0}^{(l)}",
            r"D^{(l)} = \frac{\partial J}{\partial \Theta^{(l)}}",
            r"\Delta^{(l)} := \Delta^{(l)} + \delta^{(l+1)} (a^{(l)})^\top",
            r"J(\Theta) = \frac{1}{m} \sum_{i=1}^m C^{(i)} + \frac{\lambda}{2m} \sum_{l=1}^{L-1} \sum_{i=1}^{s_{l+1}} \sum_{j=1}^{s_l} \left( \Theta_{ij}^{(l)} \right)^2",
            r"C = -\sum_{k=1}^K \left[ y_k \ln h_k + (1 - y_k) \ln(1 - h_k) \right]",
            r"\delta_k^{(L)} = a_k^{(L)} - y_k",
            r"s_1 = 3, \quad K = s_L = 3",
            r"\lambda = 1",
            r"\sum_k y_k = 1",
        ],
    ),
    ("four_layers", &[r"\delta^{(4)} = a^{(4)} - \begin{bmatrix} 0 \\ 1 \\ 0 \\ 0 \end{bmatrix}"]),
    (
        "xor",
        &[
            r"a^{(l)} = g(z^{(l)})",
            r"\Theta^{(l)} := \Theta^{(l)} - \alpha D^{(l)}",
            r"\delta_j^{(2)} = \Theta_{1j}^{(2)} \, \delta_1^{(3)} \, g'(z_j^{(2)})",
            r"g'(z_j^{(2)}) = 1 - (a_j^{(2)})^2",
        ],
    ),
    (
        "mazur",
        &[
            r"\delta_1^{(3)} = (\rounded{0.7514} - 0.01) \; g'(\rounded{1.1059}) = \rounded{0.1385}",
            r"C = \frac{1}{2} \sum_k (a_k - y_k)^2",
        ],
    ),
    (
        "softmax",
        &[
            r"a_k = \frac{e^{z_k}}{\sum_j e^{z_j}}",
            r"\delta^{(2)} = \frac{\partial a^{(2)}}{\partial z^{(2)}} \frac{\partial C}{\partial a^{(2)}}",
            r"C = -\sum_k y_k \ln a_k = \sum_j y_j \Big( \ln \sum_i e^{z_i} - z_j \Big)",
            r"\frac{\partial a_j}{\partial z_k} = -a_j \, a_k, \quad j \ne k, \qquad \frac{\partial a_k}{\partial z_k} = a_k - a_k \, a_k",
            r"\frac{\partial C}{\partial z_k} = \sum_j \frac{\partial C}{\partial a_j} \, \frac{\partial a_j}{\partial z_k} = a_k - y_k",
        ],
    ),
];

#[test]
fn what_is_true_of_a_run_holds() {
    let mut wrong = Vec::new();
    for (run, formulas) in TRUE {
        let mut checked = Formulas::default();
        checked.start_run(run, None).unwrap();
        wrong.extend(formulas.iter().filter_map(|formula| checked.check(formula).err()));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A chapter whose formulas hold, one on each line.
const CHAPTER: &str = r"# A chapter

{{#run intuition}}

The error $\delta_1^{(4)} = a_1^{(4)} - y = {{#num intuition/sigmoid/deltas/0/delta_4/0 .4}}$ goes back:
$\delta_1^{(2)} = (\Theta_{11}^{(2)} \delta_1^{(3)} + \Theta_{21}^{(2)} \delta_2^{(3)}) \, g'(z_1^{(2)})$.
$\frac{\partial C}{\partial \Theta_{ij}^{(l)}} = \delta_i^{(l+1)} a_j^{(l)}$
{{#figure network intuition/linear 0 | Units with $a^{(l)} = g(z^{(l)})$.}}

{{#run check}}

$D_{ij}^{(l)} = \Delta_{ij}^{(l)} / m + \lambda \Theta_{ij}^{(l)} / m, \quad j \ne 0$
$K \ln 2 \approx {{#const 2.08}}$, and there are $5 \cdot 4 = 20$ weights, $s_2 (s_1 + 1) = 20$.
$\frac{\partial C}{\partial z_k^{(L)}} = a_k^{(L)} - y_k$

```math
C = -\sum_{k=1}^K \left[ y_k \ln h_k + (1 - y_k) \ln(1 - h_k) \right]
```

## Numbers alone

${{#const 0.8}} \cdot ({{#num intuition/sigmoid/deltas/0/delta_4/0 .3}}) = {{#num intuition/sigmoid_formulas/0 .3}}$, and
$10\,000 / 3 \approx 3333$.
";

#[test]
fn every_mistake_in_a_formula_is_found_at_its_line() {
    assert_eq!(faults(CHAPTER), Vec::<String>::new());
    for (right, wrong, line) in [
        ("a_1^{(4)} - y", "a_1^{(4)} + y", 5),
        ("a_1^{(4)} - y", "a_1^{(3)} - y", 5),
        ("deltas/0/delta_4/0", "deltas/0/delta_3/0", 5),
        ("deltas/0/delta_4/0", "forward/0/a_4/0", 5),
        (r"\Theta_{21}^{(2)} \delta_2", r"\Theta_{12}^{(2)} \delta_2", 6),
        (r" \, g'(z_1^{(2)})", "", 6),
        ("g'(z_1^{(2)})", "g(z_1^{(2)})", 6),
        (r"\delta_i^{(l+1)} a_j", r"\delta_j^{(l+1)} a_i", 7),
        (r"\delta_i^{(l+1)} a_j", r"\delta_i^{(l)} a_j", 7),
        (r"\partial \Theta_{ij}", r"\partial \Theta_{ji}", 7),
        ("g(z^{(l)})", "g(a^{(l)})", 8),
        (r"\Delta_{ij}^{(l)} / m", r"\Delta_{ij}^{(l)} \, m", 12),
        (r"\lambda \Theta_{ij}^{(l)} / m", r"\lambda \Theta_{ij}^{(l)}", 12),
        (r", \quad j \ne 0", "", 12),
        (r"K \ln 2", r"K \ln 3", 13),
        (r"5 \cdot 4 = 20", r"5 \cdot 4 = 25", 13),
        ("s_1 + 1", "s_1", 13),
        ("2.08", "2.09", 13),
        ("_k^{(L)} - y_k", "_k^{(L)} - y_1", 14),
        (r"\partial z_k", r"\partial a_k", 14),
        ("C = -", "C = ", 16),
        (r"(1 - y_k) \ln", r"y_k \ln", 16),
        ("(1 - h_k)", "(1 + h_k)", 16),
        ("sigmoid_formulas/0", "linear_formulas/0", 22),
        ("{{#num intuition/sigmoid_formulas/0 .3}}", "{{#const -0.471}}", 22),
        ("{{#const 0.8}}", "{{#const 0.08}}", 22),
        (r"10\,000", r"100\,000", 23),
    ] {
        assert!(CHAPTER.contains(right), "{right}");
        let faults = faults(&CHAPTER.replacen(right, wrong, 1));
        let start = format!("chapter.md:{line}: in `");
        assert!(faults.len() == 1 && faults[0].starts_with(&start), "{wrong} instead of {right}: {faults:#?}");
    }
}

#[test]
fn suppositions_start_the_forward_pass_again() {
    let chapter = r"# One neuron

{{#run logistic}}

At {{#let z = 0}} the slope is $g'(z) = \frac{1}{4}$, the output is $h = \frac{1}{2}$, and $a = h$.
For {{#let y = 1}}, the cost is $C = -\ln h = \ln 2$, and its slope is $\delta = h - 1 = -\frac{1}{2}$.

## Another section

Without the penalty, {{#let \lambda = 0}}, the gradient is $D^{(1)} = \frac{1}{m} \Delta^{(1)}$.

{{#run chain}}

With {{#let w_1 = -1}}, there is $z_2 = -2$ and $\frac{\partial C}{\partial w_1} = \delta_2 x$.

{{#let a = 2}}, {{#let V = 3 a}} and {{#let E = a^2}} give $\frac{\partial}{\partial a} (V E) = 3 E + 2 a V = 36$, where $j \ne 0$.

{{#run logistic 21}}

The petal has $h = {{#num logistic/trace/forward/20/a_2/0 .3}}$, by the sign $=$.

## By hand

{{#let i = 2}} and {{#let V_1 = 3, \quad V_2 = V_1^2}}: $V_i = 9$ and $\frac{\partial}{\partial V_1} (V_1^2 + V_2) = 12$.
";
    assert_eq!(faults(chapter), Vec::<String>::new());
}

#[test]
fn what_cannot_be_evaluated_is_named() {
    for (text, fault) in [
        ("$z = 0$", "chapter.md:1: in `z = 0`: `z` is not bound; name a run with `{{#run NAME}}`, suppose"),
        ("{{#run nets}}", "chapter.md:1: there is no run `nets`; the runs are chain, logistic"),
        ("{{#run check}}\n\n$z = 1$", "chapter.md:3: in `z = 1`: rows 1 to 3"),
        ("{{#run check}}\n\n{{#let K = 2}}", "chapter.md:3: in `K = 2`: the run `check` gives `K` another"),
        ("{{#run check}}\n\n$m = 1 + \\dots$", r"chapter.md:3: in `m = 1 + \dots`: `\dots` leaves something out"),
        ("{{#run xor}}\n\n$a^{(l)} = g(1)$", "chapter.md:3: in `a^{(l)} = g(1)`: `g` differs from layer to layer"),
        (
            "{{#run check}}\n\n$C \\approx J$",
            r"chapter.md:3: in `C \approx J`: `\approx` says how close only to a printed",
        ),
        ("{{#run check}}\n\n$C = C$", "chapter.md:3: in `C = C`: both sides are the same expression"),
        ("{{#unchecked a sum | 1 + 1 = 2}}", "chapter.md:1: this can be evaluated, and it holds"),
        ("{{#let \\alpha = 1}}\n\n## Next\n\n$\\alpha = 1$", r"chapter.md:5: in `\alpha = 1`: `\alpha` is not bound"),
        ("{{#run logistic 101}}", "chapter.md:1: the run `logistic` has the examples 1 to 100, not 101"),
        (
            "{{#run xor}}\n\n$x_1 = 1$",
            "chapter.md:3: in `x_1 = 1`: `x_1` is 0, but `1` is 1, for example 1; it holds for example 3",
        ),
        ("The error is $1 + 1 =$ 2.", "chapter.md:1: in `1 + 1 =`: nothing follows the relation at the end"),
        ("$1 / 0 = 2$", "chapter.md:1: in `1 / 0 = 2`: `1 / 0` is"),
        ("One.\n\nHere $1 = 2 $ is no formula.", "chapter.md:3: this `$` belongs to no formula"),
        ("$2 \\quad 3 = 6$", "chapter.md:1: in `2 \\quad 3 = 6`: expected a relation"),
    ] {
        let faults = faults(text);
        assert!(faults.len() == 1 && faults[0].starts_with(fault), "{text}\n{faults:#?}");
    }
}

#[test]
fn the_forward_pass_is_the_one_of_the_network() {
    for name in super::run::names() {
        let run = super::run::run(name).unwrap();
        for example in &run.examples {
            let pass = run.layers.pass::<f64>(&example.x, &example.y, &[]);
            let flat = |layers: &[Vec<f64>]| layers.concat();
            let pairs = flat(&pass.z).into_iter().chain(flat(&pass.a)).chain([pass.cost]);
            let wanted = flat(&example.z).into_iter().chain(flat(&example.a)).chain([example.cost]);
            assert!(pairs.zip(wanted).all(|(a, b)| (a - b).abs() <= 1e-13 * b.abs().max(1.0)), "{name}");
        }
    }
}
