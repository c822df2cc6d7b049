// Takes the picture of the page "Your own network" that README.md shows, and compares it with the one that is kept.
// Usage: node picture.mjs FOLDER KEPT [keep], where KEPT is the path of that picture; with `keep`, it is replaced

import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import puppeteer from "puppeteer-core";

const folder = resolve(process.argv[2] ?? "target/book"), kept = resolve(process.argv[3]);
/** The share of pixels that may differ: the letters of another machine are a little different. */
const MOST = 0.05;

const browser = await puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync"],
});
const page = await browser.newPage();
await page.setViewport({ width: 820, height: 800, deviceScaleFactor: 1 });
await page.goto(`${pathToFileURL(folder).href}/your_network.html`);
await page.waitForSelector('[data-live="own"][data-agrees="true"]', { timeout: 10_000 });
// The equations are written when the page has rested for a moment.
await page.waitForSelector('[data-slot="equations"]:not(.stale) h3', { timeout: 10_000 });
// A unit is pointed at, so that its quantities are lit in the drawing and in the equations.
await page.evaluate(async () => {
    await document.fonts.ready;
    const equations = document.querySelector('[data-slot="equations"]');
    equations.scrollTop = [...equations.querySelectorAll("h3")].find((title) => /Errors of layer 2/.test(title.textContent)).offsetTop - equations.offsetTop;
    document.querySelector(".sidebar-toggle-anchor")?.checked && document.querySelector("#mdbook-sidebar-toggle, #sidebar-toggle")?.click();
    const delta = document.querySelector('[data-slot="network"] [data-symbol^="δ 2 1"]');
    delta.dispatchEvent(new PointerEvent("pointerover", { bubbles: true }));
});
await new Promise((done) => setTimeout(done, 500));
const box = await page.$eval('[data-live="own"]', (element) => element.getBoundingClientRect().toJSON());
const end = await page.$eval('[data-slot="equations"]', (element) => element.getBoundingClientRect().bottom);
const clip = { x: box.x - 16, y: box.y - 8, width: box.width + 32, height: end - box.y + 24 };
const picture = Buffer.from(await page.screenshot({ clip, captureBeyondViewport: true }));

if (process.argv[4] === "keep" || !existsSync(kept)) {
    writeFileSync(kept, picture);
    console.log(`${kept}: ${picture.length} bytes`);
} else {
    const [before, now] = [readFileSync(kept), picture].map((bytes) => `data:image/png;base64,${bytes.toString("base64")}`);
    const share = await page.evaluate(async (...addresses) => {
        const [before, now] = await Promise.all(addresses.map(async (address) => {
            const image = new Image();
            image.src = address;
            await image.decode();
            const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
            canvas.drawImage(image, 0, 0);
            return canvas.getImageData(0, 0, image.width, image.height);
        }));
        if (before.width !== now.width || Math.abs(before.height - now.height) > 40) return 1;
        let differ = 0;
        const count = Math.min(before.data.length, now.data.length);
        for (let i = 0; i < count; i += 4) differ += Math.abs(before.data[i] - now.data[i]) > 40 ? 1 : 0;
        return differ / (count / 4);
    }, before, now);
    console.log(`The picture in README.md differs in ${(100 * share).toFixed(2)} % of its pixels.`);
    if (share > MOST) {
        console.log("`node picture.mjs FOLDER KEPT keep` replaces it.");
        process.exitCode = 1;
    }
}
await browser.close();
