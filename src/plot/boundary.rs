//! Decision boundaries: the outputs of a network with two inputs over their plane.

use crate::equations::forward::class;
use crate::equations::scalar::Scalar;
use crate::fast;
use crate::network::classes::{THRESHOLD, Threshold, target_classes};
use crate::network::{Network, SamplesOf};
use crate::plot::PlotError;
use crate::plot::axis::{Axis, Scale, check_value};
use crate::plot::canvas::Canvas;
use crate::plot::file::{Format, write};
use crate::plot::frame::Frame;
use crate::plot::grid::{Grid, Point};
use crate::plot::paint::{DISTINCT, Hue, Paint};
use crate::samples::class_count;
use std::path::Path;

/// The side of the frame's inside.
const SIDE: f64 = 420.0;
/// Room between the samples and the frame, as a share of their range.
const ROOM: f64 = 0.12;
/// The least ratio of two lengths that are taken to be meant as equal.
const NEARLY: f64 = 0.85;
/// The largest share of a class's color in the plane, so that the samples stand out.
const TINT: f64 = 0.45;
/// The number of shades between none and all of that.
const SHADES: f64 = 9.0;

/// Draws the outputs of a network over the plane of its two inputs, and the samples as dots in the color of their class.
///
/// With one output, the color is that of the class, the deeper the more certain the network is, and a line marks h = 0.5;
/// with several, it is the color of the class with the largest output. The axes have the names of the inputs. [`Boundary`] also
/// draws names of the classes and another threshold.
///
/// ```no_run
/// use backprop::{CrossEntropy, Samples, Sigmoid, Tanh, network, plot};
///
/// network! {
///     struct Xor { layers: 2 -> 4 Tanh -> 1 Sigmoid, cost: CrossEntropy }
/// }
///
/// let x = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]];
/// let samples = Samples::from_classes(x, &[0, 1, 1, 0])?;
/// plot::boundary("xor.svg", &Xor::random(7), &samples, ["x₁", "x₂"])?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// Returns the errors of [`Boundary::save`].
pub fn boundary<T, N>(
    path: impl AsRef<Path>,
    network: &N,
    samples: &SamplesOf<N>,
    inputs: [&str; 2],
) -> Result<(), PlotError>
where
    T: Scalar + Into<f64>,
    N: Network<Scalar = T, Input = [T; 2]>,
{
    Boundary::new(network, samples).inputs(inputs).save(path)
}

/// Draws the outputs of a network over the plane of its two inputs.
///
/// # Errors
///
/// Returns an error if there are more than 8 classes, or a number has no place in the picture.
pub fn draw<T, N>(network: &N, samples: &SamplesOf<N>, inputs: [&str; 2]) -> Result<Canvas, PlotError>
where
    T: Scalar + Into<f64>,
    N: Network<Scalar = T, Input = [T; 2]>,
{
    Boundary::new(network, samples).inputs(inputs).draw()
}

/// A picture of the outputs of a network over the plane of its two inputs, as [`boundary`] draws it, with names of the classes
/// or a threshold of your own.
///
/// ```no_run
/// use backprop::plot::Boundary;
/// use backprop::{Samples, SquaredError, Tanh, network};
///
/// network! {
///     struct Net { layers: 2 -> 4 Tanh -> 1 Tanh, cost: SquaredError }
/// }
///
/// let samples = Samples::new([[0.0, 0.0], [0.0, 1.0], [1.0, 1.0]], [[-1.0], [1.0], [-1.0]])?;
/// let net = Net::random(7);
/// let picture = Boundary::new(&net, &samples).inputs(["width", "height"]).classes(&["healthy", "ill"]);
/// picture.threshold(0.0).save("boundary.svg")?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Boundary<'a, N: Network> {
    network: &'a N,
    samples: &'a SamplesOf<N>,
    inputs: [String; 2],
    names: Option<Vec<String>>,
    threshold: Option<f64>,
}

impl<'a, T, N> Boundary<'a, N>
where
    T: Scalar + Into<f64>,
    N: Network<Scalar = T, Input = [T; 2]>,
{
    /// Starts a picture of `network` with these samples. The inputs are called x₁ and x₂, the classes by their numbers.
    pub fn new(network: &'a N, samples: &'a SamplesOf<N>) -> Self {
        Self { network, samples, inputs: ["x₁", "x₂"].map(str::to_owned), names: None, threshold: None }
    }

    /// Sets the names of the inputs.
    #[must_use]
    pub fn inputs(self, names: [&str; 2]) -> Self {
        Self { inputs: names.map(str::to_owned), ..self }
    }

    /// Sets the names of the classes, in their order.
    #[must_use]
    pub fn classes(self, names: &[impl AsRef<str>]) -> Self {
        Self { names: Some(names.iter().map(|name| name.as_ref().to_owned()).collect()), ..self }
    }

    /// Sets the output from which on class 1 is predicted: h with one output, h of class 1 with two. With one output, the larger of
    /// the two values of the targets then means class 1.
    #[must_use]
    pub fn threshold(self, threshold: f64) -> Self {
        Self { threshold: Some(threshold), ..self }
    }

    /// Writes the picture to a file, `.svg` or `.png`.
    ///
    /// # Errors
    ///
    /// Returns an error if the targets do not mean classes, for the reasons of [`NotClasses`](crate::metrics::NotClasses): a
    /// regression has no boundary. Returns an error if there are more than 8 classes, or more than 2 with a threshold; if there are
    /// not as many names as classes; if an output or the threshold is not finite, or an input is beyond ±10³⁰⁰; or if the file
    /// cannot be written or its extension is unsupported.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), PlotError> {
        let path = path.as_ref();
        Format::of(path)?;
        write(&self.draw()?, path)
    }

    fn draw(&self) -> Result<Canvas, PlotError> {
        let names = self.class_names()?;
        let truths = self.truths()?;
        let points = self.points()?;
        let axis = |name: &str, values: &dyn Fn(&Point) -> f64| Axis::with_room(name, points.iter().map(values), ROOM);
        let [x, y] = alike([axis(&self.inputs[0], &|point| point.0), axis(&self.inputs[1], &|point| point.1)]);
        let grid = Grid::new(x.range.clone(), y.range.clone());
        let names = names.into_iter().enumerate().map(|(class, name)| (name, Hue::Series(class)));
        let frame = Frame::new(x, y, [SIDE, SIDE], names);

        let mut canvas = frame.canvas();
        let decision = self.decision();
        let runs = grid.runs(|points| self.outputs(points).iter().map(|h| decision.paint(h)).collect());
        for (corner, opposite, paint) in runs {
            let paint =
                paint.map_err(|value| PlotError::NotFinite { what: "an output in the plane".to_owned(), value })?;
            canvas.area(frame.at(corner.0, corner.1), frame.at(opposite.0, opposite.1), paint);
        }
        if let Some(threshold) = decision.line(N::OUTPUTS) {
            let above = |h: &Vec<f64>| h[N::OUTPUTS - 1] - threshold;
            for line in grid.zero_lines(|points| self.outputs(points).iter().map(above).collect()) {
                canvas.line(line.into_iter().map(|(x, y)| frame.at(x, y)), 2.0, Hue::Ink);
            }
        }
        frame.axes(&mut canvas);
        for (&(x, y), class) in points.iter().zip(truths) {
            canvas.disc(frame.at(x, y), 4.5, Hue::Sample(class));
        }
        Ok(canvas)
    }

    /// Returns the name of each class.
    fn class_names(&self) -> Result<Vec<String>, PlotError> {
        let classes = class_count(N::OUTPUTS);
        if classes > DISTINCT {
            return Err(PlotError::TooMany { what: "classes", found: classes, most: DISTINCT });
        }
        match &self.names {
            None => Ok((0..classes).map(|class| format!("class {class}")).collect()),
            Some(names) if names.len() == classes => Ok(names.clone()),
            Some(names) => Err(PlotError::Names { found: names.len(), classes }),
        }
    }

    /// Returns the class of each sample.
    fn truths(&self) -> Result<Vec<usize>, PlotError> {
        match self.threshold {
            None => Ok(target_classes::<N>(self.samples, Threshold::OneHalf)?),
            Some(_) if N::OUTPUTS > 2 => {
                Err(PlotError::TooMany { what: "classes with a threshold", found: N::OUTPUTS, most: 2 })
            }
            Some(value) if !value.is_finite() => Err(PlotError::NotFinite { what: "the threshold".to_owned(), value }),
            Some(_) => Ok(target_classes::<N>(self.samples, Threshold::Other)?),
        }
    }

    /// Returns the inputs of the samples.
    fn points(&self) -> Result<Vec<Point>, PlotError> {
        let points: Vec<Point> = self.samples.x().iter().map(|&[x, y]| (x.into(), y.into())).collect();
        for (row, &(x, y)) in points.iter().enumerate() {
            for value in [x, y] {
                check_value(|| format!("an input in row {row}"), value, Scale::Linear)?;
            }
        }
        Ok(points)
    }

    /// Returns the outputs for points of the plane.
    fn outputs(&self, points: &[Point]) -> Vec<Vec<f64>> {
        let x: Vec<[T; 2]> = points.iter().map(|&(x, y)| [T::from_f64(x), T::from_f64(y)]).collect();
        let outputs = fast::outputs(self.network, &x);
        outputs.iter().map(|h| h.as_ref().iter().map(|&h| h.into()).collect()).collect()
    }

    /// Returns how outputs become classes.
    fn decision(&self) -> Decision {
        let Some(threshold) = self.threshold else { return Decision { threshold: None, ends: [0.0, 1.0] } };
        let targets = || self.samples.y().iter().flat_map(|y| y.as_ref()).map(|&y| y.into());
        let ends = [targets().fold(f64::INFINITY, f64::min), targets().fold(f64::NEG_INFINITY, f64::max)];
        Decision { threshold: Some(threshold), ends }
    }
}

/// Gives axes of nearly the same length the same one, so that a circle is a circle.
fn alike(axes: [Axis; 2]) -> [Axis; 2] {
    let length = |axis: &Axis| axis.range.end - axis.range.start;
    let (short, long) = (length(&axes[0]).min(length(&axes[1])), length(&axes[0]).max(length(&axes[1])));
    if short == long || short < NEARLY * long {
        return axes;
    }
    axes.map(|axis| {
        let room = (long - length(&axis)) / 2.0;
        Axis::exact(&axis.name, axis.range.start - room..axis.range.end + room)
    })
}

/// How outputs become classes and their colors.
struct Decision {
    /// The threshold, if it is not that of [`class`].
    threshold: Option<f64>,
    /// The outputs that mean class 0 and class 1 for certain.
    ends: [f64; 2],
}

impl Decision {
    /// Returns the threshold at which a line is drawn, if there are so many outputs.
    fn line(&self, outputs: usize) -> Option<f64> {
        self.threshold.or((outputs == 1).then_some(THRESHOLD))
    }

    /// Returns the color of a point with these outputs, or the output that is not finite.
    fn paint(&self, h: &[f64]) -> Result<Paint, f64> {
        if let Some(&value) = h.iter().find(|value| !value.is_finite()) {
            return Err(value);
        }
        let Some(threshold) = self.line(h.len()) else { return Ok(Hue::Series(class(h)).tint(TINT * 0.7)) };
        let h = h[h.len() - 1];
        let predicted = usize::from(h >= threshold);
        // From 0 at the threshold to 1 at the end. If the end is on the other side of it, all outputs are certain.
        let [distance, whole] = [h, self.ends[predicted]].map(|value| (value - threshold).abs());
        let is_beyond = (self.ends[predicted] >= threshold) != (predicted == 1);
        let certainty = if is_beyond || whole == 0.0 { 1.0 } else { (distance / whole).min(1.0) };
        Ok(Hue::Series(predicted).tint(TINT * (certainty * SHADES).ceil() / SHADES))
    }
}
