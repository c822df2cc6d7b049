//! The workloads W1 to W5 through the public interface. `WORK THREADS DATA OUT`, as the peers take it.
use backprop::*;
use std::time::Instant;

network! {
    struct W1 { layers: 2 -> 2 Sigmoid -> 2 Sigmoid -> 1 Sigmoid, cost: CrossEntropy }
    struct W2 { layers: 400 -> 25 Sigmoid -> 10 Sigmoid, cost: CrossEntropy }
    struct W3 { layers: 784 -> 30 Sigmoid -> 10 Sigmoid, cost: SquaredError, scalar: f32 }
    struct W4 { layers: 784 -> 512 Relu -> 256 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct N64 { layers: 64 -> 64 Relu -> 64 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct N128 { layers: 128 -> 128 Relu -> 128 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct N256 { layers: 256 -> 256 Relu -> 256 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct N512 { layers: 512 -> 512 Relu -> 512 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct N1024 { layers: 1024 -> 1024 Relu -> 1024 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct N2048 { layers: 2048 -> 2048 Relu -> 2048 Relu -> 10 Softmax, cost: CrossEntropy, scalar: f32 }
    struct T1 { layers: 24 -> 8 Tanh -> 2 Identity, cost: SquaredError }
    struct T2 { layers: 4 -> 32 Tanh -> 16 Tanh -> 4 Identity, cost: SquaredError }
}

trait Num: Scalar {
    fn read(bytes: &[u8]) -> Vec<Self>;
    fn bytes(self) -> Vec<u8>;
}
macro_rules! num { ($($t:ty)*) => {$( impl Num for $t {
    fn read(b: &[u8]) -> Vec<$t> { b.chunks_exact(size_of::<$t>()).map(|c| <$t>::from_le_bytes(c.try_into().unwrap())).collect() }
    fn bytes(self) -> Vec<u8> { self.to_le_bytes().to_vec() }
})*} }
num!(f32 f64);

fn arg(i: usize) -> String {
    std::env::args().nth(i).unwrap()
}

fn cpu() -> f64 {
    let s = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    s.split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}

fn load<N: Network<Scalar: Num>>() -> (N, SamplesOf<N>) {
    let all = N::Scalar::read(&std::fs::read(arg(3)).unwrap());
    let mut rest = &all[..];
    let mut net = N::zeros();
    let (mut i, mut o) = (0, 0);
    for (l, mut theta) in net.thetas_mut().into_iter().enumerate() {
        let (units, inputs) = (theta.nrows(), theta.ncols() - 1);
        if l == 0 {
            i = inputs;
        }
        o = units;
        for r in 0..units {
            for c in 0..inputs {
                theta[(r, c + 1)] = rest[r * inputs + c];
            }
        }
        rest = &rest[units * inputs..];
        for r in 0..units {
            theta[(r, 0)] = rest[r];
        }
        rest = &rest[units..];
    }
    let m = rest.len() / (i + o);
    let rows = |v: &[N::Scalar], n: usize| v.chunks(n).map(<[_]>::to_vec).collect::<Vec<_>>();
    (net, N::samples(rows(&rest[..m * i], i), rows(&rest[m * i..], o)).unwrap())
}

fn bench<N: Network<Scalar: Num>>(train: impl Fn(&mut N, &SamplesOf<N>)) {
    let (start, samples) = load::<N>();
    let (mut sum, mut reps) = (0.0, -1);
    loop {
        let mut net = start.clone();
        let (t, c) = (Instant::now(), cpu());
        train(&mut net, &samples);
        let (wall, cpu) = (t.elapsed().as_secs_f64(), cpu() - c);
        println!("{} {wall} {cpu}", if reps < 0 { "warm" } else { "secs" });
        if reps >= 0 || cpu > 2.0 {
            sum += wall;
        }
        reps += 1;
        if sum > 2.0 || reps == 5 {
            let mut out = vec![];
            for theta in net.thetas() {
                for r in theta.rows() {
                    for &w in r.iter().skip(1) {
                        out.extend(w.bytes());
                    }
                }
                for &b in theta.column(0) {
                    out.extend(b.bytes());
                }
            }
            return std::fs::write(arg(4), out).unwrap();
        }
    }
}

fn w5<N: Network<Scalar = f32>>(steps: usize) {
    bench::<N>(|net, s| minibatch_descent(net, s, 128, 0.0, 0.1, steps).unwrap())
}

fn tiny<N: Network<Scalar: Num>>(net: N, m: usize, steps: usize)
where
    N::In<f32>: Network<Scalar = f32>,
{
    let (i, o) = (net.thetas()[0].ncols() - 1, net.thetas().last().unwrap().nrows());
    let rows = |n: usize, k: usize| {
        (0..m)
            .map(|s| (0..n).map(|j| N::Scalar::from_f64(((s * 7 + j * 13 + k) % 101) as f64 / 101.0 - 0.5)).collect())
            .collect()
    };
    let samples = N::samples(rows(i, 1), rows(o, 2)).unwrap();
    let (mut best_g, mut best_s) = (f64::MAX, f64::MAX);
    for _ in 0..20 {
        let c = cpu();
        for _ in 0..steps {
            std::hint::black_box(net.gradient(&samples, N::Scalar::ZERO));
        }
        best_g = best_g.min((cpu() - c) / steps as f64);
        let mut n = net.clone();
        let c = cpu();
        batch_descent(&mut n, &samples, N::Scalar::ZERO, N::Scalar::from_f64(0.01), steps).unwrap();
        best_s = best_s.min((cpu() - c) / steps as f64);
    }
    println!("gradient {:.2} us, step {:.2} us", best_g * 1e6, best_s * 1e6);
}

fn main() {
    match arg(1).as_str() {
        "w1" => bench::<W1>(|n, s| stochastic_descent(n, s, 0.0, 0.1, 100).unwrap()),
        "w2" => bench::<W2>(|n, s| batch_descent(n, s, 1.0, 0.5, 50).unwrap()),
        "w2c" => bench::<W2>(|n, s| {
            for _ in 0..50 {
                let (j, d) = backprop::cost_and_gradient(n, s, 1.0);
                std::hint::black_box(j);
                descend(n, &d, 0.5);
            }
        }),
        "w3" => bench::<W3<f32>>(|n, s| minibatch_descent(n, s, 10, 0.0, 3.0, 1).unwrap()),
        "w4" => bench::<W4<f32>>(|n, s| minibatch_descent(n, s, 128, 0.0, 0.1, 1).unwrap()),
        "w5_64" => w5::<N64<f32>>(1000),
        "w5_128" => w5::<N128<f32>>(500),
        "w5_256" => w5::<N256<f32>>(200),
        "w5_512" => w5::<N512<f32>>(60),
        "w5_1024" => w5::<N1024<f32>>(20),
        "w5_2048" => w5::<N2048<f32>>(8),
        "t1" => {
            tiny(T1::random(1), 200, 2000);
            tiny(T1::random(1).map(|x| x as f32), 200, 2000);
        }
        "t2" => {
            tiny(T2::random(1), 10000, 40);
            tiny(T2::random(1).map(|x| x as f32), 10000, 40);
        }
        _ => {}
    }
}
