//! Builds the modules of the figures that move: the crate `backprop_live` as WebAssembly, each in a script.
//!
//! A page that lies on a disk may read nothing but scripts, so a module is a text in one: compressed and in base64. It is
//! kept in the repository, because a reader's compiler need not be able to build it.

use crate::live::FOLDER;
use crate::project::{Fault, Project};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};
use zopfli::{Format, Options};

/// A module. A page loads one of them.
#[derive(Debug)]
pub(crate) struct Module {
    /// The script with the module.
    pub(crate) script: &'static str,
    /// The feature of the crate that it has.
    feature: &'static str,
    /// The most bytes of the script.
    most: usize,
}

/// The module of the figures of the chapters.
pub(crate) const CHAPTERS: Module = Module { script: "figures.js", feature: "chapters", most: 100_000 };
/// The module of the page "Your own network".
pub(crate) const READER: Module = Module { script: "reader.js", feature: "reader", most: 600_000 };
/// All modules.
pub(crate) const MODULES: [Module; 2] = [CHAPTERS, READER];

impl Module {
    /// Returns the script that is kept, or an empty one if none has been built.
    pub(crate) fn kept(&self, project: &Project) -> io::Result<String> {
        match fs::read_to_string(project.path(FOLDER).join(self.script)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
            read => read,
        }
    }
}

/// The sources that the modules are built from.
const SOURCES: &[&str] = &["book/live/src", "macros/core/src", "macros/src", "src", "worked/src"];
/// Where it is built, and the name of the target.
const WORKSHOP: &str = "target/live";
const TARGET: &str = "wasm32-unknown-unknown";
/// The packages of Debian that can compile for WebAssembly. They are unpacked beside everything else and not installed.
const DEBIAN: [&str; 5] = ["rustc-web", "libstd-rust-web-1.96", "libstd-rust-web-dev", "rust-web-src", "libllvm22"];

/// Builds the modules. With `is_check`, the scripts that are kept stay as they are, and must be the same to the byte if the
/// same compiler built them.
pub(crate) fn build(project: &Project, is_check: bool) -> Result<(), Vec<Fault>> {
    let fault = |message: String| vec![Fault::new(FOLDER, None, message)];
    let compiler = Compiler::find(project).map_err(fault)?;
    println!("Building the figures that move by {} …", compiler.name);
    let digest = digest(project)?;
    let built = MODULES.iter().map(|module| build_one(project, &compiler, &digest, module, is_check));
    let faults: Vec<Fault> = built.filter_map(Result::err).flat_map(fault).collect();
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

/// Builds a module.
fn build_one(
    project: &Project,
    compiler: &Compiler,
    digest: &str,
    module: &Module,
    is_check: bool,
) -> Result<(), String> {
    let Module { script: name, most, .. } = *module;
    let binary = compiler.module(project, module)?;
    let built = script(&binary, digest, &compiler.line());
    if built.len() > most {
        return Err(format!("{name} would have {} bytes, and {most} are the most", built.len()));
    }
    let folder = if is_check { WORKSHOP } else { FOLDER };
    let path = project.path(folder).join(name);
    fs::write(&path, &built).map_err(|error| format!("{}: {error}", path.display()))?;
    println!("{folder}/{name}: {} bytes, of {} bytes of WebAssembly", built.len(), binary.len());
    if is_check {
        let kept = module.kept(project).map_err(|error| format!("{name}: {error}"))?;
        if module_of(&built) == module_of(&kept) {
            println!("It is the one that is kept, to the byte.");
        } else if kept.is_empty() || kept.lines().any(|line| line == compiler.line()) {
            return Err(format!("these sources give another {name}; `cargo book live` builds and keeps it"));
        } else {
            println!("Another compiler built the one that is kept, so that the bytes differ.");
        }
    }
    Ok(())
}

/// Returns the line of a script that has the module, below its head.
fn module_of(script: &str) -> Option<&str> {
    script.lines().nth(HEAD)
}

/// Returns whether a module that is kept is one of other sources than those that are there, or has never been built.
pub(crate) fn is_stale(project: &Project) -> Result<bool, Vec<Fault>> {
    let digest = format!("digest {}", digest(project)?);
    for module in &MODULES {
        let fault = |error: io::Error| vec![Fault::new(FOLDER, None, format!("{}: {error}", module.script))];
        if !module.kept(project).map_err(fault)?.lines().take(HEAD).any(|line| line.contains(&digest)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The number of lines above the module.
const HEAD: usize = 3;

/// Returns the script.
fn script(module: &[u8], digest: &str, compiler: &str) -> String {
    let mut packed = Vec::new();
    // Writing to memory cannot fail.
    let _ = zopfli::compress(Options::default(), Format::Gzip, module, &mut packed);
    let text = STANDARD.encode(packed);
    format!(
        "// The crate `backprop_live` as WebAssembly, compressed and in base64. `cargo book live` builds it.\n\
         // Sources: digest {digest}\n{compiler}\nwindow.figures = \"{text}\";\n"
    )
}

/// What compiles the modules.
struct Compiler {
    /// Its version, and which standard library it links.
    name: String,
    /// Another compiler than the one that cargo uses.
    rustc: Option<PathBuf>,
    builds_std: bool,
}

impl Compiler {
    /// Finds a compiler: the usual one if it has the standard library for WebAssembly or its source, else Debian's.
    fn find(project: &Project) -> Result<Self, String> {
        let usual = Path::new("rustc");
        let library = output(Command::new(usual).args(["--print", "target-libdir", "--target", TARGET]))?;
        let source = Path::new(&sysroot(usual)?).join("lib/rustlib/src/rust/library/Cargo.lock");
        let version = output(Command::new(usual).arg("--version"))?;
        if Path::new(&library).exists() {
            return Ok(Self { name: format!("{version} with its library"), rustc: None, builds_std: false });
        }
        if source.exists() {
            return Ok(Self { name: format!("{version} with its library's source"), rustc: None, builds_std: true });
        }
        let rustc = debian(&project.path(WORKSHOP))?;
        let version = output(Command::new(&rustc).arg("--version"))?;
        Ok(Self { name: format!("{version} of Debian"), rustc: Some(rustc), builds_std: true })
    }

    /// The line of the script that names it.
    fn line(&self) -> String {
        format!("// Compiler: {}", self.name)
    }

    /// Compiles the crate to a module.
    fn module(&self, project: &Project, module: &Module) -> Result<Vec<u8>, String> {
        let mut cargo = project.cargo();
        cargo.args(["rustc", "--quiet", "--locked", "--package", "backprop-live", "--no-default-features"]);
        cargo.args(["--features", module.feature]);
        cargo
            .args(["--lib", "--crate-type", "cdylib", "--profile", "page", "--target", TARGET, "--target-dir"])
            .arg(project.path(WORKSHOP));
        if self.builds_std {
            cargo.arg("-Zbuild-std=std,panic_abort");
        }
        // The switches for places in panics and for building the standard library are unstable, hence RUSTC_BOOTSTRAP.
        cargo.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", self.flags(project)?);
        if let Some(rustc) = &self.rustc {
            let linker =
                Path::new(&sysroot(Path::new("rustc"))?).join("lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld");
            cargo.env("RUSTC", rustc).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        let status = cargo.status().map_err(|error| format!("cannot run cargo: {error}"))?;
        if !status.success() {
            return Err(format!("{} cannot be compiled", module.script));
        }
        let path = project.path(WORKSHOP).join(TARGET).join("page/backprop_live.wasm");
        fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))
    }

    /// The flags that leave no path of this machine in the module, and no line number, which every comment would change.
    fn flags(&self, project: &Project) -> Result<String, String> {
        let mut folders = vec![(project.path(""), "project")];
        let home = env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| Some(env::home_dir()?.join(".cargo"))).unwrap_or_default();
        let registries = fs::read_dir(home.join("registry/src")).into_iter().flatten().flatten();
        folders.extend(registries.map(|registry| (registry.path(), "crates")));
        let rustc = self.rustc.as_deref().unwrap_or(Path::new("rustc"));
        folders.push((PathBuf::from(sysroot(rustc)?), "rust"));
        let remap = folders.iter().map(|(folder, name)| {
            let folder = folder.display().to_string();
            format!("--remap-path-prefix={}={name}", folder.trim_end_matches('/'))
        });
        Ok(["-Zlocation-detail=none".to_owned()].into_iter().chain(remap).collect::<Vec<_>>().join(" "))
    }
}

/// Unpacks Debian's compiler in a folder, unless it is there, and returns a program that runs it.
fn debian(folder: &Path) -> Result<PathBuf, String> {
    let (folder, rustc) = (folder.join("debian"), folder.join("debian/rustc"));
    if rustc.exists() {
        return Ok(rustc);
    }
    println!("Fetching Debian's compiler, about 150 MB …");
    let told = |error: io::Error| format!("{}: {error}", folder.display());
    fs::create_dir_all(&folder).map_err(told)?;
    let download = || output(Command::new("apt-get").arg("download").args(DEBIAN).current_dir(&folder));
    // The lists of packages may be missing or old.
    download().or_else(|_| output(Command::new("apt-get").arg("update")).and_then(|_| download()))?;
    for entry in fs::read_dir(&folder).map_err(told)?.flatten() {
        if entry.path().extension().is_some_and(|extension| extension == "deb") {
            output(Command::new("dpkg-deb").arg("-x").arg(entry.path()).arg("root").current_dir(&folder))?;
            fs::remove_file(entry.path()).map_err(told)?;
        }
    }
    let root = folder.join("root/usr");
    let program =
        format!("#!/bin/sh\nLD_LIBRARY_PATH={0}/lib/x86_64-linux-gnu exec {0}/bin/rustc \"$@\"\n", root.display());
    fs::write(&rustc, program).map_err(told)?;
    output(Command::new("chmod").arg("+x").arg(&rustc))?;
    Ok(rustc)
}

fn sysroot(rustc: &Path) -> Result<String, String> {
    output(Command::new(rustc).args(["--print", "sysroot"]))
}

/// Runs a command and returns what it writes.
fn output(command: &mut Command) -> Result<String, String> {
    let name = format!("{command:?}");
    match command.output() {
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned()),
        Ok(output) => Err(format!("{name} fails: {}", String::from_utf8_lossy(&output.stderr))),
        Err(error) => Err(format!("{name} cannot be run: {error}")),
    }
}

/// Returns a digest of the sources. Comments, documentation, tests and the places of tokens do not count.
fn digest(project: &Project) -> Result<String, Vec<Fault>> {
    /// The 64-bit offset and prime of FNV-1a.
    const FNV: (u64, u64) = (0xcbf2_9ce4_8422_2325, 0x0100_0000_01b3);
    let mut digest = FNV.0;
    for file in SOURCES.iter().flat_map(|folder| project.files(folder, ".rs")) {
        if file.ends_with("/tests.rs") || file.contains("/tests/") {
            continue;
        }
        let text = project.read(&file).map_err(|fault| vec![fault])?;
        let tokens: TokenStream =
            text.parse().map_err(|error| vec![Fault::new(&*file, None, format!("this is no Rust: {error}"))])?;
        let mut code = file;
        write_code(tokens, &mut code);
        for byte in code.bytes() {
            digest = (digest ^ u64::from(byte)).wrapping_mul(FNV.1);
        }
    }
    Ok(format!("{digest:016x}"))
}

/// Appends tokens without documentation, and without items that are compiled for tests alone.
fn write_code(tokens: TokenStream, code: &mut String) {
    let mut tokens = tokens.into_iter().peekable();
    let mut is_for_tests = false;
    while let Some(token) = tokens.next() {
        let is_attribute = matches!(&token, TokenTree::Punct(mark) if mark.as_char() == '#');
        if is_attribute {
            tokens.next_if(|next| matches!(next, TokenTree::Punct(mark) if mark.as_char() == '!'));
            let Some(TokenTree::Group(attribute)) = tokens.next() else { continue };
            let text = attribute.stream().to_string();
            is_for_tests |= text.replace(' ', "") == "cfg(test)";
            if !text.starts_with("doc") && !is_for_tests {
                *code += &text;
            }
            continue;
        }
        let is_body = matches!(&token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        let is_end = is_body || matches!(&token, TokenTree::Punct(mark) if mark.as_char() == ';');
        if is_for_tests {
            is_for_tests = !is_end;
            continue;
        }
        match token {
            TokenTree::Group(group) => {
                *code += &format!("{:?}", group.delimiter());
                write_code(group.stream(), code);
                code.push(')');
            }
            other => {
                code.push(' ');
                *code += &other.to_string();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::write_code;

    fn code(text: &str) -> String {
        let mut code = String::new();
        write_code(text.parse().unwrap(), &mut code);
        code
    }

    #[test]
    fn comments_documentation_and_tests_are_no_code() {
        let bare = code("fn f(x: f64) -> f64 { x + 1.0 }");
        let said = "//! A module.\n/// Adds one.\n#[doc(alias = \"inc\")]\nfn f(x: f64) -> f64 { x /* more */ + 1.0 }\n\
                    #[cfg(test)]\nmod tests { fn t() {} }\n#[cfg(test)]\nuse a::b;";
        assert_eq!(code(said), bare);
    }

    #[test]
    fn other_changes_are_code() {
        let code = |text| code(text);
        assert_ne!(code("fn f() { a(b) }"), code("fn f() { a[b] }"));
        assert_ne!(code("fn f() { a + b }"), code("fn f() { a - b }"));
        assert_ne!(code("#[inline]\nfn f() {}"), code("fn f() {}"));
        assert_ne!(code("const A: f64 = 1.0;"), code("const A: f64 = 1.5;"));
    }
}
