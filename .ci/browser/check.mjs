// Opens every page of the book in a real browser, and checks layout, accessibility, keyboard focus, links, search and
// printing, on wide and narrow screens. Usage: node check.mjs FOLDER [SCREENSHOTS]

import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const folder = resolve(process.argv[2] ?? "target/book");
const screenshots = process.argv[3];
const browserPath = process.env.CHROMIUM ?? "/usr/bin/chromium";
if (!existsSync(browserPath)) {
    console.log(`no browser at ${browserPath}: the pages were NOT checked`);
    process.exit(process.env.CI ? 1 : 0);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const MOST_BYTES = 300_000;

const faults = [];
let checks = 0;
const expect = (holds, fault) => {
    checks += 1;
    if (!holds) faults.push(fault);
};

const browser = await chromium.launch({
    executablePath: browserPath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync"],
});

/** Opens a browser page that records errors, and requests that leave the machine, as faults. */
async function openPage(options) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const tell = (what) => faults.push(`${page.url().split("/").pop()}: ${what}`);
    page.on("console", (message) => message.type() === "error" && tell(`console: ${message.text()}`));
    page.on("pageerror", (error) => tell(`script: ${error.message}`));
    page.on("request", (request) => /^(file|data|blob|about):/.test(request.url()) || tell(`asks for ${request.url()}`));
    return page;
}

const url = (name) => pathToFileURL(join(folder, name)).href;
const pages = readdirSync(folder).filter((name) => name.endsWith(".html") && !["404.html", "toc.html"].includes(name)).sort();
const chapters = pages.filter((name) => name !== "print.html");
expect(chapters.length > 10, `only ${chapters.length} pages in ${folder}`);

// Checks every page in light and dark mode, on wide and narrow screens.
const looks = [
    ["light", 1280], ["dark", 1280], ["light", 390], ["dark", 390],
];
const targets = new Set();
await Promise.all(looks.map(async ([scheme, width]) => {
    const page = await openPage({ colorScheme: scheme, viewport: { width, height: 900 }, hasTouch: width < 500 });
    for (const name of chapters) {
        await page.goto(url(name));
        await page.evaluate(() => document.fonts.ready);
        // The page marks its wide boxes before it is painted again.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow <= 0, `${name} at ${width} px: ${overflow} px too wide`);
        const clipped = await page.evaluate(() => [...document.querySelectorAll("main .katex-display, main table, main pre, main svg:not(svg svg)")]
            .filter((element) => {
                const box = element.closest(".equation, .wide, .table-wrapper, pre") ?? element;
                return box.getBoundingClientRect().right > document.documentElement.clientWidth + 1;
            }).map((element) => element.textContent.slice(0, 60)));
        expect(clipped.length === 0, `${name} at ${width} px: cut off: ${clipped.join("; ")}`);
        const unmarked = await page.evaluate(() => [...document.querySelectorAll("main pre > code, main .equation, main .wide, main .table-wrapper")]
            .filter((box) => box.checkVisibility() && box.scrollWidth > box.clientWidth + 2 && !box.classList.contains("more-right"))
            .map((box) => box.textContent.slice(0, 60)));
        expect(unmarked.length === 0, `${name} at ${width} px: goes on to the right without a sign: ${unmarked.join("; ")}`);
        // A figure, a table or a formula begins and ends where the prose does.
        const [left, right] = await page.evaluate(() => { const { left, right } = document.querySelector("main h1").getBoundingClientRect(); return [left, right]; });
        const hanging = await page.evaluate(([left, right]) => [...document.querySelectorAll("main > *")]
            .filter((element) => !element.matches("pre, .pair, .listing, .expansion, .outputs, aside") && element.checkVisibility())
            .filter((element) => { const box = element.getBoundingClientRect(); return box.left < left - 1 || box.right > right + 1; })
            .map((element) => `${element.tagName} ${element.textContent.trim().slice(0, 40)}`), [left, right]);
        expect(hanging.length === 0, `${name} at ${width} px: wider than the text: ${hanging.join("; ")}`);
        if (width < 500) {
            const small = await page.evaluate(() => [...document.querySelectorAll("summary, .menu-bar .icon-button, .right-buttons a, .mobile-nav-chapters, .road_map a, pre > .buttons button, .stage :is(button, select, input, [data-act], [data-point])")]
                .filter((element) => element.checkVisibility({ visibilityProperty: true }))
                // A line in a drawing may be thin if a list or a slider does the same.
                .filter((element) => !element.closest(".stage")?.querySelector(`:is(select, input)[data-act="${element.dataset.act ?? element.dataset.point}"]`) || element.matches("select, input"))
                .filter((element) => { const box = element.getBoundingClientRect(); return box.height < 44 || box.width < 44; })
                .map((element) => `${element.tagName} ${element.title || element.textContent.trim().slice(0, 30)}`));
            expect(small.length === 0, `${name}: too small for a finger: ${[...new Set(small)].join("; ")}`);
        }
        const untitled = await page.evaluate(() => [...document.querySelectorAll(".nav-wrapper a")]
            .filter((link) => link.checkVisibility() && link.innerText.trim() === "").length);
        expect(untitled === 0, `${name} at ${width} px: a link to the next or the previous page has no title`);
        const unset = await page.evaluate(() => document.querySelectorAll("[data-set]").length
            + (/\{\{#/.test(document.querySelector("main").innerText) ? 1 : 0));
        expect(unset === 0, `${name}: something was not set`);
        await page.evaluate(axe);
        const result = await page.evaluate(() => axe.run(document, { preload: false, resultTypes: ["violations"] }));
        for (const violation of result.violations.filter(({ impact }) => impact === "serious" || impact === "critical")) {
            faults.push(`${name} (${scheme}, ${width} px): ${violation.id}: ${violation.help}: `
                + violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join(" | "));
        }
        checks += 1;
        if (screenshots) {
            mkdirSync(screenshots, { recursive: true });
            await page.screenshot({ path: join(screenshots, `${name.replace(".html", "")}-${scheme}-${width}.png`), fullPage: true });
        }
        // The address of a figure's state is no place on the page; `figures.mjs` follows it.
        (await page.evaluate(() => [...document.querySelectorAll('a[href]:not(.stage a[href^="#"])')].map((link) => link.href))).forEach((href) => targets.add(href));
    }
    await page.context().close();
}));

// Follows every link, to each page once, and looks for the places on it that links lead to.
{
    const page = await openPage({ viewport: { width: 1280, height: 900 } });
    const places = {};
    for (const target of [...targets].filter((target) => target.startsWith("file:")).sort()) {
        const [name, id] = target.split("#");
        (places[name] ??= []).push(decodeURIComponent(id ?? ""));
    }
    for (const [target, ids] of Object.entries(places)) {
        try {
            await page.goto(target);
            const missing = await page.evaluate((ids) => ids.filter((id) => id && !document.getElementById(id)), ids);
            checks += ids.length;
            faults.push(...missing.map((id) => `the link ${target.replace(url(""), "")}#${id} has no such fragment`));
        } catch (error) {
            faults.push(`the link ${target.replace(url(""), "")}: ${error.message.split("\n")[0]}`);
        }
    }
    await page.context().close();
}

// Checks the size of each page, without the shared fonts and without the page for printing.
for (const name of chapters) {
    const bytes = statSync(join(folder, name)).size;
    expect(bytes < MOST_BYTES, `${name} weighs ${bytes} bytes`);
}

// Checks that a term is highlighted together with its name in the code, on hover and on keyboard focus.
{
    const page = await openPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(url("backward.html"));
    const pair = page.locator("#eq-hidden-error");
    const lit = () => pair.evaluate((element) => ({
        equation: element.querySelectorAll(".equation .lit").length,
        code: element.querySelectorAll("code .lit").length,
    }));
    await pair.locator("code .t-delta").first().hover();
    let now = await lit();
    expect(now.equation > 0 && now.code > 1, "hovering a name in the code lights up no term");
    await page.mouse.move(0, 0);
    now = await lit();
    expect(now.equation + now.code === 0, "a term stays lit");
    await pair.locator(".katex-html .t-delta").first().hover();
    now = await lit();
    expect(now.equation > 0 && now.code > 1, "hovering a term lights up no name in the code");
    await page.mouse.move(0, 0);
    await pair.locator("code .t-delta[tabindex]").first().focus();
    now = await lit();
    expect(now.equation > 0 && now.code > 1, "the keyboard lights up no term");

    // Checks the order of the keyboard: first to the text, then every stop is visible and has a frame.
    await page.goto(url("backward.html"));
    await page.keyboard.press("Tab");
    const first = await page.evaluate(() => document.activeElement.className);
    expect(first === "skip", `the first stop of the keyboard is ${first}`);
    await page.keyboard.press("Enter");
    let stops = 0;
    for (let before = -1; stops < 400; stops += 1) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(() => {
            const element = document.activeElement;
            const style = getComputedStyle(element);
            const hasFrame = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
            return { inText: document.querySelector("main").contains(element), hasFrame, isVisible: element.checkVisibility({ visibilityProperty: true }),
                at: [...document.querySelectorAll("*")].indexOf(element), what: element.outerHTML.slice(0, 80) };
        });
        if (!stop.inText) break;
        expect(stop.hasFrame && stop.isVisible, `the keyboard stops at ${stop.what}, which shows no frame`);
        expect(stop.at > before, `the keyboard goes back to ${stop.what}`);
        before = stop.at;
    }
    expect(stops > 20 && stops < 400, `the keyboard stops ${stops} times in the text`);
    await page.locator("main summary").first().focus();
    await page.keyboard.press("Enter");
    expect(await page.locator("main details[open]").count() === 1, "the keyboard unfolds no answer");

    // Checks that the search finds words, and no fragments of formulas.
    await page.goto(url("index.html"));
    await page.keyboard.press("s");
    await page.locator("#mdbook-searchbar, #searchbar").first().pressSequentially("saturated");
    await page.waitForSelector("#mdbook-searchresults li, #searchresults li", { timeout: 5000 }).catch(() => faults.push("the search finds nothing"));
    const found = await page.locator("#mdbook-searchresults, #searchresults").first().innerText();
    expect(!/\\[a-z]+|mathnormal|annotation/.test(found), `the search finds formula fragments: ${found.slice(0, 200)}`);
    await page.context().close();
}

// Checks what the copy buttons copy: of a chapter's Rust whole programs, with the lines that are hidden on the page.
{
    const page = await openPage({ viewport: { width: 1280, height: 900 }, permissions: ["clipboard-read", "clipboard-write"] });
    let programs = 0;
    for (const name of chapters) {
        await page.goto(url(name));
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => { details.open = true; }));
        const blocks = page.locator("main pre:has(> .buttons .clip-button)");
        for (let i = 0; i < await blocks.count(); i += 1) {
            const block = blocks.nth(i);
            await block.hover();
            await block.locator(".clip-button").click();
            const copied = await page.evaluate(() => navigator.clipboard.readText());
            const { text, isProgram } = await block.evaluate((element) => ({
                text: element.querySelector("code").textContent.trim(),
                isProgram: element.matches(":has(> .language-rust)") && !element.closest("figure"),
            }));
            const place = `${name}: the copy button of \`${text.slice(0, 40)}\``;
            expect(copied.includes(text), `${place} leaves something out`);
            if (!isProgram) continue;
            programs += 1;
            expect(/^fn main\(/m.test(copied), `${place} copies no program`);
            expect(!/^\s*(…|\.\.\.)/m.test(copied), `${place} copies dots in the place of code`);
            expect(!/\?;$/m.test(copied) || /-> Result</.test(copied), `${place} copies a \`?\` without a result`);
            if (screenshots) {
                mkdirSync(join(screenshots, "copied"), { recursive: true });
                writeFileSync(join(screenshots, "copied", `${name.replace(".html", "")}_${i}.rs`), copied);
            }
        }
    }
    expect(programs > 30, `only ${programs} programs can be copied`);
    await page.context().close();
}

// Checks that nothing moves for readers who have asked for that.
{
    const page = await openPage({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
    await page.goto(url("backward.html"));
    const moving = await page.evaluate(() => [...document.querySelectorAll("*")]
        .filter((element) => !["0s", ""].includes(getComputedStyle(element).transitionDuration)).map((element) => element.tagName));
    expect(moving.length === 0, `these elements move: ${[...new Set(moving)].join(", ")}`);
    await page.context().close();
}

// Checks the printed book.
{
    const page = await openPage({ viewport: { width: 1280, height: 900 } });
    page.on("dialog", (dialog) => dialog.dismiss());
    await page.addInitScript(() => { window.print = () => {}; });
    await page.goto(url("print.html"));
    const pdf = await page.pdf({ format: "A4", ...(screenshots ? { path: join(screenshots, "print.pdf") } : {}) });
    const sheets = (pdf.toString("latin1").match(/\/Type\s*\/Page\b/g) ?? []).length;
    expect(sheets > 10, `the print page gives ${sheets} sheets`);
    await page.context().close();
}

await browser.close();
const unique = [...new Set(faults)];
unique.forEach((fault) => console.log(fault));
console.log(`${chapters.length} pages, ${targets.size} links: ${checks} checks, ${unique.length} faults`);
process.exit(unique.length === 0 ? 0 : 1);
