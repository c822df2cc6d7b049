//! `cargo exercise`: lists the exercises, checks answers, and watches the files of the chapters.

use crate::list::{CHAPTERS, Chapter, Exercise, Number, find};
use crate::program::NOT_WRITTEN;
use crate::progress::Progress;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, SystemTime};
use std::{fs, io, thread};

const USAGE: &str = "\
cargo exercise            Lists all exercises, with a tick on those that are done
cargo exercise 7.2        Checks an exercise
cargo exercise 7          Checks all exercises of a chapter
cargo exercise watch      Checks a chapter whenever you save its file
cargo exercise done 7.2   Ticks an exercise that is solved on paper";

/// How often `watch` looks at the files.
const LOOK: Duration = Duration::from_millis(200);

/// The result of checking an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Right,
    Wrong,
    NotWritten,
    OnPaper,
}

/// Runs the command that the arguments name.
pub fn run(arguments: &[String]) -> ExitCode {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = Progress::read().and_then(|mut progress| match arguments.as_slice() {
        [] => {
            list(&progress);
            Ok(ExitCode::SUCCESS)
        }
        ["watch"] => watch(&mut progress),
        ["done", number] => match Number::parse(number).and_then(|number| Some((number, find(number)?))) {
            Some((number, (chapter, exercise))) => tick(number, chapter, exercise, &mut progress),
            None => Ok(unknown(number)),
        },
        ["--help" | "-h" | "help"] => {
            println!("{USAGE}");
            Ok(ExitCode::SUCCESS)
        }
        [what] => match asked(what) {
            Some((chapter, numbers)) => {
                let answers = check_all(chapter, &numbers, &mut progress)?;
                let is_fine = |answer: &Answer| matches!(answer, Answer::Right | Answer::OnPaper);
                let all_are_fine = answers.is_some_and(|answers| answers.iter().all(is_fine));
                Ok(if all_are_fine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
            }
            None => Ok(unknown(what)),
        },
        other => Ok(unknown(&other.join(" "))),
    });
    done.unwrap_or_else(|error| {
        eprintln!("cargo exercise: {error}");
        ExitCode::FAILURE
    })
}

fn unknown(what: &str) -> ExitCode {
    eprintln!("`{what}` is neither an exercise nor a command.\n\n{USAGE}");
    ExitCode::from(2)
}

/// Returns the chapter and the exercises that `7` or `7.2` asks for.
fn asked(what: &str) -> Option<(&'static Chapter, Vec<Number>)> {
    if let Some(number) = Number::parse(what) {
        return find(number).map(|(chapter, _)| (chapter, vec![number]));
    }
    let number: usize = what.parse().ok()?;
    let chapter = CHAPTERS.iter().find(|chapter| chapter.number == number)?;
    Some((chapter, chapter.numbered().map(|(number, _)| number).collect()))
}

fn list(progress: &Progress) {
    for chapter in CHAPTERS {
        println!("{}. {}", chapter.number, chapter.title);
        for (number, exercise) in chapter.numbered() {
            println!("  {}", line(number, exercise, progress));
        }
    }
    let all = || CHAPTERS.iter().flat_map(|chapter| chapter.numbered().map(move |(number, _)| (chapter, number)));
    let done = all().filter(|(_, number)| progress.is_done(*number)).count();
    println!("\n{done} of {} are done.", all().count());
    if let Some((chapter, number)) = all().find(|(_, number)| !progress.is_done(*number)) {
        println!("Next: {number}. {}", how_to(chapter, number));
    }
}

fn line(number: Number, exercise: &Exercise, progress: &Progress) -> String {
    let tick = if progress.is_done(number) { '✓' } else { '·' };
    let (stars, kind) = ("★".repeat(exercise.grade), exercise.kind.to_string());
    format!("{tick} {number:<5} {stars:<3}  {kind:<8}  {}", exercise.title)
}

/// Returns a sentence that says where an answer is written and how it is checked.
fn how_to(chapter: &Chapter, number: Number) -> String {
    let is_checked = find(number).is_some_and(|(_, exercise)| exercise.kind.is_checked());
    if is_checked {
        format!("Write your answer in {}, then run `cargo exercise {number}`.", chapter.file())
    } else {
        format!(
            "Solve it on paper; the answer is folded at the end of the chapter \"{}\". `cargo exercise done {number}` ticks it.",
            chapter.title
        )
    }
}

fn tick(number: Number, chapter: &Chapter, exercise: &Exercise, progress: &mut Progress) -> io::Result<ExitCode> {
    if exercise.kind.is_checked() {
        eprintln!("{number} is ticked when its check passes. {}", how_to(chapter, number));
        return Ok(ExitCode::FAILURE);
    }
    progress.record(number, true)?;
    println!("{}", line(number, exercise, progress));
    Ok(ExitCode::SUCCESS)
}

/// Checks exercises of a chapter in turn, and prints what is off. Returns nothing if the answers do not compile.
fn check_all(chapter: &Chapter, numbers: &[Number], progress: &mut Progress) -> io::Result<Option<Vec<Answer>>> {
    let Some(program) = compile(chapter)? else { return Ok(None) };
    numbers.iter().map(|number| check(&program, chapter, *number, progress)).collect::<io::Result<_>>().map(Some)
}

/// Checks the exercises of a chapter up to the first answer that is not right.
fn check_until_wrong(chapter: &Chapter, progress: &mut Progress) -> io::Result<()> {
    let Some(program) = compile(chapter)? else { return Ok(()) };
    for (number, _) in chapter.numbered() {
        if matches!(check(&program, chapter, number, progress)?, Answer::Wrong | Answer::NotWritten) {
            break;
        }
    }
    Ok(())
}

/// Checks an exercise, records the result, and prints what is off.
fn check(program: &Path, chapter: &Chapter, number: Number, progress: &mut Progress) -> io::Result<Answer> {
    let (_, exercise) = find(number).expect("the number is in the list");
    let (answer, sentence) =
        if exercise.kind.is_checked() { judge(program, number)? } else { (Answer::OnPaper, String::new()) };
    if answer != Answer::OnPaper {
        progress.record(number, answer == Answer::Right)?;
    }
    println!("{}", line(number, exercise, progress));
    match answer {
        Answer::Wrong => print!("{}", indented(&sentence)),
        Answer::NotWritten => {
            // Before the place there is what the reader's code prints.
            let place = sentence.lines().last().unwrap_or_default();
            print!(
                "{}",
                indented(&format!(
                    "Still `todo!()` in {place}. Write your answer, then run `cargo exercise {number}`."
                ))
            );
        }
        Answer::OnPaper if !progress.is_done(number) => print!("{}", indented(&how_to(chapter, number))),
        // What the check remarks about an answer that is right, and what the reader's code prints.
        Answer::Right => print!("{}", indented(&sentence)),
        Answer::OnPaper => {}
    }
    Ok(answer)
}

/// Compiles the program of a chapter, with the reader's answers, and returns its path. The compiler prints its errors.
fn compile(chapter: &Chapter) -> io::Result<Option<PathBuf>> {
    if saved(chapter).is_none() {
        println!("{}", missing(chapter));
        return Ok(None);
    }
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "--package", "exercises", "--features", "answers", "--bin", chapter.name])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()?;
    if !status.success() {
        println!("{} does not compile yet; the compiler says why above.", chapter.file());
        return Ok(None);
    }
    // Cargo puts all programs of a workspace in one folder.
    let this = std::env::current_exe()?;
    Ok(Some(this.with_file_name(chapter.name).with_extension(std::env::consts::EXE_EXTENSION)))
}

/// Returns a sentence about a chapter's file that is not there.
fn missing(chapter: &Chapter) -> String {
    let file = chapter.file();
    format!("{file} is missing. `git checkout {file}` brings it back, without your answers.")
}

/// Runs the program of a chapter for one exercise.
fn judge(program: &Path, number: Number) -> io::Result<(Answer, String)> {
    let output = Command::new(program).arg(number.own.to_string()).stderr(Stdio::inherit()).output()?;
    let answer = match output.status.code() {
        Some(0) => Answer::Right,
        Some(code) if code == i32::from(NOT_WRITTEN) => Answer::NotWritten,
        _ => Answer::Wrong,
    };
    let mut sentence = String::from_utf8_lossy(&output.stdout).into_owned();
    if answer == Answer::Wrong && sentence.is_empty() {
        sentence = format!(
            "Your code ended the program ({}). Does a function call itself without end, or a list grow without end?",
            output.status
        );
    }
    Ok((answer, sentence))
}

fn indented(text: &str) -> String {
    text.trim_end().lines().map(|line| format!("          {line}\n")).collect()
}

/// Checks a chapter whenever its file is saved, up to the first answer that is not right. Never returns without an
/// error.
fn watch(progress: &mut Progress) -> io::Result<ExitCode> {
    println!("Watching exercises/chapters. Save a file to have it checked; Ctrl+C ends.");
    let mut seen: Vec<Option<SystemTime>> = CHAPTERS.iter().map(saved).collect();
    loop {
        thread::sleep(LOOK);
        for (chapter, seen) in CHAPTERS.iter().zip(&mut seen) {
            let now = saved(chapter);
            if now == *seen {
                continue;
            }
            *seen = now;
            // Some editors save a file by putting a new one in its place. For a moment there is none.
            if now.is_none() {
                continue;
            }
            println!("\n{}. {}", chapter.number, chapter.title);
            check_until_wrong(chapter, progress)?;
        }
    }
}

/// Returns when a chapter's file was saved, or nothing if there is none.
fn saved(chapter: &Chapter) -> Option<SystemTime> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("chapters").join(chapter.name).with_extension("rs");
    fs::metadata(path).and_then(|file| file.modified()).ok()
}
