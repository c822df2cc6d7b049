// Does the same to the figures as WebAssembly and natively, and compares every number to the last bit and every text: a few
// hundred random actions each, some of them nonsense. Usage: node bits.mjs FOLDER [FIGURES.JS]

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { roots } from "./roots.mjs";

const folder = resolve(process.argv[2] ?? "target/book");
const script = readFileSync(process.argv[3] ?? join(folder, "live/figures.js"), "utf8");
const packed = /window\.figures = "([^"]+)"/.exec(script)[1];
const { instance } = await WebAssembly.instantiate(gunzipSync(Buffer.from(packed, "base64")), {});
const live = instance.exports;

const put = (values) => {
    const start = live.numbers(values.length);
    new Float64Array(live.memory.buffer, start, values.length).set(values);
};
const write = (words) => {
    const bytes = Buffer.from(words), start = live.text(bytes.length);
    new Uint8Array(live.memory.buffer, start, bytes.length).set(bytes);
};
const read = (count) => Buffer.from(live.memory.buffer, live.text(count), count).toString();
const bits = (figure) => {
    const count = live.values(figure), start = live.numbers(count);
    return [...new BigUint64Array(live.memory.buffer, start, count)].map((number) => number.toString(16).padStart(16, "0")).join(" ");
};

// A generator of random numbers, the same in each run.
let state = 1;
const draw = (end) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
};

// Nonsense at every entry point ends in an answer, not in a trap.
for (const count of [0, -1, 2 ** 20, 2 ** 31, NaN]) {
    live.numbers(count);
    live.text(count);
    write(["", "paths", "\u{1f600}", "\0", "x".repeat(5000)][draw(5)]);
    live.start();
    for (const figure of [-1, 0, 99, 2 ** 31, NaN]) {
        live.agrees(figure);
        live.act(figure, NaN, Infinity);
        live.tick(figure, NaN);
        live.is_running(figure);
        live.values(figure);
    }
}

const STEPS = 400;
const done = [], seen = [];
for (const { name, given, actions } of roots(folder)) {
    write(name);
    put(given);
    const figure = live.start();
    if (figure < 0) throw new Error(`${name} does not start`);
    done.push(`figure\t${name}\t${given.join(" ")}`);
    for (let step = 0; step < STEPS; step++) {
        if (live.is_running(figure) && draw(2)) {
            const milliseconds = 1 + draw(40);
            done.push(`tick\t${milliseconds}`);
            const changes = read(live.tick(figure, milliseconds));
            seen.push(`${bits(figure)}\n${changes}`);
        } else {
            const action = actions[draw(actions.length)];
            const number = () => [0, 1, -1, draw(12), draw(300), draw(2000) / 100 - 10, draw(100) / 100, 1e300][draw(8)];
            const [x, y] = [number(), number()];
            done.push(`act\t${action}\t${x}\t${y}`);
            write(action);
            const changes = read(live.act(figure, x, y));
            seen.push(`${bits(figure)}\n${changes}`);
        }
    }
}
const wanted = execFileSync("cargo", ["run", "--quiet", "--package", "backprop-live", "--example", "replay"],
    { input: `${done.join("\n")}\n`, maxBuffer: 2 ** 30, encoding: "utf8" }).split("\n\n");
const steps = done.filter((line) => !line.startsWith("figure"));
const wrong = steps.findIndex((_, i) => seen[i].trimEnd() !== wanted[i].replace(/^\n/, "").trimEnd());
if (wrong >= 0) {
    console.log(`after ${wrong} steps, at ${steps[wrong]}:\nWebAssembly:\n${seen[wrong].slice(0, 2000)}\nnative:\n${wanted[wrong].slice(0, 2000)}`);
    process.exit(1);
}
console.log(`${steps.length} actions on the figures: WebAssembly and native agree to the last bit.`);
