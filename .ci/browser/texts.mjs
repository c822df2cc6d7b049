// What people may write into the fields of the page "Your own network": each a field and a text.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The declarations that the tests of the macro's messages have: the whole text of each `network! {…}`. */
export function declarations(folder = "tests/ui") {
    const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".rs")).sort();
    return files.flatMap((name) => readFileSync(join(folder, name), "utf8").split(/(?=network!)/).slice(1).map(upToEnd));
}

/** A text up to where its first bracket is closed. */
function upToEnd(text) {
    let depth = 0;
    for (let i = 0; i < text.length; i++) {
        if ("{([".includes(text[i])) depth += 1;
        if ("})]".includes(text[i]) && (depth -= 1) <= 0) return text.slice(0, i + 1);
    }
    return text;
}

/** A declaration that is drawn by `draw`, which returns a whole number below its argument. Most have no mistake. */
export function drawn(draw) {
    const of = (choices) => choices[draw(choices.length)];
    const odd = (often, seldom) => (draw(40) ? often : of(seldom));
    const size = (most) => odd(1 + draw(most), [0, 64, 65, 4096, 1e9, "2 + 2", "{ 3 * 2 }", "UNITS", "0x10", "1_0", "-1", "7usize", "18446744073709551616"]);
    const hidden = () => odd(of(["Sigmoid", "Tanh", "Relu", "LeakyRelu", "Softplus", "Identity"]), ["Softmax", "Swish", "tanh", "Rleu", ""]);
    const comment = () => (draw(4) ? "" : of(["/// Doc: a < b, `c` & \"d\".\n", "// A comment.\n", "/* half } a comment */ ", "/// é→🦀\n"]));
    const networks = Array.from({ length: draw(8) ? 1 : draw(4) }, (_, i) => {
        const inputs = of([2, 2, 2, 2, 4, 64, size(64)]);
        const layers = Array.from({ length: odd(draw(4), [12, 30]) }, () => `${size(of([6, 25, 64]))} ${hidden()}`);
        const [output, cost] = of([["Sigmoid", "CrossEntropy"], ["Softmax", "CrossEntropy"], ["Identity", "SquaredError"], ["Tanh", "SquaredError"], [hidden(), odd("SquaredError", ["Hinge", "CrossEntropi"])]]);
        const shape = [inputs, ...layers, `${of([1, 1, 2, 3, 10, size(64)])} ${output}`].join(odd(" -> ", [" => ", " - > ", ", "]));
        const options = odd("", [", scalar: f32", ", scalar: f64", ", cost: CrossEntropy", ", bias: false", ",,"]);
        return `${comment()}${of(["", "pub "])}struct ${odd(of(["Net", "Xor", "Box", "Trainer"]) + (i || ""), ["Self", "r#type", "é", "net_1", "struct"])} {\n    ${comment()}layers: ${shape},\n    cost: ${cost}${options}\n}`;
    });
    const text = networks.join("\n\n");
    return draw(3) ? `network! {\n${text}\n}` : text;
}

const XOR = "network! {\n    /// Are the inputs different?\n    pub struct Xor {\n        layers: 2 -> 4 Tanh -> 1 Sigmoid,\n        cost: CrossEntropy,\n    }\n}\n";

/** Texts in which something is cut off, repeated far too often, or foreign. */
const HOSTILE = [
    "", " ", "\n\n\n", "{", "}", "\"", "'", "b'", "r#\"", "/*", "/*".repeat(2000), "//", "#", "$", "\\", "1e", "0x", "'a", "::<>", "->", "-> ".repeat(3000),
    "network!", "network! {", "network! { struct", "network! { network! { ", "fn main() {}", "#![no_std]", "<script>alert(1)</script>", "&lt;b&gt;&amp;", "]]>",
    "(".repeat(5000), ")".repeat(5000), "{".repeat(20000), `${"(".repeat(3000)}${")".repeat(3000)}`, "A<".repeat(5000), "struct ".repeat(2000), "x".repeat(20000), "x".repeat(20001), "x".repeat(400000),
    `struct Net { layers: { ${"- ".repeat(9000)}1 } -> 1 Sigmoid, cost: CrossEntropy }`, `struct ${"N".repeat(5000)} { layers: 2 -> 1 Sigmoid, cost: CrossEntropy }`,
    `network! {\n${"/// doc\n".repeat(1000)}struct Net { layers: 2 -> 1 Sigmoid, cost: CrossEntropy } }`,
    "\0", String.fromCharCode(...Array.from({ length: 32 }, (_, i) => i).filter((code) => code !== 1)), "\x7f\x85\u00a0\u2028\u2029\ufeff\u202e", "\ud800", "🦀", "struct 🦀 { layers: 2 }", "e\u0301\u0301\u0301", "é→δ⁽²⁾",
    XOR.replaceAll("\n", "\r\n"), XOR.replaceAll(" ", "\t"), `${XOR}\r`, XOR.replaceAll(" ", "\u00a0"), XOR.replace("Xor", "Xor<'a>"), XOR.replace("Tanh", "<>&\"'"), XOR.repeat(150),
];

/** Rows that fit some network, and rows that fit none. */
const ROWS = [
    "0,0,0\n0,1,1\n1,0,1\n1,1,0\n", "a,b,y\r\n0,0,0\r\n1,1,1\r\n", "0;0;no\n1;1;yes\n", "0\t0\t0\n1 1 1\n", "1e308,-1e308,1\n1e-308,0,0\n", "-0,0.1,0.5\n", "1,2,NaN\n", "inf,1,0\n", "1,2\n", "1,2,3,4,5\n", "1,\"2,1\n",
    "5.1,3.5,1.4,0.2,setosa\n6,2,4,1,versicolor\n7,3,6,2,virginica\n", "1,2,<b>\n3,4,&amp;\n", "1,2,a\n3,4,b\n5,6,c\n", "0,0,0\n".repeat(20000), `${"1,".repeat(64)}7\n`.repeat(300), "1,".repeat(100000), "x,y,class\n",
];

/** Links, and what else may stand behind an address. */
function links(draw) {
    const write = (parts) => `#${Object.entries(parts).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&")}`;
    return [
        write({ declaration: XOR, seed: 3, data: "own", rows: ROWS[0], rate: 0.3, lambda: 0.01, optimizer: "adam" }),
        write({ declaration: drawn(draw), seed: "18446744073709551615", data: "iris", rate: 1e300, lambda: 1e300, optimizer: "momentum" }),
        write({ declaration: drawn(draw), rows: ROWS[11], data: "own", rate: 5e-324 }),
        write({ rows: ROWS[9], data: "own" }), write({ data: "spiral", seed: 1 }), write({ declaration: "x".repeat(30000) }), write({ declaration: "" }),
        "", "#", "#exercises", "#seed=-1&rate=NaN&lambda=inf&optimizer=sgd&data=", "#declaration=%", "#declaration=%FF%C3", "#&&==&seed=7&seed=8", "#rate=0&lambda=-1", `#${"&".repeat(100000)}`, "#declaration=struct A {}\n\t🦀",
    ];
}

/** All of these, in an order that is drawn: what is written into which of the fields. */
export function texts(draw) {
    const declared = [...declarations(), ...Array.from({ length: 60 }, () => drawn(draw)), ...HOSTILE, ...Array.from({ length: 12 }, () => XOR.slice(0, draw(XOR.length)))];
    const all = [
        ...declared.map((text) => ["declaration", text]), ...ROWS.map((text) => ["rows", text]), ...links(draw).map((text) => ["address", text]),
        ...HOSTILE.slice(0, 20).flatMap((text) => [["rows", text], ["address", text]]),
    ];
    for (let i = all.length - 1; i > 0; i--) {
        const j = draw(i + 1);
        [all[i], all[j]] = [all[j], all[i]];
    }
    return all;
}
