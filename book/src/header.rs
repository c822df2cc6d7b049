//! Writes an HTML header for `cargo doc` that renders equations, because rustdoc does not.
//!
//! The header contains each equation as MathML, which browsers render without a library, and a script that replaces the
//! LaTeX in rustdoc's pages with it. The header is a file of the crate, so that the documentation needs neither this
//! tool nor a network connection.

use crate::material::Material;
use crate::project::Fault;
use std::collections::BTreeMap;

/// The file of the header, named in `.cargo/config.toml` and in the crate's manifest.
const FILE: &str = "src/rustdoc.html";

/// Returns the header for the equations of the source.
fn text(material: &Material) -> Result<String, String> {
    let mut set = BTreeMap::new();
    for equation in material.source.equations.values() {
        let words: Vec<&str> = equation.latex.split_whitespace().collect();
        set.insert(words.join(" "), material.math.mathml(&equation.latex)?);
    }
    // Escapes `</`, so that no text inside the script element looks like its end tag.
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
            // The same equation in plain text, for readers without this header.
            const plain = latex.parentElement.previousElementSibling;
            if (plain?.querySelector("pre.language-text")) plain.remove();
            latex.replaceWith(set);
        }}
    }});
</script>
"#
    ))
}

/// Checks that the header is up to date.
pub(crate) fn check(material: &Material) -> Result<(), Fault> {
    let fault = |message: &str| Fault::new(FILE, None, message);
    let wanted = text(material).map_err(|error| fault(&error))?;
    if material.project.read(FILE)? == wanted {
        Ok(())
    } else {
        Err(fault("its equations differ from those of the source; run `cargo book renew`"))
    }
}

/// Writes the header.
pub(crate) fn renew(material: &Material) -> Result<(), Vec<Fault>> {
    let fault = |message: String| vec![Fault::new(FILE, None, message)];
    let text = text(material).map_err(fault)?;
    std::fs::write(material.project.path(FILE), text).map_err(|error| fault(error.to_string()))
}
