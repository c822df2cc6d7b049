// Moves every figure of the book in a real browser, by keyboard and by pointer, and compares what it then shows with what
// the crate shows natively after the same actions; and looks at pages without scripts, without WebAssembly and under a
// strict policy. Usage: node figures.mjs FOLDER BROWSER [file|http], where BROWSER is the path of Chromium or Firefox

import { execFileSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";
import { own } from "./own.mjs";
import { roots } from "./roots.mjs";

const folder = resolve(process.argv[2] ?? "target/book");
const executablePath = process.argv[3] ?? process.env.CHROMIUM ?? "/usr/bin/chromium";
const protocol = process.argv[4] ?? "file";
const isFirefox = /firefox/.test(executablePath);

const faults = [];
let checks = 0;
const expect = (holds, fault) => {
    checks += 1;
    if (!holds) faults.push(fault);
};

// What a careful server says: nothing from elsewhere, and no text that becomes code. (mdBook's own pages have scripts and
// styles within them.)
const POLICY = "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    + "font-src 'self' data:; img-src 'self' data:; connect-src 'self'; frame-src 'self'; manifest-src 'self'";
const TYPES = { ".html": "text/html; charset=utf-8", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };
const server = createServer((request, response) => {
    try {
        const name = decodeURIComponent(new URL(request.url, "http://x").pathname);
        const body = readFileSync(join(folder, name));
        response.writeHead(200, { "Content-Type": TYPES[extname(name)] ?? "application/octet-stream", "Content-Security-Policy": POLICY });
        response.end(body);
    } catch {
        response.writeHead(404).end();
    }
});
await new Promise((done) => server.listen(0, "127.0.0.1", done));
const site = protocol === "http" ? `http://127.0.0.1:${server.address().port}/` : `${pathToFileURL(folder).href}/`;

const browser = await puppeteer.launch({
    browser: isFirefox ? "firefox" : "chrome",
    executablePath,
    args: isFirefox ? [] : ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

async function open(name, { prepare, ...viewport } = {}) {
    const page = await browser.newPage();
    await page.setViewport({ width: 1280, height: 900, ...viewport });
    page.on("pageerror", (error) => faults.push(`${name}: ${error.message}`));
    page.on("console", (message) => message.type() === "error" && !/404/.test(message.text()) && faults.push(`${name}: ${message.text()}`));
    page.on("request", (request) => {
        if (!request.url().startsWith(site) && !/^(data|blob|about):/.test(request.url())) faults.push(`${name} asks for ${request.url()}`);
    });
    await prepare?.(page);
    // Whatever a figure is told, the page remembers; and the time of the module's slowest call, in milliseconds.
    await page.evaluateOnNewDocument(() => {
        Object.assign(window, { told: [], seen: [], slowest: 0 });
        document.addEventListener("live", ({ target, detail }) => window.told.push([target.dataset.live, ...detail]), true);
        const instantiate = window.WebAssembly?.instantiate;
        if (!instantiate) return;
        const timed = (call) => (...values) => {
            const before = performance.now();
            try {
                return call(...values);
            } finally {
                window.slowest = Math.max(window.slowest, performance.now() - before);
            }
        };
        window.WebAssembly.instantiate = async (...values) => {
            const { instance } = await instantiate(...values);
            const exports = Object.entries(instance.exports).map(([name, item]) => [name, typeof item === "function" ? timed(item) : item]);
            return { instance: { exports: Object.fromEntries(exports) } };
        };
    });
    await page.goto(site + name);
    return page;
}

const sleep = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
const pages = readdirSync(folder).filter((name) => name.endsWith(".html"));
const figures = roots(folder);
expect(new Set(figures.map(({ name }) => name)).size === figures.length, "a figure is there twice");

/** What the crate shows natively where the figure was looked at: each time, lines of slot, kind and value. */
function native({ name, given }, told) {
    const lines = told.map((parts) => parts.join("\t").replaceAll("\n", "\u0001"));
    const said = execFileSync("cargo", ["run", "--quiet", "--package", "backprop-live", "--example", "replay"],
        { input: `figure\t${name}\t${given.join(" ")}\n${lines.join("\n")}\n`, maxBuffer: 2 ** 30, encoding: "utf8" }).split("\n\n");
    const shown = said.filter((_, i) => told[i]?.[0] === "show");
    return shown.map((text) => text.split("\n").slice(1).map((line) => {
        const [slot, kind, ...value] = line.split("\t");
        return [slot, kind, value.join("\t").replaceAll("\u0001", "\n")];
    }));
}

/** Keeps what a figure shows now. */
const look = (page, name) => page.evaluate((name) => {
    const stage = document.querySelector(`[data-live="${name}"] .stage`), copy = stage.cloneNode(true);
    const controls = (stage) => [...stage.querySelectorAll("input, select, textarea")];
    controls(copy).forEach((control, i) => control.value = controls(stage)[i].value);
    window.seen.push([name, copy]);
    window.told.push([name, "show"]);
}, name);

/** Returns where what was kept shows something else than these lines say. */
const differences = (page, name, shown) => page.evaluate((name, shown) => {
    /** What is in an element, but for what the pointer lights. */
    const inner = (element) => {
        const copy = element.cloneNode(true);
        for (const symbol of copy.querySelectorAll("[data-symbol]")) {
            symbol.classList.remove("lit");
            if (symbol.classList.length === 0) symbol.removeAttribute("class");
        }
        return copy.innerHTML;
    };
    const html = (element, value) => {
        const copy = element.cloneNode(false);
        copy.innerHTML = value;
        return copy.innerHTML;
    };
    /** Where a control is if it is given this position: a slider has only those of its steps. */
    const position = (element, value) => {
        const copy = element.cloneNode(true);
        copy.value = value;
        return copy.value;
    };
    const stages = window.seen.filter(([whose]) => whose === name).map(([, stage]) => stage);
    if (stages.length !== shown.length) return [`it was looked at ${stages.length} times, and ${shown.length} times natively`];
    return shown.flatMap((lines, i) => lines.flatMap(([slot, kind, value]) => [...stages[i].querySelectorAll(`[data-slot="${slot}"]`)].flatMap((element) => {
        const rest = kind.slice(1);
        const seen = kind === "" ? element.textContent
            : kind === "<" ? (inner(element) === html(element, value) ? value : element.innerHTML)
            : kind === "=" ? (element.value === position(element, value) ? value : element.value)
            : kind[0] === "." ? (element.classList.contains(rest) ? "1" : "")
            : kind[0] === "?" ? (element.hasAttribute(rest) ? "1" : "")
            : element.getAttribute(kind) ?? "nothing";
        if (seen === value) return [];
        // Long ones are shown where they begin to differ.
        const from = Math.max(value.split("").findIndex((unit, i) => unit !== seen[i]) - 40, 0);
        return [`${slot} ${kind}: ${seen.slice(from, from + 200)} instead of ${value.slice(from, from + 200)}`];
    })));
}, name, shown);

/** Lets what runs by itself run for a while, and stops it. */
async function settle(page, name) {
    for (let tries = 0; tries < 20; tries++) {
        const before = await page.evaluate(() => window.told.length);
        await sleep(150);
        if (await page.evaluate(() => window.told.length) === before) return;
        await page.evaluate((name) => {
            const buttons = [...document.querySelectorAll(`[data-live="${name}"] .stage button[data-act]`)];
            buttons.find((button) => /stop|pause/i.test(button.textContent))?.click();
        }, name);
    }
    faults.push(`${name} does not stop`);
}

/** Compares what a figure shows with what the crate shows natively. */
async function compare(page, figure, how) {
    await settle(page, figure.name);
    await look(page, figure.name);
    const told = (await page.evaluate(() => window.told)).filter(([name]) => name === figure.name).map(([, ...rest]) => rest);
    const wrong = await differences(page, figure.name, native(figure, told));
    const slowest = Math.round(await page.evaluate(() => window.slowest));
    expect(told.length > 3, `${figure.name} was hardly moved by ${how}`);
    expect(wrong.length === 0, `${figure.name}, moved by ${how} (${told.length} times): ${wrong.slice(0, 3).join("; ")}`);
    expect(slowest < LONGEST, `${figure.name}, moved by ${how}: a call took ${slowest} ms`);
}

/** The longest time that a call may take, in milliseconds. */
const LONGEST = 1000;

const KEYS = {
    range: ["ArrowRight", "ArrowRight", "ArrowLeft", "PageUp", "End", "Home", "ArrowRight"],
    select: ["ArrowDown", "ArrowDown", "ArrowUp"],
    // A button that has nothing more to do keeps the focus; with an arrow key, a reader does not leave the page.
    button: ["Enter", " ", "Enter", " ", "Enter", " ", "ArrowRight"],
    point: [],
    // What is written does not move the place at which one writes.
    field: ["ArrowRight", "a", "b", "Backspace", "Backspace"],
    drag: ["ArrowRight", "ArrowDown", " ", "ArrowLeft", "ArrowUp", "Enter"],
};

for (const figure of figures) {
    const page = await open(figure.page);
    const root = `[data-live="${figure.name}"]`;
    await page.waitForSelector(`${root}[data-agrees]`, { timeout: 10_000 }).catch(() => {});
    const agrees = await page.$eval(root, (element) => element.dataset.agrees);
    expect(agrees === "true", `${figure.name}: its start is not the recorded run`);
    expect(await page.$eval(`${root} .stage`, (stage) => stage.checkVisibility()), `${figure.name} is not to be seen`);
    if (agrees !== "true") continue;

    const controls = await page.$$(`${root} .stage :is([data-act], [data-point], [data-drag])`);
    const kinds = await Promise.all(controls.map((control) => control.evaluate((element) =>
        element.matches("input") ? "range" : element.matches("select") ? "select" : element.matches("textarea") ? "field"
            : element.matches("[data-drag]") ? "drag" : element.matches("[data-act]") ? "button" : "point")));
    for (const [i, control] of controls.entries()) {
        // What is pointed at may be chosen from a list or by a slider of the same name instead.
        if (!await control.evaluate((element) => { element.focus(); return document.activeElement === element || element.matches(":disabled") || !element.checkVisibility({ visibilityProperty: true }) || element.closest(".stage").querySelector(`:is(select, input)[data-act="${element.dataset.point ?? element.dataset.act}"]`) !== null; })) {
            faults.push(`${figure.name}: the keyboard does not reach ${await control.evaluate((element) => element.outerHTML.slice(0, 80))}`);
        }
        // What is shown anew has the focus in place of what did the same before.
        const isFocused = () => control.evaluate((element) => {
            const { act, value } = document.activeElement.dataset;
            return document.activeElement === element || (!element.isConnected && act === element.dataset.act && value === element.dataset.value);
        });
        const hadFocus = await isFocused();
        for (const key of hadFocus ? KEYS[kinds[i]] : []) await page.keyboard.press(key);
        expect(!hadFocus || await isFocused(), `${figure.name}: ${await control.evaluate((element) => element.dataset.act)} loses the focus`);
    }
    await compare(page, figure, "keyboard");

    // Screen readers are told once what has come of it, and not again.
    await sleep(1000);
    const again = await page.evaluate(async (root, rest) => {
        const stage = document.querySelector(`${root} .stage`), status = stage.querySelector(".status");
        const words = [...stage.querySelectorAll(".says")].map((text) => text.textContent).join(" ");
        const faults = status.textContent === "" || status.textContent === words ? [] : [`${status.textContent} instead of ${words}`];
        new MutationObserver(() => faults.push(`${words}, again`)).observe(status, { childList: true });
        for (const element of stage.querySelectorAll("select:enabled")) element.dispatchEvent(new Event("input", { bubbles: true }));
        await new Promise((done) => setTimeout(done, rest));
        return words === [...stage.querySelectorAll(".says")].map((text) => text.textContent).join(" ") ? faults : [];
    }, root, 1000);
    expect(again.length === 0, `${figure.name} says to screen readers: ${again.join("; ")}`);
    for (const slider of await page.$$eval(`${root} input`, (inputs) => inputs.map((input) => [input.labels[0].querySelector("output") === null, input.ariaValueText, input.labels[0].querySelector(".number").textContent]))) {
        expect(slider[0] && slider[1] === slider[2], `${figure.name}: a slider says ${slider[1]} instead of ${slider[2]}`);
    }

    for (const [i, control] of controls.entries()) {
        if (!await control.evaluate((element) => element.isConnected)) continue;
        await control.scrollIntoView();
        const box = await control.boundingBox();
        if (!box || box.width < 1) continue;
        const at = (x, y) => [box.x + x * box.width, box.y + y * box.height];
        await page.mouse.move(...at(0.4, 0.5));
        if (kinds[i] === "select") await control.select(String(await control.evaluate((element) => element.options.length - 1)));
        else if (kinds[i] === "range" || kinds[i] === "drag") {
            await page.mouse.down();
            await page.mouse.move(...at(0.7, 0.3), { steps: 4 });
            await page.mouse.up();
        } else if (kinds[i] === "button") await page.mouse.click(...at(0.5, 0.5));
    }
    await compare(page, figure, "pointer");
    if (figure.name === "own") await own({ figure, open, look, compare, expect, sleep });
    await page.close();
}

// Without a script, without WebAssembly, and where the module is broken, the picture that does not move is there.
const without = [
    // Firefox's driver cannot switch scripts off.
    ...isFirefox ? [] : [["scripts", (page) => page.setJavaScriptEnabled(false)]],
    ["WebAssembly", (page) => page.evaluateOnNewDocument(() => { delete window.WebAssembly; })],
    ["streams", (page) => page.evaluateOnNewDocument(() => { delete window.DecompressionStream; })],
];
for (const [what, prepare] of without) {
    for (const { page: name, name: figure } of figures) {
        const page = await open(name, { prepare });
        await sleep(100);
        const isStill = await page.evaluate((figure) => {
            const root = document.querySelector(`[data-live="${figure}"]`);
            const isSeen = (element) => element.getBoundingClientRect().height > 0;
            return isSeen(root.querySelector(":scope > .pictures")) && !isSeen(root.querySelector(".stage")) && isSeen(root.querySelector("figcaption"));
        }, figure);
        expect(isStill, `${figure} without ${what}: its picture is not there`);
        await page.close();
    }
}

// A page without such a figure loads nothing for one.
for (const name of pages.filter((name) => !figures.some((figure) => figure.page === name))) {
    expect(!/src="live\/|href="live\/|data-live=/.test(readFileSync(join(folder, name), "utf8")), `${name} loads what it does not need`);
}

await browser.close();
server.close();
faults.forEach((fault) => console.log(fault));
console.log(`${figures.length} figures in ${isFirefox ? "Firefox" : "Chromium"} (${protocol}): ${checks} checks, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
