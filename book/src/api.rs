//! Adds the API documentation to the book, with its equations rendered.

use crate::html::unescape;
use crate::material::Material;
use crate::math::Style;
use crate::project::{Fault, Project};
use regex::Regex;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Runs `cargo doc` on the crate and returns the folder of its pages. It is separate from `target/doc`, which may hold
/// other documentation.
pub(crate) fn document(project: &Project) -> Result<PathBuf, Fault> {
    let target = project.path("target/book-api");
    let run = project
        .cargo()
        .args(["doc", "--quiet", "--no-deps", "--package", "backprop", "--all-features", "--target-dir"])
        .arg(&target)
        .output();
    match run {
        Ok(output) if output.status.success() => Ok(target.join("doc")),
        Ok(output) => Err(Fault::new("src", None, String::from_utf8_lossy(&output.stderr))),
        Err(error) => Err(Fault::new("src", None, format!("cannot run cargo: {error}"))),
    }
}

/// Copies the documentation and renders its math.
pub(crate) fn copy(from: &Path, to: &Path, material: &Material) -> Result<(), Vec<Fault>> {
    copy_folder(from, to, 1, material).map_err(|error| vec![Fault::new("src", None, error.to_string())])
}

fn copy_folder(from: &Path, to: &Path, depth: usize, material: &Material) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let path = entry?.path();
        let Some(name) = path.file_name() else { continue };
        let target = to.join(name);
        if path.is_dir() {
            copy_folder(&path, &target, depth + 1, material)?;
        } else if path.extension().is_some_and(|extension| extension == "html") {
            fs::write(target, with_math(&fs::read_to_string(&path)?, depth, material))?;
        } else if !name.to_string_lossy().starts_with('.') {
            fs::copy(&path, target)?;
        }
    }
    Ok(())
}

/// A `math` fence, and the `text` fence with the same equation in plain text that may stand directly above it.
static FENCE: LazyLock<Regex> = LazyLock::new(|| {
    let wrapped = r#"<div class="example-wrap">"#;
    let plain = format!(r#"{wrapped}<pre class="language-text"><code>[^<]*</code></pre></div>"#);
    let pattern = format!(r#"(?s)(?:{plain}\s*)?{wrapped}<pre class="language-math"><code>(.*?)</code></pre></div>"#);
    Regex::new(&pattern).expect("a pattern")
});

/// Returns the page with its `math` fences rendered, without the plain text above them. The equations of the source are
/// valid, because `Material::read` renders each of them once; a fence that cannot be rendered is left unchanged.
fn with_math(page: &str, depth: usize, material: &Material) -> String {
    if !FENCE.is_match(page) {
        return page.to_owned();
    }
    let set = FENCE.replace_all(page, |fence: &regex::Captures<'_>| {
        let html = material.math.html(&unescape(&fence[1]), Style::Display);
        html.map_or_else(
            |_| fence[0].to_owned(),
            |html| format!("<div style=\"overflow-x: auto\" tabindex=\"0\">{html}</div>"),
        )
    });
    let style = format!(r#"<link rel="stylesheet" href="{}katex/katex.min.css"></head>"#, "../".repeat(depth));
    set.replacen("</head>", &style, 1)
}

#[cfg(test)]
mod tests {
    use super::FENCE;

    #[test]
    fn plain_text_is_dropped_only_directly_above_math() {
        let block = |language: &str, text: &str| {
            format!(r#"<div class="example-wrap"><pre class="language-{language}"><code>{text}</code></pre></div>"#)
        };
        let other = block("text", "other");
        let page =
            format!("{other}{}\n{}<p>Then.</p>{}", block("text", "z = 1"), block("math", "z = 1"), block("math", "a"));
        assert_eq!(FENCE.replace_all(&page, "[$1]"), format!("{other}[z = 1]<p>Then.</p>[a]"));
    }
}
