//! NumPy arrays: the samples that they become, and the message for each mistake in them.

use crate::failing::Failing;
use backprop::data::DataError;
use backprop::data::npy::{Archive, Array, open_mnist};
use backprop::{CrossEntropy, Identity, Samples, SamplesOf, Softmax, SquaredError, network};
use proptest::prelude::*;
use std::io::{self, Cursor, Read, Write};
use zip::write::{SimpleFileOptions, ZipWriter};
use zip::{CompressionMethod, ZipArchive};

network! {
    struct Classes { layers: 3 -> 2 Softmax, cost: CrossEntropy }
    struct Regression { layers: 3 -> 1 Identity, cost: SquaredError, scalar: f32 }
}

/// Returns a file of format version 1 with this dictionary in its header, padded as NumPy pads it.
pub(crate) fn with_dictionary(dictionary: &str, data: &[u8]) -> Vec<u8> {
    let length = (10 + dictionary.len() + 1).next_multiple_of(64) - 10;
    let header = format!("{dictionary:<width$}\n", width = length - 1);
    [b"\x93NUMPY\x01\x00", &(length as u16).to_le_bytes()[..], header.as_bytes(), data].concat()
}

/// Returns a file as NumPy writes it.
pub(crate) fn npy(descr: &str, shape: &str, data: &[u8]) -> Vec<u8> {
    with_dictionary(&format!("{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}"), data)
}

/// Returns the bytes of an array's numbers.
macro_rules! bytes {
    ($to_bytes:ident, $numbers:expr) => {
        $numbers.iter().flat_map(|number| number.$to_bytes()).collect::<Vec<u8>>()
    };
}

fn rows<const N: usize>(file: &[u8]) -> Result<Vec<[f64; N]>, DataError> {
    Array::read(file)?.rows()
}

/// The output of `numpy.save` (NumPy 2) for `numpy.array([[1, 2, 3], [4, 5, 6]], dtype="<f4")`.
const WRITTEN_BY_NUMPY: &[u8] = b"\x93NUMPY\x01\x00v\x00{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }\
    \x20                                                         \n\
    \x00\x00\x80\x3f\x00\x00\x00\x40\x00\x00\x40\x40\x00\x00\x80\x40\x00\x00\xa0\x40\x00\x00\xc0\x40";

#[test]
fn what_numpy_writes_is_read() {
    assert_eq!(rows(WRITTEN_BY_NUMPY).unwrap(), [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    assert_eq!(npy("<f4", "(2, 3)", &bytes!(to_le_bytes, [1_f32, 2.0, 3.0, 4.0, 5.0, 6.0])), WRITTEN_BY_NUMPY);
}

#[test]
fn every_type_of_number_and_byte_order_is_read() {
    let expected = [[1.0, 2.0], [3.0, 100.0]];
    for (descr, data) in [
        ("<f8", bytes!(to_le_bytes, [1_f64, 2.0, 3.0, 100.0])),
        (">f8", bytes!(to_be_bytes, [1_f64, 2.0, 3.0, 100.0])),
        ("<f4", bytes!(to_le_bytes, [1_f32, 2.0, 3.0, 100.0])),
        (">f4", bytes!(to_be_bytes, [1_f32, 2.0, 3.0, 100.0])),
        ("|i1", bytes!(to_le_bytes, [1_i8, 2, 3, 100])),
        ("|u1", vec![1, 2, 3, 100]),
        ("<i2", bytes!(to_le_bytes, [1_i16, 2, 3, 100])),
        ("<f2", vec![0, 0x3c, 0, 0x40, 0, 0x42, 0x40, 0x56]),
        (">f2", vec![0x3c, 0, 0x40, 0, 0x42, 0, 0x56, 0x40]),
        (">u2", bytes!(to_be_bytes, [1_u16, 2, 3, 100])),
        (">i4", bytes!(to_be_bytes, [1_i32, 2, 3, 100])),
        ("<u4", bytes!(to_le_bytes, [1_u32, 2, 3, 100])),
        ("<i8", bytes!(to_le_bytes, [1_i64, 2, 3, 100])),
        (">u8", bytes!(to_be_bytes, [1_u64, 2, 3, 100])),
    ] {
        assert_eq!(rows(&npy(descr, "(2, 2)", &data)).unwrap(), expected, "{descr}");
    }
    assert_eq!(rows(&npy("|b1", "(2, 2)", &[0, 1, 1, 0])).unwrap(), [[0.0, 1.0], [1.0, 0.0]]);
    assert_eq!(rows(&npy("|i1", "(1, 2)", &[0xff, 0x80])).unwrap(), [[-1.0, -128.0]]);
    assert_eq!(rows(&npy("<i4", "(1, 1)", &(-5_i32).to_le_bytes())).unwrap(), [[-5.0]]);
}

#[test]
fn an_array_may_be_stored_column_by_column() {
    let dictionary = "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }";
    assert_eq!(rows(&with_dictionary(dictionary, &[1, 4, 2, 5, 3, 6])).unwrap(), [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
}

/// A 2 × 2 × 3 array, stored in either order: item (i, j, k) is 100 i + 10 j + k.
#[test]
fn an_array_of_several_dimensions_is_flattened_row_by_row() {
    let expected = [[0.0, 1.0, 2.0, 10.0, 11.0, 12.0], [100.0, 101.0, 102.0, 110.0, 111.0, 112.0]];
    let by_rows = [0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112];
    let by_columns = [0, 100, 10, 110, 1, 101, 11, 111, 2, 102, 12, 112];
    for shape in ["(2, 2, 3)", "(2, 2, 3, 1)", "(2, 1, 2, 3)", "(2, 2, 1, 3)"] {
        for (order, data) in [("False", by_rows), ("True", by_columns)] {
            for (descr, bytes) in [
                ("|u1", data.to_vec()),
                (">i2", bytes!(to_be_bytes, data.map(i16::from))),
                ("<f4", bytes!(to_le_bytes, data.map(f32::from))),
            ] {
                let dictionary = format!("{{'descr': '{descr}', 'fortran_order': {order}, 'shape': {shape}, }}");
                assert_eq!(rows(&with_dictionary(&dictionary, &bytes)).unwrap(), expected, "{dictionary}");
            }
        }
    }
    let swapped = Array::read(&npy("|u1", "(2, 2, 3)", &by_rows)[..]).unwrap().transposed().unwrap();
    assert_eq!(swapped.shape(), [2, 3, 2]);
    assert_eq!(swapped.rows::<f64, 6>().unwrap()[0], [0.0, 10.0, 1.0, 11.0, 2.0, 12.0]);
    let error = swapped.rows::<f64, 7>().unwrap_err().to_string();
    let expected = "the array, transposed: found the shape [2, 3, 2], expected m × 7 as in the network's declaration; this \
                    one has 2 rows of 6 numbers";
    assert_eq!(error, expected);
    let line = Array::read(&npy("|u1", "(2,)", &[1, 2])[..]).unwrap().transposed().unwrap_err().to_string();
    assert_eq!(line, "the array: found the shape [2], expected two dimensions or more");
}

/// A row of 2 MB, as much as the whole stack of a test.
#[test]
fn a_row_need_not_fit_on_the_stack() {
    const WIDTH: usize = 512 * 512;
    let array = Array::read(&npy("|u1", "(2, 512, 512)", &vec![255; 2 * WIDTH])[..]).unwrap();
    let rows = array.pixels::<f64, WIDTH>().unwrap();
    assert!(rows.as_flattened().iter().all(|&pixel| pixel == 1.0) && rows.len() == 2);
}

/// The bits and the numbers are those of the table of examples in Wikipedia's article on the half-precision format.
#[test]
fn numbers_of_two_bytes_are_converted_exactly() {
    let halves = [
        (0x0000_u16, 0.0),
        (0x0001, 2_f64.powi(-24)),
        (0x03ff, 1023.0 / 1024.0 * 2_f64.powi(-14)),
        (0x0400, 2_f64.powi(-14)),
        (0x3555, 0.333251953125),
        (0x3bff, 1.0 - 2_f64.powi(-11)),
        (0x3c01, 1.0 + 2_f64.powi(-10)),
        (0x7bff, 65504.0),
        (0x8001, -2_f64.powi(-24)),
        (0xc000, -2.0),
    ];
    for (bits, number) in halves {
        assert_eq!(rows(&npy("<f2", "(1,)", &bits.to_le_bytes())).unwrap(), [[number]], "{bits:#06x}");
    }
    for (bits, found) in [(0x7c00_u16, "inf"), (0xfc00, "-inf"), (0x7e00, "NaN")] {
        let error = rows::<1>(&npy(">f2", "(1,)", &bits.to_be_bytes())).unwrap_err().to_string();
        assert_eq!(error, format!("the array, item [0]: found {found}, expected a finite number"));
    }
}

/// A whole number that is rounded would be another number, and as a label another class.
#[test]
fn an_integer_is_never_rounded() {
    let cases = [
        ("<i8", (1_u64 << 53) + 1, "9007199254740993"),
        (">i8", (-(1_i64 << 53) - 1) as u64, "-9007199254740993"),
        ("<u8", u64::MAX, "18446744073709551615"),
        (">u8", (1 << 63) + 1, "9223372036854775809"),
        ("<i8", i64::MAX as u64, "9223372036854775807"),
    ];
    for (descr, bits, found) in cases {
        let data = if descr.starts_with('>') { bits.to_be_bytes() } else { bits.to_le_bytes() };
        let file = npy(descr, "(2, 1, 2)", &[[0; 8], [0; 8], [0; 8], data].concat());
        let error = rows::<2>(&file).unwrap_err().to_string();
        let place = "the array, item [1, 0, 1]";
        let expected =
            format!("{place}: found {found}, expected an integer that the network's number holds without rounding");
        assert_eq!(error, expected);
    }
    for (descr, bits) in [("<u8", 1_u64 << 63), ("<i8", i64::MIN as u64), ("<i8", 1 << 53)] {
        let exact = if descr == "<u8" { bits as f64 } else { bits as i64 as f64 };
        assert_eq!(rows(&npy(descr, "(1,)", &bits.to_le_bytes())).unwrap(), [[exact]]);
    }
    // The 24 bits of single precision.
    for (descr, data) in [("<i4", 16_777_217_u32.to_le_bytes()), (">u4", 16_777_217_u32.to_be_bytes())] {
        let array = Array::read(&npy(descr, "(1,)", &data)[..]).unwrap();
        assert_eq!(array.rows::<f64, 1>().unwrap(), [[16_777_217.0]]);
        let error = array.rows::<f32, 1>().unwrap_err().to_string();
        assert!(error.starts_with("the array, item [0]: found 16777217, expected an integer"), "{error}");
    }
}

#[test]
fn pixels_are_from_zero_to_one() {
    let pixels = |descr, data: &[u8]| Array::read(&npy(descr, "(1, 1, 2)", data)[..]).unwrap().pixels::<f64, 2>();
    assert_eq!(pixels("|u1", &[51, 255]).unwrap(), [[0.2, 1.0]]);
    assert_eq!(pixels("<i8", &bytes!(to_le_bytes, [51_i64, 255])).unwrap(), [[0.2, 1.0]]);
    assert_eq!(pixels("|b1", &[0, 1]).unwrap(), [[0.0, 1.0]]);
    assert_eq!(pixels("<f4", &bytes!(to_le_bytes, [0.25_f32, 1.0])).unwrap(), [[0.25, 1.0]]);
    let error = pixels("<f8", &bytes!(to_le_bytes, [0.0_f64, 51.0])).unwrap_err().to_string();
    let expected = "the array, item [0, 0, 1]: found 51, expected a pixel, which as a floating-point number is from 0 to 1; \
                    `rows` reads numbers of any range";
    assert_eq!(error, expected);
    let error = pixels("<i2", &bytes!(to_le_bytes, [-1_i16, 0])).unwrap_err().to_string();
    let expected = "the array, item [0, 0, 0]: found -1, expected a pixel, an integer from 0 to 255; `rows` reads numbers \
                    of any range";
    assert_eq!(error, expected);
}

#[test]
fn columns_of_a_table_are_arrays() {
    for dictionary in [
        "{'descr': '<i2', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '<i2', 'fortran_order': True, 'shape': (2, 3), }",
    ] {
        let numbers = if dictionary.contains("True") { [10, 30, 20, 40, 1, 0] } else { [10, 20, 1, 30, 40, 0_i16] };
        let table = Array::read(&with_dictionary(dictionary, &bytes!(to_le_bytes, numbers))[..]).unwrap();
        assert_eq!(table.columns(0..2).unwrap().rows::<f64, 2>().unwrap(), [[10.0, 20.0], [30.0, 40.0]]);
        assert_eq!(table.columns([2, 0]).unwrap().rows::<f64, 2>().unwrap(), [[1.0, 10.0], [0.0, 30.0]]);
        assert_eq!(table.columns([2]).unwrap().classes().unwrap(), [1, 0]);
        let swapped = table.clone().transposed().unwrap();
        assert_eq!(swapped.columns([1]).unwrap().rows::<f64, 1>().unwrap(), [[30.0], [40.0], [0.0]]);
        for (columns, message) in [
            (&[0, 3][..], "the array: found no column 3, expected a number below 3"),
            (&[], "the array: found no columns, expected at least one"),
        ] {
            assert_eq!(table.columns(columns.iter().copied()).unwrap_err().to_string(), message);
        }
        let error = table.columns([1, 2]).unwrap().pixels::<f64, 1>().unwrap_err().to_string();
        assert!(error.starts_with("the array, columns [1, 2]: found the shape [2, 2], expected m × 1 "), "{error}");
    }
    let line = Array::read(&npy("|u1", "(2,)", &[1, 2])[..]).unwrap().columns([0]).unwrap_err().to_string();
    assert_eq!(line, "the array: found the shape [2], expected m × n, two dimensions");
    let wide = Array::read(&npy("|u1", "(1, 20)", &[2; 20])[..]).unwrap();
    let error = wide.columns(0..13).unwrap().transposed().unwrap().rows::<f64, 2>().unwrap_err().to_string();
    assert!(error.starts_with("the array, 13 columns, transposed: "), "{error}");
}

#[test]
fn a_table_with_a_column_for_each_example_is_told() {
    let error = rows::<3>(&npy("|u1", "(3, 2)", &[1; 6])).unwrap_err().to_string();
    let expected = "the array: found the shape [3, 2], expected m × 3 as in the network's declaration; `transposed` swaps \
                    the dimensions";
    assert_eq!(error, expected);
}

#[test]
fn a_compressed_file_is_the_same_array() {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(WRITTEN_BY_NUMPY).unwrap();
    assert_eq!(rows::<3>(&encoder.finish().unwrap()).unwrap(), rows::<3>(WRITTEN_BY_NUMPY).unwrap());
}

/// `numpy.load` reads such files, too.
#[test]
fn sizes_as_python_2_wrote_them_are_read() {
    assert_eq!(rows(&npy("|u1", "(2L,)", &[1, 2])).unwrap(), [[1.0], [2.0]]);
    assert_eq!(rows(&npy("|u1", "(1L, 2L)", &[1, 2])).unwrap(), [[1.0, 2.0]]);
}

#[test]
fn a_type_that_is_not_supported_is_named() {
    for (descr, words) in [
        ("<c8", "complex numbers"),
        (">c16", "complex numbers"),
        ("<M8[ns]", "dates and times"),
        ("<m8[s]", "differences of times"),
        ("|O", "Python objects"),
        ("|V2", "raw bytes"),
        ("<f16", "floating-point numbers of extended precision"),
        ("<f12", "floating-point numbers of extended precision"),
        ("|S0", "text without characters"),
        ("<U0", "text without characters"),
        ("<U9999999999999999999", "text that is too long"),
        ("<U4611686018427387905", "text that is too long"),
        ("|T16", "text of variable width"),
        ("|u2", "a type without an order of its bytes, `<` or `>`"),
        ("|U2", "a type without an order of its bytes, `<` or `>`"),
        ("=f8", "a type without an order of its bytes, `<` or `>`"),
        ("f8", "an unknown type"),
        ("<i08", "an unknown type"),
        ("<i3", "an unknown type"),
        ("", "an unknown type"),
        ("é", "an unknown type"),
    ] {
        let error = Array::read(&npy(descr, "(1,)", &[0; 16])[..]).unwrap_err().to_string();
        let expected = format!(
            "the array, header: found {words} (`{descr}`), expected booleans, integers, floating-point numbers of 2, 4 or 8 \
             bytes, or text; convert the array in Python, for example with `.astype(\"float64\")` or `.astype(\"str\")`"
        );
        assert_eq!(error, expected);
    }
    for fields in ["[('x', '<f8'), ('a, (b', '<i4')]", "[('x', '<f8', (2, 3))]", "('<f8', (3,))"] {
        let dictionary = format!("{{'descr': {fields}, 'fortran_order': False, 'shape': (3,), }}");
        let error = Array::read(&with_dictionary(&dictionary, &[0; 16])[..]).unwrap_err().to_string();
        let expected =
            format!("the array, header: found a structured type (`{fields}`), expected an array of one type; ");
        assert!(error.starts_with(&expected), "{error}");
    }
}

#[test]
fn later_versions_and_other_orders_of_the_entries_are_read() {
    let dictionary = b"{\"shape\": (1,2), \"descr\":\"|u1\" , \"fortran_order\":False}";
    for version in [2, 3] {
        let length = (dictionary.len() as u32).to_le_bytes();
        let file = [b"\x93NUMPY", &[version, 0][..], &length, dictionary, &[7, 8]].concat();
        assert_eq!(rows(&file).unwrap(), [[7.0, 8.0]]);
    }
}

#[test]
fn arrays_become_samples() {
    let x = Array::read(WRITTEN_BY_NUMPY).unwrap();
    assert_eq!(x.shape(), [2, 3]);
    for labels in
        [npy("<i8", "(2,)", &bytes!(to_le_bytes, [1_i64, 0])), npy("<f4", "(2, 1)", &bytes!(to_le_bytes, [1_f32, 0.0]))]
    {
        let classes = Array::read(&labels[..]).unwrap().classes().unwrap();
        let samples: SamplesOf<Classes> = Samples::from_classes(x.rows().unwrap(), &classes).unwrap();
        assert_eq!(samples.y(), [[0.0, 1.0], [1.0, 0.0]]);
    }
    let y = Array::read(&npy("<f8", "(2,)", &bytes!(to_le_bytes, [0.1_f64, -7.5]))[..]).unwrap();
    let samples: SamplesOf<Regression> = Samples::new(x.rows().unwrap(), y.rows().unwrap()).unwrap();
    assert_eq!(samples.y(), [[0.1_f32], [-7.5]]);
}

#[test]
fn every_mistake_in_an_array_has_its_place_and_its_words() {
    let entries = "expected a dictionary with the entries `descr`, `fortran_order` and `shape`";
    let dictionary = |text: &str| with_dictionary(text, &[1, 2]);
    let ends = "the array, header: found the end of the file, expected the header of an array; is the file complete?";
    let whole = "is the file complete?";
    for (file, message) in [
        (vec![], ends.to_owned()),
        (WRITTEN_BY_NUMPY[..9].to_vec(), ends.to_owned()),
        (WRITTEN_BY_NUMPY[..100].to_vec(), ends.to_owned()),
        (b"PK\x03\x04....".to_vec(), "the array, header: found a ZIP archive, expected a single array; `npy::Archive` reads `.npz` files".into()),
        (b"1.0 2.0\n".to_vec(), "the array, header: found `1.0 2.`, expected `\\u{93}NUMPY`, the start of every `.npy` file, or two bytes of zero, that of every IDX file".into()),
        (b"\x93NUMPY\x09\x00".to_vec(), "the array, header: found version 9, expected version 1, 2 or 3 of the format".into()),
        (b"\x93NUMPY\x02\x00\xff\xff\xff\xff".to_vec(), "the array, header: found a length of 4294967295 bytes, expected at most 10000".into()),
        (dictionary("[1, 2]"), format!("the array, header: found `[1, 2]`, {entries}")),
        (dictionary("{}"), format!("the array, header: found no entry `descr`, {entries}")),
        (WRITTEN_BY_NUMPY[..151].to_vec(), format!("the array: found 23 bytes of data, expected 24 for the shape [2, 3]; {whole}")),
        ([WRITTEN_BY_NUMPY, &[0]].concat(), format!("the array: found more than 24 bytes of data, expected 24 for the shape [2, 3]; {whole}")),
        (npy("|u1", "(2, 2)", &[1; 4]), "the array: found the shape [2, 2], expected m × 3 as in the network's declaration".into()),
        (npy("|u1", "(3,)", &[1; 3]), "the array: found the shape [3], expected m × 3 as in the network's declaration".into()),
        (npy("|u1", "()", &[1]), "the array: found the shape [], expected m × 3 as in the network's declaration".into()),
        (
            npy("<f8", "(1, 3)", &bytes!(to_le_bytes, [0.0, 1.0, f64::NAN])),
            "the array, item [0, 2]: found NaN, expected a finite number".into(),
        ),
        (
            npy("<i8", "(1, 3)", &bytes!(to_le_bytes, [0, (1_i64 << 53) + 1, 0])),
            "the array, item [0, 1]: found 9007199254740993, expected an integer that the network's number holds without rounding".into(),
        ),
    ] {
        assert_eq!(rows::<3>(&file).unwrap_err().to_string(), message);
    }
    let too_large: Result<Vec<[f32; 1]>, _> =
        Array::read(&npy("<f8", "(1,)", &1e39_f64.to_le_bytes())[..]).unwrap().rows();
    assert!(too_large.unwrap_err().to_string().ends_with("expected a finite number"));
}

#[test]
fn a_dictionary_with_anything_else_in_it_is_no_header() {
    let entries = "a dictionary with the entries `descr`, `fortran_order` and `shape`";
    let sizes = "sizes such as `(3, 4)`";
    for (dictionary, found, expected) in [
        ("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), 'more': 1, }", "the entry `more`", entries),
        ("{'descr': '|u1', 'fortran_order': False, 'shape': (2,), 'shape': (2,), }", "two entries `shape`", entries),
        ("{'descr': '|u1', 'fortran_order': False, 'shape': (2,) 1, }", "the shape `(2,) 1`", sizes),
        ("{'descr': '|u1', 'fortran_order': False, 'shape': (-2,), }", "the shape `(-2,)`", sizes),
        ("{'descr': '|u1', 'fortran_order': False, 'shape': ((2,),), }", "the shape `((2,),)`", sizes),
        ("{'descr': '|u1', 'fortran_order': False, 'shape': (2,,), }", "the shape `(2,,)`", sizes),
        (
            "{'descr': '|u1', 'fortran_order': false, 'shape': (2,), }",
            "`fortran_order` as `false`",
            "`True` or `False`",
        ),
        ("{'descr': '|u1', 'fortran_order': False, }", "no entry `shape`", entries),
        ("{'descr': '|u1', 'shape': (2,), }", "no entry `fortran_order`", entries),
        ("{'descr': '|u1', 'fortran_order': False, (2,), }", "`(2,),`", entries),
        ("{'descr': '|u1', fortran_order: False, 'shape': (2,), }", "`fortran_order: False, 'shape': (2,),`", entries),
    ] {
        let error = Array::read(&with_dictionary(dictionary, &[1, 2])[..]).unwrap_err().to_string();
        assert_eq!(error, format!("the array, header: found {found}, expected {expected}"));
    }
}

/// The claimed shapes would need more memory than any machine has, or a size that overflows.
#[test]
fn a_header_that_lies_costs_no_memory() {
    let huge = rows::<3>(&npy("<f8", "(1000000000000000, 3)", &[0; 24])).unwrap_err().to_string();
    assert!(huge.starts_with("the array: found 24 bytes of data, expected 24000000000000000 for the shape"), "{huge}");
    let uncountable = rows::<3>(&npy("<f8", "(4294967296, 4294967296)", &[0; 24])).unwrap_err().to_string();
    let expected =
        "the array, header: found the shape [4294967296, 4294967296], expected one whose bytes can be counted";
    assert_eq!(uncountable, expected);
    for shape in [
        "(2, 4294967296, 4294967296)",
        "(0, 4294967296, 4294967296)",
        "(4294967296, 4294967296, 0)",
        "(0, 18446744073709551615, 18446744073709551615)",
        "(18446744073709551615, 3)",
        "(18446744073709551616, 3)",
    ] {
        for order in ["False", "True"] {
            let dictionary = format!("{{'descr': '<f8', 'fortran_order': {order}, 'shape': {shape}, }}");
            let array = Array::read(&with_dictionary(&dictionary, &[])[..]);
            let reads = array.map(|array| (array.rows::<f64, 3>().is_ok(), array.classes().is_ok()));
            assert!(matches!(reads, Err(_) | Ok((false, false))), "{dictionary}");
        }
    }
    // There are no items, but very many rows.
    let empty = Array::read(&npy("<f8", "(1000000000000000, 0)", &[])[..]).unwrap();
    assert!(empty.rows::<f64, 1>().is_err() && empty.classes().is_err() && empty.columns([]).is_err());
    assert_eq!(rows::<6>(&npy("<f8", "(0, 2, 3)", &[])).unwrap(), [[0.0; 6]; 0]);
}

/// Ten megabytes of zeros that count how many bytes were read.
struct Zeros<'a>(&'a mut usize);

impl Read for Zeros<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let taken = buffer.len().min(10_000_000 - *self.0);
        buffer[..taken].fill(0);
        *self.0 += taken;
        Ok(taken)
    }
}

#[test]
fn no_more_is_read_than_the_header_justifies() {
    let mut taken = 0;
    let error = Array::read(WRITTEN_BY_NUMPY.chain(Zeros(&mut taken))).unwrap_err();
    assert!(error.to_string().contains("found more than 24 bytes"));
    assert!(taken <= 1 << 16, "{taken} bytes read");
}

#[test]
fn a_header_of_ten_thousand_bytes_is_the_longest() {
    let read = |length: usize| {
        let dictionary = format!("{:length$}", "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }");
        let start = [b"\x93NUMPY\x02\x00", &(length as u32).to_le_bytes()[..]].concat();
        Array::read(&[&start, dictionary.as_bytes(), &[7]].concat()[..])
    };
    assert_eq!(read(10_000).unwrap().classes().unwrap(), [7]);
    assert!(read(10_001).unwrap_err().to_string().ends_with("found a length of 10001 bytes, expected at most 10000"));
}

#[test]
fn a_reader_that_fails_is_told_as_it_says() {
    for start in [5, WRITTEN_BY_NUMPY.len()] {
        let error = Array::read(WRITTEN_BY_NUMPY[..start].chain(Failing)).unwrap_err();
        assert_eq!(error.to_string(), "the array cannot be read");
        assert_eq!(format!("{error:?}"), "the array cannot be read: the disk is gone");
    }
}

#[test]
fn classes_are_whole_numbers_from_zero() {
    let classes = |descr, data: &[u8]| Array::read(&npy(descr, "(2,)", data)[..]).unwrap().classes();
    assert_eq!(classes("<f8", &bytes!(to_le_bytes, [3.0_f64, 0.0])).unwrap(), [3, 0]);
    for (descr, data, found) in [
        ("|i1", bytes!(to_le_bytes, [0_i8, -1]), "-1"),
        ("<f8", bytes!(to_le_bytes, [0.0_f64, 0.5]), "0.5"),
        ("<f8", bytes!(to_le_bytes, [0.0, f64::NAN]), "NaN"),
        ("<f8", bytes!(to_le_bytes, [0.0, f64::INFINITY]), "inf"),
    ] {
        let expected = format!("the array, item [1]: found {found}, expected a class, a whole number");
        let error = classes(descr, &data).unwrap_err().to_string();
        assert!(error.starts_with(&expected), "{error}");
    }
}

/// Returns an archive of these files.
fn npz(method: CompressionMethod, members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        // The option that `numpy.savez` uses for every size.
        zip.start_file(*name, SimpleFileOptions::default().compression_method(method).large_file(true)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn an_archive_holds_arrays_by_name() {
    let y = npy("|u1", "(2,)", &[1, 0]);
    for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
        let bytes = npz(method, &[("y.npy", &y), ("x.npy", WRITTEN_BY_NUMPY), ("readme.txt", b"no array")]);
        let mut archive = Archive::read(Cursor::new(&bytes)).unwrap();
        assert_eq!(archive.names(), ["x", "y"]);
        assert_eq!(format!("{archive:?}"), r#"Archive { file: "the archive", .. }"#);
        assert_eq!(archive.array("x").unwrap().rows::<f64, 3>().unwrap(), [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
        assert_eq!(archive.array("y").unwrap().classes().unwrap(), [1, 0]);
        let error = archive.array("z").unwrap_err().to_string();
        assert_eq!(error, "the archive: found no array `z`, expected one of `x`, `y`");
    }
    let error = format!("{:?}", Archive::read(Cursor::new(b"no archive")).unwrap_err());
    assert!(error.starts_with("the archive cannot be read: "), "{error}");
}

/// The names and shapes are those of Keras' `mnist.npz`, with smaller images.
#[test]
fn an_archive_as_keras_publishes_it_is_loaded_in_one_call() {
    let mnist = npz(
        CompressionMethod::Deflated,
        &[
            ("x_train.npy", &npy("|u1", "(2, 1, 3)", &[0, 51, 255, 255, 102, 0])),
            ("y_train.npy", &npy("|u1", "(2,)", &[1, 0])),
            ("x_test.npy", &npy("|u1", "(1, 1, 3)", &[153, 0, 0])),
            ("y_test.npy", &npy("|u1", "(1,)", &[1])),
        ],
    );
    let path = std::env::temp_dir().join(format!("backprop-mnist-{}.npz", std::process::id()));
    std::fs::write(&path, &mnist).unwrap();
    let opened: Result<[SamplesOf<Classes>; 2], _> = open_mnist(&path);
    std::fs::remove_file(&path).unwrap();
    let [training, test] = opened.unwrap();
    assert_eq!((training.x(), training.classes()), (&[[0.0, 0.2, 1.0], [1.0, 0.4, 0.0]][..], vec![1, 0]));
    assert_eq!((test.x(), test.classes()), (&[[0.6, 0.0, 0.0]][..], vec![1]));

    let mut archive = Archive::read(Cursor::new(&mnist)).unwrap();
    assert_eq!(archive.mnist::<f64, 3, 2>().unwrap(), [training, test]);
    let error = archive.images::<f64, 3, 2>("x_train", "y_test").unwrap_err();
    let expected = "the rows of the archive, x_train.npy and y_test.npy are not valid samples: x has 2 rows and y has 1, \
                    expected a target for each input";
    assert_eq!(format!("{error:?}"), expected);
    let error = archive.images::<f64, 3, 2>("x", "y").unwrap_err().to_string();
    let expected = "the archive: found no array `y`, expected one of `x_test`, `x_train`, `y_test`, `y_train`";
    assert_eq!(error, expected);
    let error = archive.mnist::<f64, 2, 2>().unwrap_err().to_string();
    let expected = "the archive, x_train.npy: found the shape [2, 1, 3], expected m × 2 as in the network's declaration; \
                    this one has 2 rows of 3 numbers";
    assert_eq!(error, expected);
    let error = Archive::read(Cursor::new(WRITTEN_BY_NUMPY)).unwrap_err().to_string();
    assert_eq!(error, "the archive: found a single array, expected an archive of arrays; `Array` reads `.npy` files");
}

#[test]
fn an_array_of_an_archive_is_not_unpacked_beyond_its_header() {
    let bomb = [WRITTEN_BY_NUMPY, &vec![0; 10_000_000]].concat();
    let bytes = npz(CompressionMethod::Deflated, &[("x.npy", &bomb)]);
    assert!(bytes.len() < 20_000);
    let error = Archive::read(Cursor::new(&bytes)).unwrap().array("x").unwrap_err().to_string();
    let expected =
        "the archive, x.npy: found more than 24 bytes of data, expected 24 for the shape [2, 3]; is the file complete?";
    assert_eq!(error, expected);
}

#[test]
fn a_message_names_a_dozen_arrays() {
    let missing = |count: usize| {
        let names: Vec<String> = (10..10 + count).map(|number| format!("x{number}.npy")).collect();
        let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), WRITTEN_BY_NUMPY)).collect();
        let bytes = npz(CompressionMethod::Stored, &members);
        Archive::read(Cursor::new(&bytes)).unwrap().array("y").unwrap_err().to_string()
    };
    assert!(missing(12).ends_with("`x20`, `x21`"), "{}", missing(12));
    assert!(missing(13).ends_with("`x20`, `x21` and 1 more"), "{}", missing(13));
}

#[test]
fn an_array_that_is_compressed_in_another_way_is_told() {
    let mut bytes = npz(CompressionMethod::Stored, &[("x.npy", WRITTEN_BY_NUMPY)]);
    let directory = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    bytes[directory + 10] = 12;
    let error = Archive::read(Cursor::new(&bytes)).unwrap().array("x").unwrap_err().to_string();
    assert_eq!(
        error,
        "the archive: found `x` compressed by method 12 (BZIP2), expected DEFLATE or none, as NumPy writes it"
    );
}

#[test]
fn a_changed_byte_in_an_archive_is_an_error() {
    let bytes = npz(CompressionMethod::Stored, &[("x.npy", WRITTEN_BY_NUMPY)]);
    let start = ZipArchive::new(Cursor::new(&bytes)).unwrap().by_index(0).unwrap().data_start() as usize;
    let mut changed = bytes.clone();
    changed[start + WRITTEN_BY_NUMPY.len() - 1] ^= 1;
    let error = format!("{:?}", Archive::read(Cursor::new(&changed)).unwrap().array("x").unwrap_err());
    assert!(error.starts_with("the archive, x.npy cannot be read: "), "{error}");
}

proptest! {
    #[test]
    fn any_bytes_are_an_array_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let file = [b"\x93NUMPY\x01\x00", &(bytes.len() as u16 / 2).to_le_bytes()[..], &bytes].concat();
        for bytes in [&bytes, &file] {
            let _ = rows::<3>(bytes);
            let _ = Archive::read(Cursor::new(bytes)).map(|archive| archive.names().len());
        }
    }

    #[test]
    fn any_dictionary_is_a_header_or_an_error(dictionary in "\\{('descr': ?'[<>|][fiubSU][1248]',?|'shape': ?\\([0-9, ]{0,30}\\),?|[{}:, ()é'a]|'fortran_order': False,){0,6}\\}") {
        let _ = Array::read(&with_dictionary(&dictionary, &[0; 16])[..]).map(|array| {
            let _ = (array.rows::<f32, 2>(), array.pixels::<f64, 1>(), array.classes(), array.class_names());
            let _ = array.columns([0, 1]).and_then(|columns| columns.transposed()).map(|array| array.rows::<f64, 1>());
        });
    }

    #[test]
    fn any_change_of_an_archive_is_an_array_or_an_error(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..5),
        end: prop::sample::Index,
    ) {
        for method in [CompressionMethod::Stored, CompressionMethod::Deflated] {
            let mut bytes = npz(method, &[("x.npy", WRITTEN_BY_NUMPY)]);
            changes.iter().for_each(|(at, byte)| *at.get_mut(&mut bytes) = *byte);
            for bytes in [&bytes[..], &bytes[..end.index(bytes.len())]] {
                let _ = Archive::read(Cursor::new(bytes)).and_then(|mut archive| archive.array("x"));
            }
        }
    }

    #[test]
    fn arrays_that_are_written_are_read(written in prop::collection::vec(prop::array::uniform3(-1e300..1e300), 0..20)) {
        let written: Vec<[f64; 3]> = written;
        let data = bytes!(to_le_bytes, written.as_flattened());
        prop_assert_eq!(rows::<3>(&npy("<f8", &format!("({}, 3)", written.len()), &data)).unwrap(), written);
    }
}
