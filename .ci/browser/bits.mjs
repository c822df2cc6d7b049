// Does the same to the figures as WebAssembly and natively, and compares every number to the last bit and every text: a few
// hundred random actions each, some of them nonsense, and for each field all that `texts.mjs` has.
// Usage: node bits.mjs PAGES [FOLDER]…, where each FOLDER has modules; without one, those of the pages are compared

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { roots } from "./roots.mjs";
import { texts } from "./texts.mjs";

const pages = resolve(process.argv[2] ?? "target/book");
const folders = process.argv.length > 3 ? process.argv.slice(3) : [join(pages, "live")];
const figures = roots(pages);

/** The least number of steps of a figure. */
const STEPS = 400;

/**
 * Moves figures in a module. Returns what was done, in the lines of the example `replay`, what was seen after each of them, and
 * the time of the slowest call in milliseconds.
 */
async function move(packed, figures) {
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
        write(["", "paths", "own", "\u{1f600}", "\0", "x".repeat(5000)][draw(6)]);
        live.start();
        for (const figure of [-1, 0, 99, 2 ** 31, NaN]) {
            live.agrees(figure);
            live.act(figure, NaN, Infinity);
            live.tell(figure);
            live.tick(figure, NaN);
            live.is_running(figure);
            live.values(figure);
        }
    }

    const done = [], seen = [];
    let slowest = 0;
    for (const { name, given, actions, fields } of figures) {
        write(name);
        put(given);
        const figure = live.start();
        if (figure < 0) throw new Error(`${name} does not start`);
        done.push(`figure\t${name}\t${given.join(" ")}`);
        // What is shown has buttons and links of its own.
        const known = new Set(actions), links = [];
        const change = (line, call) => {
            done.push(line);
            const before = performance.now();
            try {
                const changes = read(call());
                slowest = Math.max(slowest, performance.now() - before);
                seen.push(`${bits(figure)}\n${changes}`);
                for (const [, name] of changes.matchAll(/ data-act="([^"]*)"/g)) known.add(name);
                for (const [, link] of changes.matchAll(/\thref\t(#.*)/g)) links.push(link);
            } catch (error) {
                console.log(`after ${seen.length} steps, at ${line.slice(0, 2000)}:`);
                throw error;
            }
        };
        const tell = (field, text) => change(`tell\t${field}\t${text.replaceAll("\n", "\u0001")}`, () => {
            write(`${field}\n${text}`);
            return live.tell(figure);
        });
        const written = fields.length > 0 ? texts(draw).filter(([field]) => fields.includes(field)) : [];
        for (let step = 0; step < STEPS || written.length > 0; step++) {
            // What takes texts writes a part of what it shows when it has rested for a while.
            if (live.is_running(figure) && draw(fields.length > 0 ? 8 : 2)) {
                const milliseconds = 1 + draw(fields.length > 0 ? 100 : 40);
                change(`tick\t${milliseconds}`, () => live.tick(figure, milliseconds));
            } else if (written.length > 0 && draw(2)) {
                tell(...written.pop());
            } else if (links.length > 0 && !draw(12)) {
                tell("address", links[draw(links.length)]);
            } else {
                const action = [...known][draw(known.size)];
                const number = () => [0, 1, -1, draw(12), draw(300), draw(2000) / 100 - 10, draw(100) / 100, 1e300][draw(8)];
                const [x, y] = [number(), number()];
                change(`act\t${action}\t${x}\t${y}`, () => {
                    write(action);
                    return live.act(figure, x, y);
                });
            }
        }
    }
    return { done, seen, slowest };
}

/** What is seen after each line natively. */
function native(done) {
    const { status, stdout, stderr } = spawnSync("cargo", ["run", "--quiet", "--package", "backprop-live", "--example", "replay"],
        { input: `${done.join("\n")}\n`, maxBuffer: 2 ** 30, encoding: "utf8" });
    const said = stdout.split("\n\n");
    if (status === 0) return said;
    console.log(`after ${said.length - 1} steps, it ends natively:\n${stderr}`);
    process.exit(1);
}

for (const name of new Set(figures.map(({ module }) => module))) {
    const modules = folders.map((folder) => /window\.figures = "([^"]+)"/.exec(readFileSync(join(folder, name), "utf8"))[1]);
    for (const packed of new Set(modules)) {
        const { done, seen, slowest } = await move(packed, figures.filter(({ module }) => module === name));
        const wanted = native(done);
        const steps = done.filter((line) => !line.startsWith("figure"));
        const wrong = steps.findIndex((_, i) => seen[i].trim() !== wanted[i].trim());
        if (wrong >= 0) {
            console.log(`after ${wrong} steps, at ${steps[wrong]}:\nWebAssembly:\n${seen[wrong].slice(0, 2000)}\nnative:\n${wanted[wrong].slice(0, 2000)}`);
            process.exit(1);
        }
        const tells = steps.filter((line) => line.startsWith("tell")).length;
        console.log(`${name}: ${steps.length} actions, ${tells} of them texts: WebAssembly and native agree to the last bit. `
            + `The slowest took ${Math.round(slowest)} ms.`);
    }
}
