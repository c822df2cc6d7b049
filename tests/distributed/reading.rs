//! Each rank reads its own rows of a file, and a message names the row as the whole file counts it.

use crate::{Net, drawn};
use backprop::data::csv::{Csv, Table};
use backprop::data::idx::Idx;
use backprop::data::{Array, DataError};
use backprop::distributed::{Parts, Ranks, Shard, Threads, agree};
use backprop::equations::first_weights::Random;
use backprop::{Samples, SamplesOf, fast};
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::ops::Range;
use std::path::PathBuf;

/// A file that is removed at the end of its test.
struct Kept(PathBuf);

impl Kept {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let path = std::env::temp_dir().join(format!("backprop-rows-{}-{name}", std::process::id()));
        fs::write(&path, bytes).unwrap();
        Self(path)
    }

    fn compressed(name: &str, bytes: &[u8]) -> Self {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        Self::new(name, &encoder.finish().unwrap())
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// Returns the header of an `.npy` file.
fn npy_header(kind: &str, shape: &str, fortran: bool) -> Vec<u8> {
    let fortran = if fortran { "True" } else { "False" };
    let header = format!("{{'descr': '{kind}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
    [b"\x93NUMPY\x01\x00", &(header.len() as u16).to_le_bytes()[..], header.as_bytes()].concat()
}

fn npy(rows: &[[f64; 5]]) -> Vec<u8> {
    let items = rows.iter().flatten().flat_map(|item| item.to_le_bytes());
    npy_header("<f8", &format!("({}, 5)", rows.len()), false).into_iter().chain(items).collect()
}

/// Returns an IDX file of bytes.
fn idx(shape: &[usize], items: &[u8]) -> Vec<u8> {
    let sizes = shape.iter().flat_map(|&size| (size as u32).to_be_bytes());
    [0, 0, 8, shape.len() as u8].into_iter().chain(sizes).chain(items.iter().copied()).collect()
}

/// Returns ranges of m rows: all, none, single ones, and some that are drawn.
fn ranges(m: usize, random: &mut Random) -> Vec<Range<usize>> {
    let mut drawn = || random.below(m as u64 + 1) as usize;
    let pairs = (0..6).map(|_| (drawn(), drawn()));
    let drawn: Vec<_> = pairs.map(|(one, other)| one.min(other)..one.max(other)).collect();
    [0..m, 0..0, m..m, 0..1, m - 1..m].into_iter().chain(drawn).collect()
}

#[test]
fn rows_of_an_array_are_those_of_the_whole() {
    let mut random = Random::new(1);
    for m in [1, 2, 40] {
        let x = drawn::<f64>(1, m);
        for file in [Kept::new("x.npy", &npy(x.x())), Kept::compressed("x.npy.gz", &npy(x.x()))] {
            for rows in ranges(m, &mut random) {
                let read = Array::open_rows(&file.0, |count| {
                    assert_eq!(count, m);
                    rows.clone()
                });
                assert_eq!(read.unwrap().rows::<f64, 5>().unwrap(), x.x()[rows]);
            }
        }
    }
}

#[test]
fn rows_of_images_and_labels_are_those_of_the_whole() {
    let mut random = Random::new(2);
    for m in [2, 3, 30] {
        let pixels: Vec<u8> = (0..6 * m).map(|_| random.below(256) as u8).collect();
        let labels: Vec<u8> = (0..m).map(|_| random.below(3) as u8).collect();
        let one_hot: Vec<u8> = labels.iter().flat_map(|&label| (0..3).map(move |k| u8::from(k == label))).collect();
        let images = Kept::new("images", &idx(&[m, 3, 2], &pixels));
        for labels in [idx(&[m], &labels), idx(&[m, 1], &labels), idx(&[m, 3], &one_hot)] {
            let labels = Kept::compressed("labels", &labels);
            for options in [Idx::new(), Idx::new().transposed()] {
                let whole: Samples<[f64; 6], [f64; 3]> = options.open(&images.0, &labels.0).unwrap();
                for rows in ranges(m, &mut random) {
                    let some: Option<Samples<[f64; 6], [f64; 3]>> =
                        options.open_rows(&images.0, &labels.0, |_| rows.clone()).unwrap();
                    assert_eq!(some, whole.select(&rows.collect::<Vec<_>>()).ok());
                }
            }
        }
    }
}

#[test]
fn rows_of_a_table_are_those_of_the_whole() {
    let mut random = Random::new(3);
    for (m, has_header) in [(1, true), (7, true), (7, false), (40, true)] {
        let mut text = String::from(if has_header { "a title\n# a comment\n\nx, \"y\"\n" } else { "a title\n" });
        for row in 0..m {
            let cell = if random.below(3) == 0 { format!("\"{row}.5\"") } else { format!("{row}.5") };
            writeln!(text, "{}{cell},{}", ["", "\n", "# between\n", " \t\r\n"][random.below(4) as usize], row * row)
                .unwrap();
        }
        let csv = Csv::new().skip_lines(1).comment(b'#');
        let csv = if has_header { csv } else { csv.without_header() };
        let text = if m == 40 { text.trim_end().to_owned() } else { text };
        for file in [Kept::new("t.csv", text.as_bytes()), Kept::compressed("t.csv.gz", text.as_bytes())] {
            let whole = csv.open(&file.0).unwrap().numbers::<f64, 2>([0, 1]);
            let whole = if has_header { csv.open(&file.0).unwrap().numbers(["x", "y"]) } else { whole }.unwrap();
            for rows in ranges(m, &mut random) {
                let some = csv.open_rows(&file.0, |count| {
                    assert_eq!(count, m);
                    rows.clone()
                });
                let some = some.unwrap().map(|table| match has_header {
                    true => table.numbers::<f64, 2>(["x", "y"]).unwrap(),
                    false => table.numbers([0, 1]).unwrap(),
                });
                assert_eq!(some.unwrap_or_default(), whole[rows]);
            }
        }
    }
}

/// The rest of the file is neither read nor held: it has 60 GB, of which the disk holds nothing.
#[test]
fn other_rows_are_not_read() {
    let (m, width) = (10_000_000_u64, 784);
    let header = npy_header("<f8", &format!("({m}, {width})"), false);
    let file = Kept::new("large.npy", &header);
    let length = header.len() as u64 + m * width * 8;
    if File::options().write(true).open(&file.0).unwrap().set_len(length).is_err() {
        eprintln!("skipped: this file system has no files with holes");
        return;
    }
    let rows = Array::open_rows(&file.0, |m| m - 3..m).unwrap();
    assert_eq!(rows.rows::<f32, 784>().unwrap(), [[0.0; 784]; 3]);
}

#[test]
fn a_message_names_the_row_of_the_file() {
    fn said<V: std::fmt::Debug>(result: Result<V, DataError>) -> String {
        let said = result.unwrap_err().to_string();
        let start = said.find("backprop-rows").and_then(|start| Some(start + said[start..].find(", ")?)).unwrap();
        said[start + 2..].to_owned()
    }
    let mut rows = drawn::<f64>(1, 20).x().to_vec();
    rows[13][2] = f64::NAN;
    let file = Kept::new("nan.npy", &npy(&rows));
    let wrong = Array::open_rows(&file.0, |_| 10..20).unwrap().rows::<f64, 5>();
    assert_eq!(said(wrong), "item [13, 2]: found NaN, expected a finite number");
    assert!(Array::open_rows(&file.0, |_| 0..13).unwrap().rows::<f64, 5>().is_ok());

    let short = Kept::new("short.npy", &npy(&rows)[..npy(&rows).len() - 100]);
    let wrong = Array::open_rows(&short.0, |_| 12..20);
    assert_eq!(said(wrong), "item [17]: found the end of the file, expected row 17; is the file complete?");
    assert!(Array::open_rows(&short.0, |_| 12..17).is_ok());
    let wrong = Array::open_rows(&short.0, |_| 12..21);
    assert_eq!(said(wrong), "header: found the shape [20, 5], expected one with the rows 12 to 21");

    let columns = Kept::new("columns.npy", &[npy_header("|u1", "(2, 3)", true), vec![1; 6]].concat());
    let wrong = Array::open_rows(&columns.0, |_| 0..1);
    assert!(said(wrong).starts_with("header: found an array that is stored column by column, expected row by row"));

    let (images, labels) =
        (Kept::new("i", &idx(&[9, 2], &[0; 18])), Kept::new("l", &idx(&[9], &[0, 1, 0, 1, 0, 1, 0, 7, 0])));
    let wrong = Idx::new().open_rows::<f64, 2, 2>(&images.0, &labels.0, |_| 5..9);
    let wrong = wrong.unwrap_err();
    assert!(format!("{wrong:?}").contains("row 7 has class 7, expected one of the 2 classes"), "{wrong:?}");

    let table = |text: &str| Kept::new("wrong.csv", text.as_bytes());
    let file = table("x,y\n1,2\n\n3,4\n# no comment\n5,6\n7,oops\n9,0\n");
    let csv = Csv::new().comment(b'#');
    let wrong = csv.open_rows(&file.0, |_| 2..5).unwrap().unwrap().numbers::<f64, 2>(["x", "y"]);
    assert!(said(wrong).starts_with("line 7, column `y`: found `oops`, expected a finite number"));
    let file = table("x,y\n1,2\n3,4\n5,6,7\n");
    assert!(said(csv.open_rows(&file.0, |_| 1..3)).starts_with("line 4: found 3 cells, expected 2 as in line 1"));
    let file = table("x,y\n1,2\n\"3\n\",4\n");
    let wrong = said(csv.open_rows(&file.0, |_| 0..1));
    assert!(wrong.starts_with("line 3: found a quoted cell that runs to the end"), "{wrong}");
    let file = table("x,y\n1,2\r3,4\n");
    assert!(said(csv.open_rows(&file.0, |_| 0..1)).starts_with("line 2: found a carriage return in a line"));
    let file = Kept::new("bytes.csv", b"x,y\n1,2\n\xff,4\n");
    assert!(said(csv.open_rows(&file.0, |_| 0..1)).starts_with("line 3: found bytes that are not text"));
}

/// What a user writes: each rank reads its rows, all agree, and the cost is that of one process.
#[test]
fn ranks_read_their_rows_or_end_with_the_row_that_is_wrong() {
    let all = drawn::<f64>(1, 2000);
    let classes: Vec<u8> = all.classes().iter().map(|&class| class as u8).collect();
    let (x, y) = (Kept::new("all.npy", &npy(all.x())), Kept::new("all.idx", &idx(&[2000], &classes)));
    let load =
        |x: &Kept, ranks: &dyn Ranks| -> Result<Option<SamplesOf<Net>>, Box<dyn std::error::Error + Send + Sync>> {
            let rows = |m| Parts::of(m).rows(ranks.rank(), ranks.count());
            let (x, y) = (Array::open_rows(&x.0, rows)?, Array::open_rows(&y.0, rows)?);
            Ok(Samples::from_classes(x.rows()?, &y.classes()?).ok())
        };
    let cost = fast::cost(&Net::random(1), &all, 0.1);
    for count in 1..=5 {
        let costs = Threads::run(count, |ranks| {
            let mine = agree(load(&x, ranks), ranks).unwrap();
            Shard::new(mine.as_ref(), ranks).unwrap().cost(&Net::random(1), 0.1)
        });
        assert!(costs.iter().all(|other| other.to_bits() == cost.to_bits()), "{count} ranks");
    }
    let mut wrong = all.x().to_vec();
    wrong[1700][3] = f64::INFINITY;
    let x = Kept::new("wrong.npy", &npy(&wrong));
    for (count, rank) in [(1, 0), (2, 1), (3, 2)] {
        for error in Threads::run(count, |ranks| agree(load(&x, ranks), ranks).unwrap_err().to_string()) {
            let start = format!("rank {rank}: {}", x.0.display());
            assert_eq!(error, format!("{start}, item [1700, 3]: found inf, expected a finite number"));
        }
    }
}

/// Random texts, most of them no tables: where all rows can be read one by one, they are those of the whole.
#[test]
fn any_text_is_read_as_the_whole_is_or_rejected() {
    let mut random = Random::new(11);
    let pieces = ["1", "2.5", "a", ",", ",", ",", "\n", "\n", "\r\n", "\"", " ", "\t", "# ", "\u{feff}", "ä", "\r"];
    let (mut read, file) = (0, Kept::new("any.csv", b""));
    for round in 0..4000 {
        let text: String = (0..random.below(30)).map(|_| pieces[random.below(pieces.len() as u64) as usize]).collect();
        fs::write(&file.0, &text).unwrap();
        let csv = Csv::new().comment(b'#').skip_lines(round % 3 / 2);
        let csv = if round % 2 == 0 { csv.without_header() } else { csv };
        let Ok(Some(some)) = csv.open_rows(&file.0, |m| 0..m) else { continue };
        let whole = csv.open(&file.0).unwrap_or_else(|error| panic!("{text:?}: {error}"));
        let cells = |table: &Table| (0..table.width()).map(|column| owned(table, column)).collect::<Vec<_>>();
        assert_eq!((cells(&some), some.names()), (cells(&whole), whole.names()), "{text:?}");
        read += 1;
    }
    assert!(read > 200, "only {read} texts are tables");

    fn owned(table: &Table, column: usize) -> Result<Vec<String>, String> {
        let text = table.text(column).map_err(|error| error.to_string())?;
        Ok(text.into_iter().map(str::to_owned).collect())
    }
}

/// Damaged arrays are read or rejected, whatever their header claims.
#[test]
fn any_bytes_are_read_or_rejected() {
    let mut random = Random::new(12);
    let whole = [npy(drawn::<f64>(1, 6).x()), idx(&[6, 2, 2], &[7; 24])];
    let (mut counts, file) = ([0, 0], Kept::new("any.npy", b""));
    for round in 0..2000 {
        let mut bytes = whole[round % 2].clone();
        for _ in 0..random.below(3) {
            let at = random.below(bytes.len().min(100) as u64) as usize;
            bytes[at] = random.below(256) as u8;
        }
        bytes.truncate(bytes.len() - [0, random.below(40) as usize][round % 3 / 2]);
        fs::write(&file.0, &bytes).unwrap();
        let read = Array::open_rows(&file.0, |m| {
            let start = random.below(m as u64 + 1) as usize;
            start..m.min(start + 3)
        });
        counts[usize::from(read.is_ok())] += 1;
    }
    assert!(counts.iter().all(|&count| count > 100), "{counts:?}");
}
