//! Runs Python on the files that the tests write.

use std::process::Command;

/// Runs a script with arguments and returns its output, or `None` if there is no Python with these packages.
///
/// The environment variable `BACKPROP_PYTHON` names an interpreter that must have them.
pub(crate) fn python(packages: &str, script: &str, arguments: &[&str]) -> Option<String> {
    let named = std::env::var("BACKPROP_PYTHON").ok();
    let interpreter = named.as_deref().unwrap_or("python3");
    let run =
        |script: &str, arguments: &[&str]| Command::new(interpreter).arg("-c").arg(script).args(arguments).output();
    let has_packages = run(&format!("import {packages}"), &[]).is_ok_and(|output| output.status.success());
    if !has_packages {
        assert_eq!(named, None, "BACKPROP_PYTHON has no {packages}");
        eprintln!("skipped: python3 has no {packages}; name one that has them in BACKPROP_PYTHON");
        return None;
    }
    let output = run(script, arguments).expect("the interpreter was just run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).expect("Python prints UTF-8"))
}
