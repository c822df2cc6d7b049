//! The equations for `cargo doc`: rustdoc sets no math, so a header of its pages does.
//!
//! The header holds each equation as MathML, which browsers set by themselves, and a script that puts it where rustdoc
//! has left LaTeX. It lies in the crate, so that the documentation needs neither this tool nor a network.

use crate::material::Material;
use crate::project::Fault;
use std::collections::BTreeMap;

/// Where the header lies; `.cargo/config.toml` and the manifest of the crate name it.
const FILE: &str = "src/rustdoc.html";

/// The header as the equations give it today.
fn text(material: &Material) -> Result<String, String> {
    let mut set = BTreeMap::new();
    for equation in material.source.equations.values() {
        let words: Vec<&str> = equation.latex.split_whitespace().collect();
        set.insert(words.join(" "), material.math.mathml(&equation.latex)?);
    }
    // Inside of a script, nothing may look like its end.
    let set = serde_json::to_string(&set).map_err(|error| error.to_string())?.replace("</", r"<\/");
    Ok(format!(
        r#"<!-- Made from the equations of the source by `cargo book renew`. -->
<script type="application/json" id="set-equations">{set}</script>
<script>
    addEventListener("DOMContentLoaded", () => {{
        const equations = JSON.parse(document.getElementById("set-equations").textContent);
        for (const latex of document.querySelectorAll("pre.language-math")) {{
            const equation = equations[latex.textContent.trim().replace(/\s+/g, " ")];
            if (!equation) continue;
            const set = document.createElement("div");
            set.innerHTML = equation;
            set.tabIndex = 0;
            set.style.cssText = "overflow-x: auto; padding: 0.4em 0";
            latex.replaceWith(set);
        }}
    }});
</script>
"#
    ))
}

/// The header is what the equations give.
pub(crate) fn check(material: &Material) -> Result<(), Fault> {
    let fault = |message: &str| Fault::new(FILE, None, message);
    let wanted = text(material).map_err(|error| fault(&error))?;
    if material.project.read(FILE)? == wanted {
        Ok(())
    } else {
        Err(fault("its equations are not those of the source; run `cargo book renew`"))
    }
}

/// Writes the header anew.
pub(crate) fn renew(material: &Material) -> Result<(), Vec<Fault>> {
    let fault = |message: String| vec![Fault::new(FILE, None, message)];
    let text = text(material).map_err(fault)?;
    std::fs::write(material.project.path(FILE), text).map_err(|error| fault(error.to_string()))
}
