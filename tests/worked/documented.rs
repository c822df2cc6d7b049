//! The book's examples: a snapshot pins every number that they print.

use crate::pinned::{costs, equations, near, number, numbers, pin, pin_to, record, rounded, thetas, trace};
use backprop::equations::forward::class;
use backprop::{GradientCheck, Network, SamplesOf};
use serde_json::{Map, Value, json};
use worked::{
    by_hand, chain, check, contours, deep, digits, errata, four_layers, gates, intuition, lambda, logistic,
    many_machines, mazur, mistakes, modes, numerics, one_output, readings, softmax, starts, valley, xor,
};

#[test]
fn chain() {
    let run = chain::run();
    let (forward, deltas) = (&run.trace.forward[0], &run.trace.deltas[0]);
    let ([a_2], [a_3]) = (forward.a_2, forward.a_3);
    let ([w_1, w_2], [delta_3]) = (chain::WEIGHTS, deltas.delta_3);
    let [slope_w_1, slope_w_2] = [run.trace.gradient.theta_1[0][1], run.trace.gradient.theta_2[0][1]];
    let [cost_nudged, cost_nudged_w_2] = run.costs_nudged;
    pin(
        "chain",
        json!({
            "x": chain::X,
            "w_1": w_1,
            "w_2": w_2,
            "y": chain::Y,
            "z_2": number(forward.z_2[0]),
            "a_2": number(a_2),
            "z_3": number(forward.z_3[0]),
            "a_3": number(a_3),
            "cost": number(run.trace.cost),
            "slope_a_3": number(-1.0 / a_3),
            "g_prime_3": number(a_3 * (1.0 - a_3)),
            "delta_3": number(delta_3),
            "slope_w_2": number(slope_w_2),
            "slope_a_2": number(delta_3 * w_2),
            "g_prime_2": number(a_2 * (1.0 - a_2)),
            "delta_2": number(deltas.delta_2[0]),
            "slope_w_1": number(slope_w_1),
            "nudge": chain::NUDGE,
            "promised": number(slope_w_1 * chain::NUDGE),
            "cost_nudged": number(cost_nudged),
            "rise": number(cost_nudged - run.trace.cost),
            "promised_without_g_prime": number(delta_3 * w_2 * chain::X * chain::NUDGE),
            "promised_w_2": number(slope_w_2 * chain::NUDGE),
            "cost_nudged_w_2": number(cost_nudged_w_2),
            "rise_w_2": number(cost_nudged_w_2 - run.trace.cost),
            "rate": chain::RATE,
            "steps": run.descent.len() - 1,
            "descent": descent(&run.descent),
            "descent_without_g_prime": descent(&run.descent_without_g_prime),
            "mirrored": trace(&run.mirrored),
            "branch": branch(&run.branch),
        }),
    );
}

fn descent(steps: &[chain::Step]) -> Value {
    let step = |step: &chain::Step| {
        let [w_1, w_2] = step.weights.map(number);
        json!({ "w_1": w_1, "w_2": w_2, "output": number(step.output), "cost": number(step.cost) })
    };
    steps.iter().map(step).collect()
}

fn branch(branch: &chain::Branch) -> Value {
    let ([slope_u, slope_v], [u_a, v_a], [path_u, path_v]) = (branch.along_u_and_v, branch.from_a, branch.paths());
    json!({
        "a": branch.a,
        "u": branch.u,
        "v": branch.v,
        "c": branch.c,
        "slope_u": slope_u,
        "slope_v": slope_v,
        "u_a": u_a,
        "v_a": v_a,
        "path_u": path_u,
        "path_v": path_v,
        "slope": path_u + path_v,
        "promised": number((path_u + path_v) * chain::NUDGE),
        "c_nudged": number(branch.c_nudged),
        "rise": number(branch.c_nudged - branch.c),
    })
}

#[test]
fn logistic() {
    let run = logistic::run().unwrap();
    let wrong = run.wrong.iter().map(|petal| {
        let [length, width] = petal.size.map(number);
        let h = number(run.trace.forward[petal.index].a_2[0]);
        json!({ "index": petal.index, "length": length, "width": width, "species": petal.species, "h": h })
    });
    pin(
        "logistic",
        json!({
            "costs": costs(&run.costs),
            "trained": thetas(&run.trained),
            "trace": trace(&run.trace),
            "accuracy": number(run.accuracy),
            "lambda": logistic::LAMBDA,
            "rate": logistic::RATE,
            "center": numbers(&logistic::CENTER),
            "versicolors": run.petals[0],
            "virginicas": run.petals[1],
            "wrong": wrong.collect::<Vec<_>>(),
            "without_penalty": thetas(&run.without_penalty),
            "costs_without_center": costs(&run.costs_without_center),
            "boundary": run.boundary.map(|(length, width)| [number(length), number(width)]),
        }),
    );
}

#[test]
fn contours() {
    let run = contours::run().unwrap();
    let path = |path: &[contours::Weights]| path.iter().map(|weights| numbers(weights)).collect::<Vec<_>>();
    pin(
        "contours",
        json!({ "costs": costs(&run.costs), "batch": path(&run.batch), "stochastic": path(&run.stochastic) }),
    );
}

#[test]
fn four_layers() {
    pin("four_layers", trace(&four_layers::run()));
}

#[test]
fn intuition() {
    let run = intuition::run();
    let deltas = &run.linear.deltas[0];
    assert_eq!(run.linear_formulas, [deltas.delta_3[0], deltas.delta_3[1], deltas.delta_2[0]]);
    pin(
        "intuition",
        json!({
            "theta": {
                "theta_1": intuition::THETA_1.map(|row| numbers(&row)),
                "theta_2": intuition::THETA_2.map(|row| numbers(&row)),
                "theta_3": intuition::THETA_3.map(|row| numbers(&row)),
            },
            "linear": trace(&run.linear),
            "linear_formulas": numbers(&run.linear_formulas),
            "sigmoid": trace(&run.sigmoid),
            "sigmoid_formulas": numbers(&run.sigmoid_formulas),
            "linear_errors": equations(run.linear_errors),
            "sigmoid_errors": equations(run.sigmoid_errors),
        }),
    );
}

#[test]
fn by_hand() {
    let run = by_hand::run();
    let push = |push: &by_hand::Push| {
        let moves = json!({
            "a_2": numbers(&push.a_2),
            "z_3": numbers(&push.z_3),
            "a_3": numbers(&push.a_3),
            "z_4": numbers(&push.z_4),
            "cost": number(push.cost),
            "ratio": number(push.ratio()),
            "delta": number(push.delta),
        });
        (format!("z_{}_{}", push.unit.0, push.unit.1 + 1), moves)
    };
    pin_to(
        8, // The moves are differences of nearly equal numbers.
        "by_hand",
        json!({
            "batch": trace(&run.batch),
            "costs": numbers(&run.costs),
            "weights": run.weights,
            "squares": number(run.squares),
            "regularized": number(run.regularized),
            "penalty": number(run.regularized - run.batch.cost),
            "lambda": by_hand::LAMBDA,
            "rate": by_hand::RATE,
            "gradient": thetas(&run.gradient),
            "after_a_step": number(run.after_a_step),
            "g_prime_2": numbers(&run.g_prime_2),
            "g_prime_3": numbers(&run.g_prime_3),
            "g_prime_4": numbers(&run.g_prime_4),
            "parts": run.parts.map(|row| numbers(&row)),
            "sums": numbers(&run.sums),
            "paths": numbers(&run.paths),
            "path_slopes": numbers(&run.path_slopes),
            "not_transposed": numbers(&run.not_transposed),
            "pushes": run.pushes.iter().map(push).collect::<Map<_, _>>(),
        }),
    );
}

#[test]
fn one_output() {
    let run = one_output::run();
    let scored = |scored: &one_output::Scored| json!({ "cost": number(scored.cost), "along_a": number(scored.along_a), "delta": number(scored.delta) });
    let output = |output: &one_output::Output| {
        json!({
            "z": number(output.z),
            "a": number(output.a),
            "g_prime": number(output.g_prime),
            "cross_entropy": scored(&output.cross_entropy),
            "squared_error": scored(&output.squared_error),
        })
    };
    let one_output::Three { z, y, a, costs, cost, delta } = run.three;
    pin(
        "one_output",
        json!({
            "wrong_side": run.wrong_side.iter().map(output).collect::<Vec<_>>(),
            "three": {
                "z": numbers(&z),
                "y": numbers(&y),
                "a": numbers(&a),
                "costs": numbers(&costs),
                "cost": number(cost),
                "delta": numbers(&delta),
            },
            "halves": numbers(&run.halves),
        }),
    );
}

#[test]
fn deep() {
    let run = deep::run();
    let layer = |layer: &deep::Layer| {
        json!({
            "layer": layer.layer,
            "sigmoid_units": number(layer.sigmoid_units),
            "identity_units": number(layer.identity_units),
        })
    };
    pin(
        "deep",
        json!({
            "layers": run.layers.iter().map(layer).collect::<Vec<_>>(),
            "hidden_layers": run.hidden_layers,
            "hidden_units": run.hidden_units,
            "paths": number(run.paths),
            "forward": run.operations.forward.total(),
            "backward": run.operations.backward.total(),
        }),
    );
}

#[test]
fn gates() {
    let run = gates::run();
    pin(
        "gates",
        json!({
            "theta": {
                "theta_1": [numbers(&gates::AND), numbers(&gates::NOT_AND_NOT)],
                "theta_2": [numbers(&gates::OR)],
            },
            "and": trace(&run.and),
            "or": trace(&run.or),
            "not_and_not": trace(&run.not_and_not),
            "xnor": trace(&run.xnor),
            "soft_xnor": trace(&run.soft_xnor),
        }),
    );
}

#[test]
fn xor() {
    let run = xor::run().unwrap();
    let products =
        run.start.forward.iter().zip(&run.start.deltas).map(|(pass, deltas)| pass.a_2[0] * deltas.delta_3[0]);
    pin(
        "xor",
        json!({
            "products": numbers(&products.collect::<Vec<_>>()),
            "start": trace(&run.start),
            "costs": costs(&run.costs),
            "trained": thetas(&run.trained),
            "end": trace(&run.end),
        }),
    );
}

#[test]
fn valley() {
    let run = valley::run();
    let path = |path: &valley::Path| {
        json!({
            "rate": number(path.rate),
            "weights": path.weights.iter().map(|weights| numbers(weights)).collect::<Vec<_>>(),
            "costs": numbers(&path.costs),
            "steps": path.steps,
        })
    };
    let [too_small, right, too_large] = &run.rates;
    pin(
        "valley",
        json!({
            "too_small": path(too_small),
            "right": path(right),
            "too_large": path(too_large),
            "momentum": path(&run.momentum),
            "adam": path(&run.adam),
        }),
    );
}

#[test]
fn starts() {
    let run = starts::run().unwrap();
    let starts = |runs: &[starts::From]| {
        let from =
            |run: &starts::From| json!({ "seed": run.seed, "costs": numbers(&run.costs), "learned": run.learned });
        json!({
            "learned": runs.iter().filter(|run| run.learned).count(),
            "runs": runs.iter().map(from).collect::<Vec<_>>(),
        })
    };
    pin_to(6, "starts", json!({ "two": starts(&run.two), "four": starts(&run.four) }));
}

#[test]
fn lambda() {
    let run = lambda::run().unwrap();
    let penalties = |penalties: &[lambda::Penalty]| -> Value {
        let penalty = |penalty: &lambda::Penalty| {
            json!({
                "lambda": number(penalty.lambda),
                "training_accuracy": number(penalty.training_accuracy),
                "test_accuracy": number(penalty.test_accuracy),
                "test_cost": number(penalty.test_cost),
                "starts": numbers(&penalty.starts),
                "squares": number(penalty.squares),
            })
        };
        penalties.iter().map(penalty).collect()
    };
    let moment = |moment: &lambda::Moment| {
        json!({
            "epochs": moment.epochs,
            "training_cost": number(moment.training_cost),
            "test_cost": number(moment.test_cost),
            "training_accuracy": number(moment.training_accuracy),
            "test_accuracy": number(moment.test_accuracy),
        })
    };
    pin_to(
        6,
        "lambda",
        json!({
            "rows": lambda::FEW,
            "batch": lambda::BATCH,
            "epochs": lambda::EPOCHS,
            "few": penalties(&run.few),
            "all": penalties(&run.all),
            "overfitting": run.overfitting.iter().map(moment).collect::<Vec<_>>(),
        }),
    );
}

#[test]
fn check() {
    let run = check::run();
    assert!(run.check.agrees(), "{}", run.check);
    pin("check", trace(&run.trace));
}

#[test]
fn mistakes() {
    let run = mistakes::run();
    assert!(run.right.agrees(), "{}", run.right);
    let mut seen = Map::new();
    seen.insert("right".to_owned(), checked(&run.right));
    let of_check = |seen: &&mistakes::Seen| seen.mistake.witness == mistakes::Witness::GradientCheck;
    let pictures = run.mistakes.iter().filter(of_check).map(|seen| mistakes::picture(&seen.check));
    let prints: std::collections::BTreeSet<_> = pictures.clone().collect();
    let (all, seen_by_check) = (run.mistakes.len(), pictures.count());
    let counts = json!({
        "all": all,
        "seen": seen_by_check,
        "unseen": all - seen_by_check,
        "prints": prints.len(),
        "examples": mistakes::MISTAKES[0].equations.samples().len(),
    });
    seen.insert("counts".to_owned(), counts);
    seen.extend(run.mistakes.iter().map(|seen| (seen.mistake.key.to_owned(), mistake(seen))));
    pin("mistakes", Value::Object(seen));
}

#[test]
fn readings() {
    let run = readings::run();
    assert!(run.check.agrees(), "{}", run.check);
    let operations = run.operations.iter().map(|(layers, operations)| {
        let [forward, backward, accumulate, mean_gradient, gradient] = [
            operations.forward,
            operations.backward,
            operations.accumulate,
            operations.mean_gradient,
            operations.gradient,
        ]
        .map(|part| part.total());
        // What each further example of a batch costs: D is computed once.
        let per_example = forward + backward + accumulate;
        let counts = json!({
            "weights": operations.weights,
            "forward": forward,
            "backward": backward,
            "accumulate": accumulate,
            "mean_gradient": mean_gradient,
            "gradient": gradient,
            "ratio": number(gradient as f64 / forward as f64),
            "per_example": per_example,
            "per_example_ratio": number(per_example as f64 / forward as f64),
            "numeric_gradient": operations.numeric_gradient(),
            "numeric_ratio": number(operations.numeric_gradient() as f64 / gradient as f64),
        });
        ((*layers).to_owned(), counts)
    });
    pin(
        "readings",
        json!({
            "agreeing": run.check.agreeing(),
            "operations": operations.collect::<Map<_, _>>(),
            "decimals": run.decimals,
        }),
    );
}

/// Returns a mistake as JSON: its equation, where the gradient check finds it, what else finds it, and the first wrong
/// number.
fn mistake(seen: &mistakes::Seen) -> Value {
    let mistakes::Mistake { name, right, wrong, witness, .. } = seen.mistake;
    let first = &seen.first;
    let mut shown = json!({
        "name": name,
        "right": right,
        "wrong": wrong,
        "witness": { "name": witness.to_string(), "expected": number(witness.expected()), "found": number(seen.found) },
        "first": {
            "symbol": first.name.symbol,
            "example": first.name.example,
            "right": number(first.right),
            "wrong": number(first.wrong),
            "relative_difference": number(first.relative()),
        },
    });
    if let (Value::Object(shown), Value::Object(checked)) = (&mut shown, checked(&seen.check)) {
        shown.extend(checked);
    }
    shown
}

fn checked(check: &GradientCheck<f64>) -> Value {
    let weights = check.entries.len();
    json!({ "off": weights - check.agreeing(), "weights": weights, "picture": mistakes::picture(check) })
}

#[test]
fn mazur() {
    let run = mazur::run();
    let descent =
        |descent: &mazur::Descent| json!({ "costs": costs(&descent.costs), "output": numbers(&descent.output) });
    pin(
        "mazur",
        json!({
            "trace": trace(&run.trace),
            "fixed_biases": descent(&run.fixed_biases),
            "learning_biases": descent(&run.learning_biases),
        }),
    );
}

#[test]
fn errata() {
    let run = errata::run().unwrap();
    let iris = |iris: &errata::Iris| {
        json!({
            "petal": numbers(&iris.petal),
            "output": numbers(&iris.output),
            "sum": number(iris.output.iter().sum()),
            "accuracy": number(iris.accuracy),
        })
    };
    let errata::Penalty { right, wrong, measured } = run.penalty;
    pin(
        "errata",
        json!({
            "a_minus_y": costs(&run.a_minus_y),
            "y_minus_a": costs(&run.y_minus_a),
            "start": thetas(&run.start),
            "batch": thetas(&run.batch),
            "stochastic": thetas(&run.stochastic),
            "penalty": { "right": number(right), "wrong": number(wrong), "measured": rounded(measured) },
            "questions": iris(&run.questions),
            "classes": iris(&run.classes),
            "mazur": { "costs": costs(&run.mazur.costs), "output": numbers(&run.mazur.output) },
            "data_mining": { "right": number(run.data_mining.right), "wrong": number(run.data_mining.wrong) },
            "forum_delta": numbers(&run.forum_delta),
        }),
    );
}

#[test]
fn digits() {
    let (mut first_steps, mut progress) = (Vec::new(), Vec::new());
    let trained = digits::run(&mut |now| {
        let told = json!({
            "steps": now.steps,
            "cost": number(now.cost),
            "training_accuracy": number(now.training_accuracy),
            "test_accuracy": number(now.test_accuracy),
        });
        if now.steps <= 100 {
            first_steps.push(told.clone());
        }
        if now.steps % 100 == 0 {
            progress.push(told);
        }
    });
    let trained = trained.unwrap();
    assert!(progress[8]["test_accuracy"].as_f64() >= Some(0.95), "{:?}", progress[8]);
    let (training, test) = digits::samples();
    let is_wrong = |(x, y): &(&[f64; 64], &[f64; 10])| trained.predict(x) != class(*y);
    let pictures = test.iter().take(5).chain(test.iter().filter(is_wrong)).map(|(x, y)| {
        let read = trained.predict(x);
        json!({ "x": numbers(x), "written": class(y), "read": read, "h": number(trained.output(x)[read]) })
    });
    pin(
        "digits",
        json!({
            "progress": progress,
            "first_steps": first_steps,
            "first_test_row": first_pass(&trained, &test),
            "lambda": number(digits::LAMBDA),
            "rate": number(digits::RATE),
            "theta_1": thetas(&trained)["theta_1"],
            "theta_2": thetas(&trained)["theta_2"],
            "corner": number((1.0 - digits::RATE * digits::LAMBDA / training.len() as f64).powi(800)),
            "rows": test.len(),
            "training_rows": training.len(),
            "mistakes": test.iter().filter(is_wrong).count(),
            "weights": trained.thetas().iter().map(|theta| theta.len()).sum::<usize>(),
            "pictures": pictures.collect::<Vec<_>>(),
        }),
    );
}

/// Returns both passes of the first example alone.
fn first_pass<N: Network<Scalar = f64>>(network: &N, samples: &SamplesOf<N>) -> Value {
    let (x, y) = samples.iter().next().unwrap();
    let forward = network.forward(x);
    let deltas = network.backward(&forward, y);
    json!({ "forward": record(&forward), "deltas": record(&deltas) })
}

#[test]
fn modes() {
    let run = modes::run();
    let pairs = |pairs: [[f64; 2]; 5]| -> Value { pairs.iter().map(|pair| numbers(pair)).collect() };
    pin(
        "modes",
        json!({
            "moving_w_1": pairs(run.moving_w_1),
            "moving_w_2": pairs(run.moving_w_2),
            "slopes": numbers(&run.slopes),
            "along_w_1": number(run.along_w_1),
            "along_w_2": number(run.along_w_2),
        }),
    );
}

#[test]
fn softmax() {
    let run = softmax::run();
    let mut recorded = trace(&run.trace);
    recorded["jacobian"] = run.jacobian.iter().map(|row| numbers(row)).collect();
    pin("softmax", recorded);
}

#[test]
fn numerics() {
    let run = numerics::run();
    let saturated = run.saturated.iter().map(|row| {
        json!({
            "z": row.z,
            "from_h": row.from_h,
            "from_z": row.from_z,
            "one_minus_g": row.one_minus_g,
            "g_of_minus_z": row.g_of_minus_z,
        })
    });
    pin(
        "numerics",
        json!({
            "sum": run.sum,
            "spacing": run.spacing,
            "lost": number(run.lost),
            "saturated": saturated.collect::<Vec<_>>(),
            "first_exact_one": run.first_exact_one,
            "z": numbers(&run.z),
            "softmax_by_the_formula": run.softmax_by_the_formula,
            "softmax": numbers(&run.softmax),
            "ln_total_by_the_formula": run.ln_total_by_the_formula,
            "ln_total": number(run.ln_total),
        }),
    );
}

#[test]
fn a_snapshot_pins_ten_digits() {
    assert!(near(&json!({"a": [1.0]}), &json!({"a": [1.000_000_000_01]}), 10));
    assert!(!near(&json!({"a": [1.0]}), &json!({"a": [1.000_000_001]}), 10));
    assert!(!near(&json!({"a": [1.0]}), &json!({"a": [1.0, 2.0]}), 10));
    assert!(!near(&json!({"a": 1.0}), &json!({"b": 1.0}), 10));
    assert!(!near(&json!({"a": 1.0}), &json!({"a": 1.0, "b": 1.0}), 10));
    assert!(!near(&json!("a"), &json!("b"), 10));
}

#[test]
fn many_machines() {
    use many_machines::{EXAMPLES, RANKS, Run, WAYS};
    let Run { sums, plan, timeline } = many_machines::run();
    let milliseconds = |seconds: f64| number(1e3 * seconds);
    let plan = plan.iter().map(|(workload, links)| {
        let [example, step] = workload.rates();
        let links = links.iter().map(|on| {
            let ways = WAYS.iter().zip(&on.steps).map(|((way, _), steps)| {
                let of = |i: usize| steps.iter().map(|times| milliseconds(times[i])).collect::<Value>();
                let best = (0..RANKS.len()).min_by(|a, b| steps[*a][0].total_cmp(&steps[*b][0])).unwrap();
                (way.to_string(), json!({ "step_ms": of(0), "sum_ms": of(1), "best": RANKS[best] }))
            });
            (on.name.to_owned(), json!({ "pays_from": on.pays_from, "ways": ways.collect::<Map<_, _>>() }))
        });
        let fixed = json!({
            "weights": workload.numbers - 1,
            "example_us": number(1e6 * example),
            "step_ms": milliseconds(step),
            "links": links.collect::<Map<_, _>>(),
        });
        (workload.name.to_owned(), fixed)
    });
    let links = many_machines::LINKS.iter().map(|(name, link)| {
        let fixed = json!({ "latency_us": number(1e6 * link.latency), "gbit": number(8e-9 * link.bandwidth) });
        ((*name).to_owned(), fixed)
    });
    let timeline = timeline.iter().map(|done| {
        json!({ "rank": done.rank, "act": format!("{:?}", done.act), "start": number(done.start), "end": number(done.end) })
    });
    pin(
        "many_machines",
        json!({
            "sums": sums.map(|sum| format!("{sum:?}")),
            "examples": EXAMPLES,
            "ranks": RANKS,
            "links": links.collect::<Map<_, _>>(),
            "plan": plan.collect::<Map<_, _>>(),
            "timeline": timeline.collect::<Value>(),
        }),
    );
}
