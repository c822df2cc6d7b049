//! The shapes of a picture, each at its place.
//!
//! **Invariant**: a canvas knows nothing of files, and drawing on it cannot fail.

use crate::plot::paint::Paint;

/// A place in the picture: pixels to the right and pixels down from the upper left corner.
pub type Place = (f64, f64);

/// A picture in the making.
#[derive(Debug)]
pub struct Canvas {
    pub(super) width: f64,
    pub(super) height: f64,
    /// Later shapes lie above earlier ones.
    pub(super) shapes: Vec<Shape>,
}

/// A shape with its color.
#[derive(Debug)]
pub(super) enum Shape {
    Line { places: Vec<Place>, width: f64, pattern: Pattern, paint: Paint },
    Area { corner: Place, size: (f64, f64), paint: Paint },
    Outline { corner: Place, size: (f64, f64), width: f64, paint: Paint },
    Disc { center: Place, radius: f64, paint: Paint },
    Ring { center: Place, radius: f64, width: f64, paint: Paint },
    Polygon { places: Vec<Place>, paint: Paint },
    Text { words: String, place: Place, anchor: Anchor, size: f64, paint: Paint },
}

/// How a line runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    Solid,
    Dashed,
}

/// Where text lies relative to its place. The place is always halfway up the digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    /// To the right of it.
    Start,
    /// Around it.
    Middle,
    /// To the left of it.
    End,
    /// Around it, read from bottom to top.
    Upwards,
    /// Below it, read from bottom to top.
    UpwardsEnd,
}

impl Canvas {
    /// An empty picture of this size.
    pub fn new(width: f64, height: f64) -> Self {
        Self { width: width.ceil(), height: height.ceil(), shapes: Vec::new() }
    }

    /// The width and the height in pixels.
    pub fn size(&self) -> (f64, f64) {
        (self.width, self.height)
    }

    /// Adds a line through places.
    pub fn line(&mut self, places: impl IntoIterator<Item = Place>, width: f64, paint: impl Into<Paint>) {
        self.any_line(places, width, Pattern::Solid, paint);
    }

    /// Adds a dashed line through places.
    pub fn dashes(&mut self, places: impl IntoIterator<Item = Place>, width: f64, paint: impl Into<Paint>) {
        self.any_line(places, width, Pattern::Dashed, paint);
    }

    fn any_line(
        &mut self,
        places: impl IntoIterator<Item = Place>,
        width: f64,
        pattern: Pattern,
        paint: impl Into<Paint>,
    ) {
        self.shapes.push(Shape::Line { places: places.into_iter().collect(), width, pattern, paint: paint.into() });
    }

    /// Adds a filled rectangle between two opposite corners. Areas that are added one after the other must not overlap: in
    /// a page, they are painted color by color.
    pub fn area(&mut self, one: Place, other: Place, paint: impl Into<Paint>) {
        let (corner, size) = rectangle(one, other);
        self.shapes.push(Shape::Area { corner, size, paint: paint.into() });
    }

    /// Adds the edges of a rectangle between two opposite corners.
    pub fn outline(&mut self, one: Place, other: Place, width: f64, paint: impl Into<Paint>) {
        let (corner, size) = rectangle(one, other);
        self.shapes.push(Shape::Outline { corner, size, width, paint: paint.into() });
    }

    /// Adds a filled circle.
    pub fn disc(&mut self, center: Place, radius: f64, paint: impl Into<Paint>) {
        self.shapes.push(Shape::Disc { center, radius, paint: paint.into() });
    }

    /// Adds a circle that is not filled.
    pub fn ring(&mut self, center: Place, radius: f64, width: f64, paint: impl Into<Paint>) {
        self.shapes.push(Shape::Ring { center, radius, width, paint: paint.into() });
    }

    /// Adds a filled polygon.
    pub fn polygon(&mut self, places: impl IntoIterator<Item = Place>, paint: impl Into<Paint>) {
        self.shapes.push(Shape::Polygon { places: places.into_iter().collect(), paint: paint.into() });
    }

    /// Adds an arrow whose point is at `to`.
    pub fn arrow(&mut self, from: Place, to: Place, width: f64, paint: impl Into<Paint>) {
        let paint = paint.into();
        let (length, half) = (7.0 + 1.5 * width, 3.0 + width);
        let (across, down) = (to.0 - from.0, to.1 - from.1);
        let distance = across.hypot(down).max(f64::MIN_POSITIVE);
        let (right, lower) = (across / distance, down / distance);
        let base = (to.0 - length * right, to.1 - length * lower);
        self.line([from, base], width, paint);
        let wing = |side: f64| (base.0 - side * half * lower, base.1 + side * half * right);
        self.polygon([to, wing(1.0), wing(-1.0)], paint);
    }

    /// Adds text; `size` is that of an em.
    pub fn text(&mut self, words: impl Into<String>, place: Place, anchor: Anchor, size: f64, paint: impl Into<Paint>) {
        self.shapes.push(Shape::Text { words: words.into(), place, anchor, size, paint: paint.into() });
    }
}

/// The upper left corner and the size of the rectangle between two opposite corners.
fn rectangle((x1, y1): Place, (x2, y2): Place) -> (Place, (f64, f64)) {
    ((x1.min(x2), y1.min(y2)), ((x1 - x2).abs(), (y1 - y2).abs()))
}
