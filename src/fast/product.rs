//! The three matrix products of a layer, each as the memory of its factors asks for it.
//!
//! | product | used for | what lies along the vectors |
//! |---|---|---|
//! | [`Product`] | E = D Θ; Z = A Θᵀ, from a Θᵀ that was written out | a row of the right factor |
//! | [`DotProduct`] | Z = A Θᵀ, from Θ itself | rows of both factors, added up at the end |
//! | [`OuterProduct`] | Δ := Δ + Dᵀ A | a row of A and of Δ |
//!
//! Each computes tiles of the result, so large that their sums fill the registers: what is loaded once is then used
//! several times, and the sums do not wait for each other.
//!
//! **Invariant**: an entry of a result does not depend on which tile, or on which thread, computes it: its terms are
//! added in the same order.

use super::Float;
use super::parallel;
use super::parameters::LINE;
use super::vector::{Cpu, Isa, Task, Vector, fetch};

/// A matrix in memory: its rows lie `stride` numbers apart.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<'a, T> {
    /// Row by row.
    pub values: &'a [T],
    /// From the start of a row to that of the next.
    pub stride: usize,
}

impl<'a, T> Matrix<'a, T> {
    /// The first `width` numbers of row `i`.
    #[inline(always)]
    pub fn row(&self, i: usize, width: usize) -> &'a [T] {
        &self.values[i * self.stride..][..width]
    }

    /// The rows before row `i`, and those from there on.
    #[cfg(feature = "rayon")]
    pub fn split(self, i: usize) -> [Self; 2] {
        let (one, other) = self.values.split_at(i * self.stride);
        [Self { values: one, ..self }, Self { values: other, ..self }]
    }

    /// The first `width` numbers of `R` rows.
    #[inline(always)]
    pub fn rows<const R: usize>(&self, i: usize, width: usize) -> [&'a [T]; R] {
        let mut rows: [&[T]; R] = [&[]; R];
        for (r, row) in rows.iter_mut().enumerate() {
            *row = self.row(i + r, width);
        }
        rows
    }
}

/// A matrix to write to.
#[derive(Debug)]
pub struct MatrixMut<'a, T> {
    /// Row by row.
    pub values: &'a mut [T],
    /// From the start of a row to that of the next.
    pub stride: usize,
}

impl<'a, T> MatrixMut<'a, T> {
    /// The rows before row `i`, and those from there on.
    #[cfg(feature = "rayon")]
    pub fn split(self, i: usize) -> [Self; 2] {
        let (one, other) = self.values.split_at_mut(i * self.stride);
        [Self { values: one, stride: self.stride }, Self { values: other, stride: self.stride }]
    }

    #[inline(always)]
    fn row(&mut self, i: usize) -> &mut [T] {
        &mut self.values[i * self.stride..]
    }
}

/// C = b + A B: row i of C is the row b, if there is one, and what row i of A takes from the rows of B.
#[derive(Debug)]
pub struct Product<'a, T> {
    /// m × n; n a whole number of quarter vectors.
    pub result: MatrixMut<'a, T>,
    /// b, of n numbers.
    pub start: Option<&'a [T]>,
    /// A, m × k.
    pub left: Matrix<'a, T>,
    /// B, k × n.
    pub right: Matrix<'a, T>,
    /// m, k and n.
    pub size: [usize; 3],
}

impl<T: Float> Task<T> for Product<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(mut self) {
        let n = self.size[2];
        let full = I::Full::chunks(&self.right.values[..n]).len();
        let (pairs, mut at) = (full / 2, 0);
        for _ in 0..pairs {
            at = self.panel::<I, I::Full, 2>(at);
        }
        if full % 2 == 1 {
            at = self.panel::<I, I::Full, 1>(at);
        }
        while !I::Half::chunks(&self.right.values[at..n]).is_empty() {
            at = self.panel::<I, I::Half, 1>(at);
        }
        while !I::Quarter::chunks(&self.right.values[at..n]).is_empty() {
            at = self.panel::<I, I::Quarter, 1>(at);
        }
    }
}

impl<T: Float> Product<'_, T> {
    /// All rows of the `W` vectors that start at column `at`; returns the column after them.
    #[inline(always)]
    fn panel<I: Isa<T>, V: Vector<T>, const W: usize>(&mut self, at: usize) -> usize {
        let m = self.size[0];
        let mut row = 0;
        if I::ROWS == 8 {
            while row + 8 <= m {
                row = self.tile::<V, W, 8>(row, at);
            }
        }
        while row + 4 <= m {
            row = self.tile::<V, W, 4>(row, at);
        }
        if row + 2 <= m {
            row = self.tile::<V, W, 2>(row, at);
        }
        if row < m {
            self.tile::<V, W, 1>(row, at);
        }
        at + W * V::LANES
    }

    #[inline(always)]
    fn tile<V: Vector<T>, const W: usize, const R: usize>(&mut self, row: usize, at: usize) -> usize {
        let k = self.size[1];
        let left: [&[T]; R] = self.left.rows(row, k);
        let start: [V; W] = match self.start {
            Some(start) => load(&start[at..]),
            None => [V::splat(T::ZERO); W],
        };
        let mut sums = [start; R];
        for (j, right) in self.right.values.chunks(self.right.stride).enumerate().take(k) {
            let right: [V; W] = load(&right[at..]);
            for (sums, left) in sums.iter_mut().zip(&left) {
                multiply_add(V::splat(left[j]), &right, sums);
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            store(sums, &mut self.result.row(row + r)[at..]);
        }
        row + R
    }
}

/// C = b + A Bᵀ: each entry of C is the scalar product of a row of A with a row of B.
#[derive(Debug)]
pub struct DotProduct<'a, T> {
    /// m × n.
    pub result: MatrixMut<'a, T>,
    /// b, of n numbers.
    pub start: &'a [T],
    /// A, m × k; k a whole number of half vectors.
    pub left: Matrix<'a, T>,
    /// B, n × k.
    pub right: Matrix<'a, T>,
    /// m, k and n.
    pub size: [usize; 3],
}

impl<T: Float> Task<T> for DotProduct<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(mut self) {
        let n = self.size[2];
        let mut column = 0;
        while column + 4 <= n {
            column = self.columns::<I, 4>(column);
        }
        if column + 2 <= n {
            column = self.columns::<I, 2>(column);
        }
        if column < n {
            self.columns::<I, 1>(column);
        }
    }
}

impl<T: Float> DotProduct<'_, T> {
    #[inline(always)]
    fn columns<I: Isa<T>, const C: usize>(&mut self, column: usize) -> usize {
        let m = self.size[0];
        let mut row = 0;
        if I::DOTS == 5 {
            while row + 5 <= m {
                row = self.tile::<I::Dot, 5, C>(row, column);
            }
        }
        while row + 2 <= m {
            row = self.tile::<I::Dot, 2, C>(row, column);
        }
        if row < m {
            self.tile::<I::Dot, 1, C>(row, column);
        }
        column + C
    }

    #[inline(always)]
    fn tile<V: Vector<T>, const R: usize, const C: usize>(&mut self, row: usize, column: usize) -> usize {
        let k = self.size[1];
        let length = V::chunks(&self.left.values[..k]).len();
        let left: [&[V::Chunk]; R] = cut::<T, V, R>(self.left.rows(row, k), length);
        let right: [&[V::Chunk]; C] = cut::<T, V, C>(self.right.rows(column, k), length);
        let mut sums = [[V::splat(T::ZERO); C]; R];
        for j in 0..length {
            let mut column = [V::splat(T::ZERO); R];
            for r in 0..R {
                column[r] = V::load(&left[r][j]);
            }
            for c in 0..C {
                let right = V::load(&right[c][j]);
                for r in 0..R {
                    sums[r][c] = column[r].mul_add(right, sums[r][c]);
                }
            }
        }
        for r in 0..R {
            let result = &mut self.result.row(row + r)[column..][..C];
            for c in 0..C {
                result[c] = self.start[column + c] + sums[r][c].sum();
            }
        }
        row + R
    }
}

/// C := κ C + Aᵀ B, and b := b + the sum of the rows of A: the outer products of the rows of A and B, added up.
#[derive(Debug)]
pub struct OuterProduct<'a, T> {
    /// C, n × k; k a whole number of quarter vectors.
    pub sums: MatrixMut<'a, T>,
    /// κ, how much of C is kept.
    pub keep: T,
    /// b, of n numbers.
    pub bias: &'a mut [T],
    /// A, m × n.
    pub left: Matrix<'a, T>,
    /// B, m × k.
    pub right: Matrix<'a, T>,
    /// m, k and n.
    pub size: [usize; 3],
    /// Room for 8 m numbers, as often as there are threads.
    pub room: &'a mut [T],
    /// What will be read next, and may be fetched meanwhile.
    pub ahead: &'a [T],
}

impl<T: Float> Task<T> for OuterProduct<'_, T> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa<T>>(mut self) {
        let [m, _, n] = self.size;
        for i in 0..m {
            for (bias, &left) in self.bias.iter_mut().zip(self.left.row(i, n)) {
                *bias += left;
            }
        }
        let mut row = 0;
        if I::ROWS == 8 && m < FEW {
            while row + 6 <= n {
                row = self.rows::<I, 6, 4>(row);
            }
        } else if I::ROWS == 8 {
            while row + 8 <= n {
                row = self.rows::<I, 8, 2>(row);
            }
        }
        while row + 4 <= n {
            row = self.rows::<I, 4, 2>(row);
        }
        if row + 2 <= n {
            row = self.rows::<I, 2, 2>(row);
        }
        if row < n {
            self.rows::<I, 1, 2>(row);
        }
    }
}

/// Of so few examples, the sums are loaded and stored nearly as often as they are added to: tiles must be large.
const FEW: usize = 32;

impl<T: Float> OuterProduct<'_, T> {
    /// `R` rows of the sums, from `row` on.
    #[inline(always)]
    fn rows<I: Isa<T>, const R: usize, const W: usize>(&mut self, row: usize) -> usize {
        let [m, k, _] = self.size;
        let (left, _) = self.room.as_chunks_mut::<R>();
        for (i, left) in left[..m].iter_mut().enumerate() {
            left.copy_from_slice(&self.left.row(i, row + R)[row..]);
        }
        let full = I::Full::chunks(&self.right.values[..k]).len();
        let mut at = 0;
        for _ in 0..full / W {
            at = self.tile::<I::Full, W, R>(row, at);
        }
        for _ in 0..full % W {
            at = self.tile::<I::Full, 1, R>(row, at);
        }
        while !I::Half::chunks(&self.right.values[at..k]).is_empty() {
            at = self.tile::<I::Half, 1, R>(row, at);
        }
        while !I::Quarter::chunks(&self.right.values[at..k]).is_empty() {
            at = self.tile::<I::Quarter, 1, R>(row, at);
        }
        row + R
    }

    #[inline(always)]
    fn tile<V: Vector<T>, const W: usize, const R: usize>(&mut self, row: usize, at: usize) -> usize {
        if let Some((now, later)) = self.ahead.split_at_checked(8 * LINE / size_of::<T>()) {
            fetch(now);
            self.ahead = later;
        }
        let m = self.size[0];
        let mut sums = [[V::splat(T::ZERO); W]; R];
        for (r, sums) in sums.iter_mut().enumerate() {
            *sums = load(&self.sums.row(row + r)[at..]);
        }
        if self.keep != T::ONE {
            let (keep, zero) = (V::splat(self.keep), V::splat(T::ZERO));
            for sum in sums.as_flattened_mut() {
                *sum = sum.mul_add(keep, zero);
            }
        }
        let left = &self.room.as_chunks::<R>().0[..m];
        for (right, left) in self.right.values.chunks(self.right.stride).zip(left) {
            let right: [V; W] = load(&right[at..]);
            for (sums, &left) in sums.iter_mut().zip(left) {
                multiply_add(V::splat(left), &right, sums);
            }
        }
        for (r, sums) in sums.iter().enumerate() {
            store(sums, &mut self.sums.row(row + r)[at..]);
        }
        at + W * V::LANES
    }
}

#[inline(always)]
fn load<T: Float, V: Vector<T>, const W: usize>(row: &[T]) -> [V; W] {
    let mut vectors = [V::splat(T::ZERO); W];
    for (vector, chunk) in vectors.iter_mut().zip(&V::chunks(row)[..W]) {
        *vector = V::load(chunk);
    }
    vectors
}

#[inline(always)]
fn store<T: Float, V: Vector<T>, const W: usize>(vectors: &[V; W], row: &mut [T]) {
    for (vector, chunk) in vectors.iter().zip(&mut V::chunks_mut(row)[..W]) {
        vector.store(chunk);
    }
}

/// The tile's own step: `sums` := `factor` · `vectors` + `sums`.
#[inline(always)]
fn multiply_add<T, V: Vector<T>, const W: usize>(factor: V, vectors: &[V; W], sums: &mut [V; W]) {
    for (sum, &vector) in sums.iter_mut().zip(vectors) {
        *sum = factor.mul_add(vector, *sum);
    }
}

/// Rows as vectors.
#[inline(always)]
fn cut<'a, T: Float, V: Vector<T>, const R: usize>(rows: [&'a [T]; R], length: usize) -> [&'a [V::Chunk]; R] {
    let mut cut: [&[V::Chunk]; R] = [&[]; R];
    for (cut, row) in cut.iter_mut().zip(rows) {
        *cut = &V::chunks(row)[..length];
    }
    cut
}

/// What is compiled once in this crate, and not again in each crate that has a network.
pub trait Products: Sized {
    /// Computes a product.
    fn product(cpu: Cpu, product: Product<'_, Self>);
    /// Computes scalar products.
    fn dot_product(cpu: Cpu, product: DotProduct<'_, Self>);
    /// Adds outer products.
    fn outer_product(cpu: Cpu, product: OuterProduct<'_, Self>);
}

macro_rules! products {
    ($($float:ident)+) => {$(
        impl Products for $float {
            fn product(cpu: Cpu, product: Product<'_, Self>) {
                parallel::run(cpu, product);
            }
            fn dot_product(cpu: Cpu, product: DotProduct<'_, Self>) {
                parallel::run(cpu, product);
            }
            fn outer_product(cpu: Cpu, product: OuterProduct<'_, Self>) {
                parallel::run(cpu, product);
            }
        }
    )+};
}

products!(f32 f64);
