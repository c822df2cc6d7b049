// Moves the page "Your own network": types declarations into its field, presses what it then shows, trains, and follows a link.

import { declarations } from "./texts.mjs";

/** How long a page may leave a reader without an answer while a network is trained, in milliseconds. */
const PATIENCE = 400;
const XOR = "network! {\n    struct Xor {\n        layers: 2 -> 4 Tanh -> 1 Sigmoid,\n        cost: CrossEntropy,\n    }\n}\n";

/** Does all of that. The figure is one of `roots`, and the rest are the tools of `figures.mjs`. */
export async function own({ figure, open, look, compare, expect, sleep }) {
    const root = `[data-live="${figure.name}"]`, stage = `${root} .stage`;
    const start = async (hash = "", options = {}) => {
        const page = await open(figure.page + hash, options);
        await page.waitForSelector(`${root}[data-agrees]`, { timeout: 10_000 });
        return page;
    };
    const type = async (page, field, text) => {
        await page.$eval(`${stage} textarea[data-act="${field}"]`, (element, text) => {
            element.value = text;
            element.dispatchEvent(new Event("input", { bubbles: true }));
        }, text);
        await look(page, figure.name);
    };
    const press = async (page, selector) => {
        const isThere = await page.$$eval(selector, ([element]) => {
            element?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
            return element !== undefined;
        });
        await look(page, figure.name);
        return isThere;
    };
    const text = (page, slot) => page.$eval(`${stage} [data-slot="${slot}"]`, (element) => element.textContent);

    // Every mistake that the macro knows, and what mends it.
    let page = await start();
    let mends = 0;
    for (const declaration of declarations()) {
        await type(page, "declaration", declaration);
        if (await press(page, `${stage} [data-act="mend"]`)) mends += 1;
    }
    expect(mends > 20, `only ${mends} declarations were mended`);
    await compare(page, figure, "declarations");
    await page.close();

    // The drawing: units and weights, by pointer and by keyboard, and on a phone.
    page = await start();
    await type(page, "declaration", XOR);
    for (let i = 0; i < 7; i++) {
        expect(await press(page, `${stage} [data-act="unit"][data-value="${i}"]`), `there is no unit ${i}`);
    }
    for (let i = 0; i < 17; i++) {
        expect(await press(page, `${stage} [data-act="weight"][data-value="${i}"]`), `there is no weight ${i}`);
    }
    const unit = `${stage} [data-act="unit"][data-value="4"]`;
    await page.$eval(unit, (element) => element.focus());
    await page.keyboard.press("Enter");
    expect(await page.evaluate((unit) => document.activeElement === document.querySelector(unit), unit), "a unit loses the focus");
    for (const width of [390, 700, 1280]) {
        await page.setViewport({ width, height: 900 });
        await sleep(100);
        const wide = await page.evaluate(() => document.scrollingElement.scrollWidth);
        expect(wide <= width, `on a screen of ${width} pixels, the page is ${wide} wide`);
        await look(page, figure.name);
    }
    await compare(page, figure, "units and weights");

    // A quantity is lit in the drawing and in the equations: while it is pointed at, and for longer if it is pressed.
    await page.close();
    page = await start();
    await page.waitForSelector(`${stage} [data-slot="equations"] h3`);
    for (const [here, there] of [["network", "equations"], ["equations", "network"]]) {
        const symbol = await page.$(`${stage} [data-slot="${here}"] [data-symbol^="a 2 1"]`);
        await symbol.scrollIntoView();
        await symbol.hover();
        const lit = () => page.$$eval(`${stage} [data-slot="${there}"] .lit`, (elements) => elements.length);
        expect(await lit() > 0, `a unit of the ${here} is not lit in the ${there}`);
        await (await page.$(`${stage} h3`)).hover();
        expect(await lit() === 0, `a unit of the ${there} stays lit`);
    }
    await (await page.$(`${stage} [data-slot="network"] [data-symbol^="δ 2 1"]`)).click();
    await (await page.$(`${stage} h3`)).hover();
    const seen = await page.$$eval(`${stage} [data-slot="equations"] .lit`, (elements) => {
        const box = document.querySelector("[data-slot=equations]").getBoundingClientRect();
        return elements.some((element) => { const { top, bottom } = element.getBoundingClientRect(); return top >= box.top && bottom <= box.bottom; });
    });
    expect(seen, "what was pressed is not in sight and lit in the equations");

    // Somebody writes in the middle of the text.
    const field = await page.$(`${stage} textarea[data-act="declaration"]`);
    await field.evaluate((element) => {
        element.focus();
        element.setSelectionRange(element.value.indexOf("Xor") + 3, element.value.indexOf("Xor") + 3);
    });
    await page.keyboard.type("Two");
    expect(await field.evaluate((element) => element.value.includes("struct XorTwo {")), "what is typed is not where it was typed");
    await compare(page, figure, "typing");

    // It trains, and the reader can still do something else.
    await press(page, `${stage} button[data-act="again"]`);
    const before = await text(page, "says");
    await press(page, `${stage} button[data-act="run"]`);
    const longest = await page.evaluate(async () => {
        let longest = 0;
        for (let start = performance.now(), last = start, now; (now = performance.now()) < start + 1500; last = now) {
            longest = Math.max(longest, now - last);
            await new Promise((done) => setTimeout(done));
        }
        return Math.round(longest);
    });
    expect(longest < PATIENCE, `while it trains, the page does not answer for ${longest} ms`);
    await press(page, `${stage} button[data-act="run"]`);
    expect(await text(page, "says") !== before, "it has not trained");
    await compare(page, figure, "training");

    // A link leads to the same network, in a page that was just opened and in one that is open.
    const link = await page.$eval(`${stage} [data-slot="link"]`, (element) => element.getAttribute("href"));
    const state = (page) => page.$$eval(`${stage} :is(textarea, [data-slot="rate"], [data-slot="data"], [data-slot="optimizer"])`, (elements) => elements.map(({ value }) => value));
    const wanted = await state(page);
    const other = await start(link);
    expect(JSON.stringify(await state(other)) === JSON.stringify(wanted), `the link ${link} leads to ${await state(other)}`);
    await compare(other, figure, "a link");
    await type(other, "declaration", "struct Other { layers: 4 -> 3 Softmax, cost: CrossEntropy }");
    await other.evaluate((link) => location.hash = `${link}&`, link);
    await sleep(200);
    expect(JSON.stringify(await state(other)) === JSON.stringify(wanted), `the link ${link} leads to ${await state(other)} from an open page`);
    await compare(other, figure, "a link from an open page");
    await other.close();
    await page.close();
}
