//! Prints what `page.mjs` prints, from this machine's own code.

fn main() {
    for epochs in [0, 1, 10, 2000] {
        println!("{:.9}", page::cost_after(epochs));
    }
}
