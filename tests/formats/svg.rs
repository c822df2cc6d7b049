//! Pictures as their files hold them.

use std::fs;
use std::path::PathBuf;

/// A file of a test's own.
pub(crate) fn file(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("plots");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// Attributes that are the same in all elements of a name.
const ALIKE: [&str; 6] = ["opacity=", "stroke=\"none", "fill=\"none", "dy=", "font-family=", "xmlns="];

/// What is in an SVG: the names of its elements, with their attributes, and its texts.
pub(crate) struct Svg {
    pub(crate) elements: Vec<(String, String)>,
    pub(crate) texts: Vec<String>,
}

impl Svg {
    /// Reads a file, and makes sure that each element is closed by its own name.
    pub(crate) fn read(path: PathBuf) -> Self {
        let content = fs::read_to_string(path).unwrap();
        let (mut open, mut elements, mut texts) = (Vec::new(), Vec::new(), Vec::new());
        for part in content.trim_end().split('<').skip(1) {
            let (tag, text) = part.split_once('>').expect("a tag ends");
            assert!(!text.replace("&lt;", "").replace("&gt;", "").contains('>'));
            if let Some(name) = tag.strip_prefix('/') {
                assert_eq!(open.pop().as_deref(), Some(name));
            } else {
                let (name, attributes) = tag.trim_end_matches('/').split_once(' ').expect("attributes");
                assert_eq!(attributes.matches('"').count() % 2, 0);
                let is_shown = match name {
                    "rect" => attribute(attributes, "width").min(attribute(attributes, "height")) > 0.0,
                    "circle" => attribute(attributes, "r") > 10.0,
                    _ => true,
                };
                assert!(is_shown, "{tag} cannot be seen");
                elements.push((name.to_owned(), attributes.to_owned()));
                if !tag.ends_with('/') {
                    open.push(name.to_owned());
                }
            }
            if !text.trim().is_empty() {
                texts.push(text.trim().to_owned());
            }
        }
        assert!(open.is_empty(), "{open:?} are not closed");
        assert!(elements[0].0 == "svg" && !content.contains("NaN") && !content.contains("inf"));
        Self { elements, texts }
    }

    pub(crate) fn count(&self, name: &str) -> usize {
        self.elements.iter().filter(|(element, _)| element == name).count()
    }

    /// How many elements of this name have this color.
    pub(crate) fn colored(&self, name: &str, color: &str) -> usize {
        self.elements.iter().filter(|(element, attributes)| element == name && attributes.contains(color)).count()
    }

    /// A line for each element, with what its place and its color are.
    pub(crate) fn shapes(&self) -> String {
        let mut words = self.texts.iter();
        let line = |(name, attributes): &(String, String)| {
            let shown =
                attributes.split("\" ").filter(|attribute| !ALIKE.iter().any(|start| attribute.starts_with(start)));
            let shown: Vec<String> = shown.map(|attribute| attribute.replace('"', "").trim().to_owned()).collect();
            let words = if name == "text" { words.next().map_or("", |text| text) } else { "" };
            format!("{name} {} {words}", shown.join(", ")).trim_end().to_owned()
        };
        self.elements.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// The texts, each with the attributes of its element.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, &str)> {
        let elements = self.elements.iter().filter(|(name, _)| name == "text");
        self.texts.iter().zip(elements).map(|(words, (_, attributes))| (words.as_str(), attributes.as_str()))
    }

    #[track_caller]
    pub(crate) fn assert_says(&self, texts: &[&str]) {
        for text in texts {
            assert!(self.texts.iter().any(|said| said == text), "{text} is not among {:?}", self.texts);
        }
    }
}

/// The number that an attribute holds.
pub(crate) fn attribute(attributes: &str, name: &str) -> f64 {
    let (_, value) = attributes.split_once(&format!("{name}=\"")).expect("the attribute");
    value.split('"').next().unwrap().parse().expect("a number")
}

/// The red, green and blue that an attribute holds.
pub(crate) fn color(attributes: &str, name: &str) -> [u8; 3] {
    let (_, digits) = attributes.split_once(&format!("{name}=\"#")).expect("the attribute");
    [0, 2, 4].map(|i| u8::from_str_radix(&digits[i..i + 2], 16).expect("a color"))
}

/// The places that a line leads through.
pub(crate) fn points(attributes: &str) -> Vec<[f64; 2]> {
    let (_, points) = attributes.split_once("points=\"").expect("points");
    let number = |text: &str| text.parse().expect("a number");
    let pairs = points.split('"').next().unwrap().split_whitespace().filter_map(|point| point.split_once(','));
    pairs.map(|(x, y)| [number(x), number(y)]).collect()
}

/// The pixels of a PNG, row by row.
pub(crate) fn pixels(path: PathBuf) -> Vec<Vec<[u8; 3]>> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(fs::read(path).unwrap())).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Rgb, png::BitDepth::Eight));
    let (pixels, []) = bytes.as_chunks::<3>() else { panic!("three bytes a pixel") };
    pixels.chunks(info.width as usize).map(<[_]>::to_vec).collect()
}
