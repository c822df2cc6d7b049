//! Reads the SVG and PNG files of pictures.

use std::fs;
use std::path::PathBuf;

/// Returns the path of a file for a test.
pub(crate) fn file(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("plots");
    fs::create_dir_all(&folder).unwrap();
    folder.join(name)
}

/// An element of an SVG.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

/// The elements of an SVG, starting with the root.
pub(crate) struct Svg {
    pub(crate) elements: Vec<Element>,
    /// The texts, in the order of their elements.
    pub(crate) texts: Vec<String>,
}

impl Svg {
    /// Reads a file, which must be well-formed and have only visible elements.
    pub(crate) fn read(path: PathBuf) -> Self {
        let content = fs::read_to_string(path).unwrap();
        let document = roxmltree::Document::parse(&content).unwrap();
        let root = document.root_element().tag_name();
        assert_eq!((root.name(), root.namespace()), ("svg", Some("http://www.w3.org/2000/svg")));
        let nodes = document.descendants().filter(roxmltree::Node::is_element);
        let elements: Vec<Element> = nodes
            .map(|node| Element {
                name: node.tag_name().name().to_owned(),
                attributes: node.attributes().map(|it| (it.name().to_owned(), it.value().to_owned())).collect(),
                text: node.text().unwrap_or_default().trim().to_owned(),
            })
            .collect();
        for element in &elements {
            assert!(element.can_be_seen(), "{element:?} is not visible");
            let mut values = element.attributes.iter().map(|(_, value)| value);
            assert!(!values.any(|value| value.contains("NaN") || value.contains("inf")), "{element:?}");
        }
        let texts = elements.iter().filter(|element| element.name == "text").map(|element| element.text.clone());
        Self { texts: texts.collect(), elements }
    }

    /// Returns the elements with this name.
    pub(crate) fn of(&self, name: &str) -> impl Iterator<Item = &Element> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    pub(crate) fn count(&self, name: &str) -> usize {
        self.of(name).count()
    }

    /// Returns the filled rectangles, of which the first is the background.
    pub(crate) fn areas(&self) -> impl Iterator<Item = &Element> {
        self.of("rect").filter(|rectangle| rectangle.get("fill") != Some("none"))
    }

    /// Returns the number of elements with this name and this color.
    pub(crate) fn colored(&self, name: &str, color: &str) -> usize {
        self.of(name).filter(|element| element.has_color(color)).count()
    }

    /// Returns a line for each element, with its attributes and its text.
    pub(crate) fn shapes(&self) -> String {
        let line = |element: &Element| {
            let attributes = element.attributes.iter().filter(|(name, _)| name != "font-family" && name != "dy");
            let attributes: Vec<String> = attributes.map(|(name, value)| format!("{name}={value}")).collect();
            format!("{} {} {}", element.name, attributes.join(", "), element.text).trim_end().to_owned()
        };
        self.elements.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Returns the texts, each with its element.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, &Element)> {
        self.of("text").map(|element| (element.text.as_str(), element))
    }

    #[track_caller]
    pub(crate) fn assert_says(&self, texts: &[&str]) {
        for text in texts {
            assert!(self.texts.iter().any(|said| said == text), "{text} is not among {:?}", self.texts);
        }
    }
}

impl Element {
    fn can_be_seen(&self) -> bool {
        match self.name.as_str() {
            "rect" => self.number("width").min(self.number("height")) > 0.0,
            "circle" => self.number("r") > 2.5,
            _ => true,
        }
    }

    /// Returns the text of the element.
    pub(crate) fn words(&self) -> &str {
        &self.text
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(attribute, _)| attribute == name).map(|(_, value)| value.as_str())
    }

    /// Returns the number in an attribute.
    pub(crate) fn number(&self, name: &str) -> f64 {
        self.get(name).expect("the attribute").parse().expect("a number")
    }

    pub(crate) fn has_color(&self, color: &str) -> bool {
        self.get("fill") == Some(color) || self.get("stroke") == Some(color)
    }

    /// Returns the red, green and blue of the color in an attribute.
    pub(crate) fn color(&self, name: &str) -> [u8; 3] {
        let digits = self.get(name).and_then(|color| color.strip_prefix('#')).expect("a color");
        [0, 2, 4].map(|i| u8::from_str_radix(&digits[i..i + 2], 16).expect("a color"))
    }

    /// Returns the points of a polyline.
    pub(crate) fn points(&self) -> Vec<[f64; 2]> {
        let number = |text: &str| text.parse().expect("a number");
        let pairs = self.get("points").expect("points").split(' ').filter_map(|point| point.split_once(','));
        pairs.map(|(x, y)| [number(x), number(y)]).collect()
    }
}

/// Returns the pixels of a PNG, row by row.
pub(crate) fn pixels(path: PathBuf) -> Vec<Vec<[u8; 3]>> {
    let pixels = tiny_skia::Pixmap::load_png(path).unwrap();
    let opaque = pixels.pixels().iter().map(|pixel| {
        assert_eq!(pixel.alpha(), 0xff, "pictures must be opaque");
        [pixel.red(), pixel.green(), pixel.blue()]
    });
    let opaque: Vec<[u8; 3]> = opaque.collect();
    opaque.chunks(pixels.width() as usize).map(<[_]>::to_vec).collect()
}
