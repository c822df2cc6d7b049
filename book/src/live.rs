//! The figures that move: where they are in the chapters, what they are given, and the recorded numbers that their start is
//! compared with.
//!
//! A figure that moves stands in the place of a figure that does not, which remains for readers without a script and for
//! paper. What it computes and shows is in the crate `backprop_live`; its modules, which are WebAssembly in scripts, are built
//! by `cargo book live` and kept in `book/live`.

mod data_sets;
mod module;

pub(crate) use module::{build, is_stale};

use crate::html::escape;
use crate::material::Material;
use crate::project::{Fault, Project};
use backprop_live::own;
use data_sets::data_sets;
use module::{CHAPTERS, MODULES, Module, READER};
use regex::Regex;
use serde_json::Value;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;
use std::sync::LazyLock;
use std::{fs, io};
use worked::logistic;
use worked::mistakes::RIGHT;

/// The folder of the scripts and the style sheet, and their folder among the pages.
pub(crate) const FOLDER: &str = "book/live";
const PAGES: &str = "live";
/// What a page with such a figure loads, beside the module.
const STYLES: &str = "live.css";
const SCRIPT: &str = "live.js";

/// A figure that moves.
struct Live {
    /// Its name, `data-live`.
    name: &'static str,
    /// The figure in whose place it stands, as chapters have it.
    figure: &'static str,
    /// Returns the numbers that it needs to start, such as data.
    given: fn(&Material) -> Result<Vec<f64>, String>,
    /// The places of the numbers of its start in the recorded run.
    recorded: &'static [&'static str],
}

/// All figures that move, in the order of the book.
const FIGURES: &[Live] = &[
    Live {
        name: "chain",
        figure: "promises",
        given: nothing,
        recorded: &[
            "chain/z_2",
            "chain/a_2",
            "chain/z_3",
            "chain/a_3",
            "chain/cost",
            "chain/delta_2",
            "chain/slope_a_2",
            "chain/delta_3",
            "chain/slope_a_3",
            "chain/slope_w_1",
            "chain/slope_w_2",
        ],
    },
    Live {
        name: "iris",
        figure: "iris",
        given: petals,
        recorded: &["logistic/costs/0/cost", "logistic/costs/1/cost", "logistic/costs/2/cost"],
    },
    Live {
        name: "planes",
        figure: "planes",
        given: nothing,
        recorded: &[
            "gates/xnor/forward/0/a_2",
            "gates/xnor/forward/0/a_3",
            "gates/xnor/forward/1/a_2",
            "gates/xnor/forward/1/a_3",
            "gates/xnor/forward/2/a_2",
            "gates/xnor/forward/2/a_3",
            "gates/xnor/forward/3/a_2",
            "gates/xnor/forward/3/a_3",
        ],
    },
    Live {
        name: "forward",
        figure: "network intuition/sigmoid 0 forward",
        given: nothing,
        recorded: &[
            "intuition/sigmoid/forward/0/z_2/0",
            "intuition/sigmoid/forward/0/a_2/0",
            "intuition/sigmoid/forward/0/z_2/1",
            "intuition/sigmoid/forward/0/a_2/1",
            "intuition/sigmoid/forward/0/z_3/0",
            "intuition/sigmoid/forward/0/a_3/0",
            "intuition/sigmoid/forward/0/z_3/1",
            "intuition/sigmoid/forward/0/a_3/1",
            "intuition/sigmoid/forward/0/z_4",
            "intuition/sigmoid/forward/0/a_4",
        ],
    },
    Live {
        name: "canceling",
        figure: "canceling",
        given: nothing,
        recorded: &[
            "one_output/wrong_side/2/a",
            "one_output/wrong_side/2/g_prime",
            "one_output/wrong_side/2/cross_entropy/cost",
            "one_output/wrong_side/2/cross_entropy/along_a",
            "one_output/wrong_side/2/cross_entropy/delta",
            "one_output/wrong_side/2/squared_error/cost",
            "one_output/wrong_side/2/squared_error/along_a",
            "one_output/wrong_side/2/squared_error/delta",
        ],
    },
    Live {
        name: "paths",
        figure: "paths",
        given: nothing,
        recorded: &[
            "intuition/sigmoid/forward/0/z_2",
            "intuition/sigmoid/forward/0/z_3",
            "intuition/sigmoid/forward/0/z_4",
            "intuition/sigmoid/forward/0/a_2",
            "intuition/sigmoid/forward/0/a_3",
            "intuition/sigmoid/forward/0/a_4",
            "by_hand/g_prime_2",
            "by_hand/g_prime_3",
            "intuition/sigmoid/deltas/0/delta_2",
            "intuition/sigmoid/deltas/0/delta_3",
            "intuition/sigmoid/deltas/0/delta_4",
            "intuition/sigmoid/gradient/theta_1",
            "intuition/sigmoid/gradient/theta_2",
            "intuition/sigmoid/gradient/theta_3",
            "intuition/sigmoid/cost",
            "by_hand/paths",
        ],
    },
    Live {
        name: "sum",
        figure: "head_tail",
        given: nothing,
        recorded: &["intuition/sigmoid/accumulated/theta_3/0/2", "by_hand/batch/accumulated", "by_hand/gradient"],
    },
    Live {
        name: "contours",
        figure: "contours",
        given: petals,
        recorded: &["contours/batch/0", "contours/stochastic/0", "contours/batch/1", "contours/stochastic/1"],
    },
    Live {
        name: "mistakes",
        figure: "mistakes",
        given: sines,
        recorded: &["mistakes/g_prime_forgotten/first/wrong", "mistakes/g_prime_forgotten/first/right"],
    },
    Live { name: "step_size", figure: "step_size", given: nothing, recorded: &["chain/cost", "chain/slope_w_1"] },
    Live {
        name: "training",
        figure: "boundary xor",
        given: |material| numbers(material, &["curves/spiral/points/zero", "curves/spiral/points/one"]),
        recorded: &["xor/start/cost", "xor/start/gradient/theta_1", "xor/start/gradient/theta_2"],
    },
    Live {
        name: "digit",
        figure: "hidden_weights",
        given: digits,
        recorded: &[
            "digits/first_test_row/forward/a_2",
            "digits/first_test_row/forward/a_3",
            "digits/first_test_row/deltas/delta_2",
            "digits/first_test_row/deltas/delta_3",
        ],
    },
    Live {
        name: "threshold",
        figure: "curves breast_cancer/roc false_positive_rate true_positive_rate true_positive_rate",
        given: tumors,
        recorded: &[
            "breast_cancer/matrix/counts",
            "breast_cancer/matrix/accuracy",
            "breast_cancer/matrix/precision/1",
            "breast_cancer/matrix/recall/1",
        ],
    },
    Live {
        name: own::NAME,
        figure: "network xor/start 1",
        given: data_sets,
        recorded: &["xor/start/cost", "xor/start/gradient/theta_1", "xor/start/gradient/theta_2"],
    },
];

/// Returns the module that has the figure of this name.
fn module_with(name: &str) -> Module {
    if name == own::NAME { READER } else { CHAPTERS }
}

/// Adds the stage of the figure that moves in the place of this one, if there is one. `html` is the content of its element.
/// Returns the attributes of the element, and its content.
pub(crate) fn root(material: &Material, figure: &str, html: String) -> Result<(String, String), String> {
    let Some(Live { name, given, recorded, .. }) = FIGURES.iter().find(|live| live.figure == figure) else {
        return Ok((String::new(), html));
    };
    let given = given(material)?;
    let stage = backprop_live::figure::stage(name, &given).ok_or_else(|| format!("`{name}` cannot start"))?;
    let recorded = numbers(material, recorded)?;
    let text = |numbers: &[f64]| escape(&numbers.iter().map(f64::to_string).collect::<Vec<_>>().join(" "));
    let mut attributes = format!(r#" data-live="{name}" data-recorded="{}""#, text(&recorded));
    if !given.is_empty() {
        attributes += &format!(r#" data-given="{}""#, text(&given));
    }
    Ok((attributes, format!(r#"{html}<div class="stage">{stage}</div><!-- {name} -->"#)))
}

/// What a figure is given that needs nothing.
fn nothing(_: &Material) -> Result<Vec<f64>, String> {
    Ok(Vec::new())
}

/// The weights of the trained network, and pictures of digits: what was written, and the pixels.
fn digits(material: &Material) -> Result<Vec<f64>, String> {
    let mut given = numbers(material, &["digits/theta_1", "digits/theta_2"])?;
    let pictures = material.snapshots.get("digits/pictures")?.as_array().map_or(0, Vec::len);
    for i in 0..pictures {
        given.extend(numbers(material, &[&format!("digits/pictures/{i}/written"), &format!("digits/pictures/{i}/x")])?);
    }
    Ok(given)
}

/// The class and the output of each test row of the tumors.
fn tumors(material: &Material) -> Result<Vec<f64>, String> {
    let outputs = |name| numbers(material, &[name]);
    let (benign, malignant) = (outputs("breast_cancer/outputs/benign")?, outputs("breast_cancer/outputs/malignant")?);
    let of_class = |class: f64, outputs: Vec<f64>| outputs.into_iter().flat_map(move |h| [class, h]);
    Ok(of_class(0.0, benign).chain(of_class(1.0, malignant)).collect())
}

/// Returns the petals: length and width from the center, and species.
fn petals(_: &Material) -> Result<Vec<f64>, String> {
    Ok(logistic::samples().iter().flat_map(|(&[length, width], &[species])| [length, width, species]).collect())
}

/// Returns the weights of the network that is used for the mistakes, and its examples.
fn sines(_: &Material) -> Result<Vec<f64>, String> {
    let (network, samples) = (RIGHT.network(), RIGHT.samples());
    let weights = [network.theta_1.as_flattened(), network.theta_2.as_flattened()];
    Ok([weights[0], weights[1], samples.x().as_flattened(), samples.y().as_flattened()].concat())
}

/// Returns all numbers at these places, in their order.
fn numbers(material: &Material, places: &[&str]) -> Result<Vec<f64>, String> {
    fn collect(value: &Value, numbers: &mut Vec<f64>) -> Option<()> {
        match value {
            Value::Array(values) => values.iter().try_for_each(|value| collect(value, numbers)),
            Value::Object(values) => values.values().try_for_each(|value| collect(value, numbers)),
            value => value.as_f64().map(|number| numbers.push(number)),
        }
    }
    let mut numbers = Vec::new();
    for place in places {
        collect(material.snapshots.get(place)?, &mut numbers).ok_or_else(|| format!("{place} has no numbers"))?;
    }
    Ok(numbers)
}

/// Returns a page with what its figures load, or without their stages if it is the page for printing.
pub(crate) fn complete(page: &str, is_for_printing: bool, version: &str) -> String {
    static ROOT: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#" data-live="[^"]*"| data-(?:recorded|given)="[^"]*""#).expect("a pattern"));
    static STAGE: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r#"(?s)<div class="stage">.*?</div><!-- \w+ -->"#).expect("a pattern"));
    let Some((_, figure)) = page.split_once(r#" data-live=""#) else { return page.to_owned() };
    if is_for_printing {
        return STAGE.replace_all(&ROOT.replace_all(page, ""), "").into_owned();
    }
    let module = module_with(figure.split('"').next().unwrap_or_default());
    let styles = format!(r#"<link rel="stylesheet" href="{PAGES}/{STYLES}?{version}">"#);
    let scripts = [module.script, SCRIPT];
    let scripts = scripts.map(|script| format!(r#"<script src="{PAGES}/{script}?{version}" defer></script>"#));
    page.replacen("</head>", &format!("{styles}\n</head>"), 1).replacen(
        "</body>",
        &format!("{}\n</body>", scripts.concat()),
        1,
    )
}

/// Copies what the pages load to their folder. Returns a version for their addresses: a browser must not use an older one
/// that it has kept.
pub(crate) fn copy(project: &Project, pages: &Path) -> Result<String, Fault> {
    let mut hasher = DefaultHasher::new();
    let mut copy = || -> io::Result<()> {
        let folder = pages.join(PAGES);
        fs::create_dir_all(&folder)?;
        let mut write = |name: &str, text: String| {
            text.hash(&mut hasher);
            fs::write(folder.join(name), text)
        };
        for name in [STYLES, SCRIPT] {
            write(name, fs::read_to_string(project.path(FOLDER).join(name))?)?;
        }
        MODULES.iter().try_for_each(|module| write(module.script, module.kept(project)?))
    };
    copy().map_err(|error| Fault::new(FOLDER, None, error.to_string()))?;
    Ok(format!("{:08x}", hasher.finish() as u32))
}

#[cfg(test)]
mod tests {
    use super::{FIGURES, Live, complete, module_with, numbers};
    use crate::material::material;
    use backprop_live::figure::{Figure, agree, kinds, stage, start};
    use backprop_live::show::Show;
    use regex::Regex;
    use std::collections::BTreeSet;

    #[test]
    fn each_figure_stands_once_in_the_chapters_and_those_of_a_page_have_one_module() {
        let names: Vec<&str> = FIGURES.iter().map(|live| live.name).collect();
        assert_eq!(names, kinds().map(|kind| kind.name).collect::<Vec<_>>());
        let project = &material().project;
        let mut found = Vec::new();
        for file in project.files("book/text", ".md") {
            let text = project.read(&file).unwrap();
            let count = |live: &Live| text.matches(&format!("{{{{#figure {} |", live.figure)).count();
            let here: Vec<&str> = FIGURES.iter().flat_map(|live| std::iter::repeat_n(live.name, count(live))).collect();
            let scripts: BTreeSet<&str> = here.iter().map(|name| module_with(name).script).collect();
            assert!(scripts.len() < 2, "{file} needs {scripts:?}");
            found.extend(here);
        }
        found.sort_unstable();
        let mut names = names;
        names.sort_unstable();
        assert_eq!(found, names);
    }

    #[test]
    fn the_data_sets_are_whole_and_their_numbers_are_short() {
        let of = FIGURES.iter().find(|live| live.name == backprop_live::own::NAME).unwrap();
        let given = (of.given)(material()).unwrap();
        let (counts, rows) = given.split_at(4);
        assert_eq!(counts, [150.0, 150.0, 150.0, 200.0]);
        assert_eq!(rows.len(), 2 * 150 * 3 + 150 * 5 + 200 * 65);
        let digits = &rows[rows.len() - 200 * 65..];
        assert!(digits.iter().all(|number| number.fract() == 0.0 && (0.0..=16.0).contains(number)));
        for class in 0..10 {
            assert_eq!(digits.chunks(65).filter(|row| row[64] == f64::from(class)).count(), 20, "{class}");
        }
        assert!(given.iter().map(|number| number.to_string().len() + 1).sum::<usize>() < 60_000);
    }

    #[test]
    fn each_figure_starts_where_the_recorded_run_does() {
        for Live { name, given, recorded, .. } in FIGURES {
            let figure = start(name, &given(material()).unwrap()).unwrap();
            let (numbers, recorded) = (figure.numbers(), numbers(material(), recorded).unwrap());
            assert!(agree(&numbers, &recorded), "{name}: {numbers:?} {recorded:?}");
            let mut wrong = recorded.clone();
            wrong[0] += 1e-4;
            assert!(!agree(&numbers, &wrong) && !agree(&numbers, &recorded[1..]), "{name}");
            assert!(start(name, &[f64::NAN]).is_none(), "{name} starts with anything");
        }
    }

    #[test]
    fn each_slot_of_a_stage_is_shown_and_all_that_is_shown_has_a_slot() {
        let slot = Regex::new(r#"data-slot="([^"]*)""#).unwrap();
        for Live { name, given, .. } in FIGURES {
            let given = given(material()).unwrap();
            let (mut show, stage) = (Show::default(), stage(name, &given).unwrap());
            start(name, &given).unwrap().show(&mut show);
            let slots: BTreeSet<&str> =
                slot.captures_iter(&stage).filter_map(|found| found.get(1)).map(|slot| slot.as_str()).collect();
            let shown: BTreeSet<&str> = show.all().iter().map(|shown| shown.slot.as_str()).collect();
            let buttons: BTreeSet<&str> = shown.difference(&slots).copied().collect();
            assert!(buttons.is_empty(), "{name} shows {buttons:?}, which its stage has not");
            let empty =
                slots.difference(&shown).filter(|slot| !stage.contains(&format!(r#"<button data-slot="{slot}""#)));
            assert_eq!(empty.collect::<Vec<_>>(), Vec::<&&str>::new(), "{name}");
            let mut once = BTreeSet::new();
            assert!(show.all().iter().all(|shown| once.insert((&shown.slot, format!("{:?}", shown.what)))), "{name}");
        }
    }

    /// Returns the names of the fields for text in a stage, and of what it asks for the page's address.
    fn fields(stage: &str) -> Vec<String> {
        let field = Regex::new(r#"<textarea[^>]* data-act="([^"]*)"| data-address="([^"]*)""#).unwrap();
        let names = field.captures_iter(stage).filter_map(|found| found.get(1).or(found.get(2)));
        names.map(|name| name.as_str().to_owned()).collect()
    }

    /// Returns one of some texts that readers may write, or nobody.
    fn text(draw: usize) -> String {
        let network = |name: &str, layers: &str| format!("struct {name} {{ layers: {layers}, cost: CrossEntropy }}");
        match draw % 14 {
            0 => format!("network! {{ pub {} }}", network("Xor", "2 -> 4 Tanh -> 1 Sigmoid")),
            1 => network("Large", "64 -> 25 Relu -> 10 Softmax"),
            2 => network("Two", "1 -> 2 Softmax") + &network("Networks", "3 -> 1 Sigmoid"),
            3 => network("Far", "1000000 -> 99999999999999999999 Sigmoid"),
            4 => network("Wrong", "2 -> 4 Tanhh -> 0 Relu"),
            5 => network("Xor", "2 -> 1 Sigmoid -> "),
            6 => "0,0,1\n1,0,0\n".to_owned(),
            7 => "a;b;kind\n1e308;-1e308;x\n0;0;y\n1;1;inf\n".to_owned(),
            8 => {
                "#declaration=struct%20A%20%7B&data=own&rows=1%2C2%2C1&seed=18446744073709551615&rate=1e300".to_owned()
            }
            9 => "(".repeat(3000),
            10 => "0 ".repeat(5000),
            11 => "\0\u{1}\t\r\n\"<b>&amp;</b>'🦀é\u{2028}".to_owned(),
            12 => "network! { struct 🦀".to_owned(),
            _ => String::new(),
        }
    }

    /// Returns the names that a stage gives to what the reader can do.
    fn actions(stage: &str) -> Vec<String> {
        let action = Regex::new(r#"data-(act|point|drag|width)="([^"]*)""#).unwrap();
        let mut names: Vec<String> = Vec::new();
        for found in action.captures_iter(stage) {
            let name = &found[2];
            names.push(name.to_owned());
            if &found[1] == "drag" {
                names.extend([format!("{name} start"), format!("{name} key")]);
            }
        }
        names.sort();
        names.dedup();
        names
    }

    #[test]
    fn whatever_a_reader_does_a_figure_goes_on_and_shows_the_same_slots() {
        let mut state = 7_u64;
        let mut draw = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        for Live { name, given, .. } in FIGURES {
            let given = given(material()).unwrap();
            let (mut figure, stage) = (start(name, &given).unwrap(), stage(name, &given).unwrap());
            let (actions, fields) = (actions(&stage), fields(&stage));
            let slots = |figure: &dyn Figure| {
                let mut show = Show::default();
                figure.show(&mut show);
                let is_nan = show.all().iter().find(|shown| shown.value.contains("NaN"));
                assert_eq!(is_nan, None, "{name}");
                show.all().iter().map(|shown| shown.slot.clone()).collect::<Vec<_>>()
            };
            let at_first = slots(figure.as_ref());
            for _ in 0..1500 {
                let number = |draw: usize| match draw % 8 {
                    0 => 0.0,
                    1 => 1.0,
                    2 => -1.0,
                    3 => 1e300,
                    4 => -1e300,
                    5 => (draw % 97) as f64,
                    6 => (draw % 1009) as f64 / 10.0,
                    _ => (draw % 1013) as f64 / 100.0 - 5.0,
                };
                if figure.is_running() {
                    figure.tick(1.0 + (draw() % 100) as f64);
                }
                if !fields.is_empty() && draw() % 4 == 0 {
                    figure.tell(&fields[draw() % fields.len()], &text(draw()));
                }
                let (action, x, y) = (draw() % (actions.len() + 1), number(draw()), number(draw()));
                figure.act(actions.get(action).map_or("nothing of this name", String::as_str), x, y);
                assert_eq!(slots(figure.as_ref()), at_first, "{name}");
            }
        }
    }

    #[test]
    fn only_pages_with_such_a_figure_load_something_and_the_page_for_printing_has_no_stage() {
        let page = r#"<head></head><body><figure class="drawing chain" data-live="chain" data-recorded="1"><div class="pictures"></div><div class="stage"><div></div></div><!-- chain --></figure></body>"#;
        let complete = |page, is_for_printing| complete(page, is_for_printing, "1a");
        assert_eq!(complete("<head></head><body></body>", false), "<head></head><body></body>");
        assert_eq!(
            complete(page, true),
            r#"<head></head><body><figure class="drawing chain"><div class="pictures"></div></figure></body>"#
        );
        let live = complete(page, false);
        assert!(live.contains(r#"live/figures.js?1a" defer"#) && live.contains(r#"live/live.css?1a""#), "{live}");
        let own = complete(&page.replace(r#"data-live="chain""#, r#"data-live="own""#), false);
        assert!(own.contains(r#"live/reader.js?1a" defer"#) && !own.contains("live/figures.js"), "{own}");
    }
}
