//! Prints what `page.mjs` prints, computed by native code on this machine.

fn main() {
    for epochs in [0, 1, 10, 2000] {
        println!("{:.9}", page::cost_after(epochs));
    }
}
