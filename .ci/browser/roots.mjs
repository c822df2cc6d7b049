// The figures that move in the pages of a folder.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/**
 * The page of each figure, the script of its module, its name, the numbers given, the names of all actions, and those of
 * the fields for text, of which the address is one.
 */
export function roots(folder) {
    const pages = readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
    return pages.flatMap((page) => {
        const text = readFileSync(join(folder, page), "utf8");
        // Of the scripts of the figures, the module is the first.
        const module = /src="live\/(\w+\.js)/.exec(text)?.[1];
        return text.split(/(?=<figure )/).slice(1).filter((figure) => /^<figure [^>]* data-live=/.test(figure)).map((figure) => {
            const attribute = (name) => new RegExp(`^<figure [^>]* data-${name}="([^"]*)"`).exec(figure)?.[1] ?? "";
            const stage = figure.slice(0, figure.indexOf("</figure>"));
            const named = (kind) => [...stage.matchAll(new RegExp(`data-${kind}="([^"]*)"`, "g"))].map(([, name]) => name);
            const actions = [...named("act"), ...named("point"), ...named("width"), ...named("drag").flatMap((name) => [name, `${name} start`, `${name} key`])];
            const fields = [...stage.matchAll(/<textarea[^>]* data-act="([^"]*)"/g)].map(([, name]) => name).concat(named("address"));
            return {
                page, module, fields, name: attribute("live"), given: attribute("given").split(" ").filter(Boolean).map(Number),
                actions: [...new Set(actions)].sort(),
            };
        });
    });
}
