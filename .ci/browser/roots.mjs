// The figures that move in the pages of a folder.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** The page, the name, the numbers given and the names of all actions of each figure. */
export function roots(folder) {
    const pages = readdirSync(folder).filter((name) => name.endsWith(".html")).sort();
    return pages.flatMap((page) => {
        const figures = readFileSync(join(folder, page), "utf8").split(/(?=<figure )/).slice(1);
        return figures.filter((figure) => /^<figure [^>]* data-live=/.test(figure)).map((figure) => {
            const attribute = (name) => new RegExp(`^<figure [^>]* data-${name}="([^"]*)"`).exec(figure)?.[1] ?? "";
            const stage = figure.slice(0, figure.indexOf("</figure>"));
            const named = (kind) => [...stage.matchAll(new RegExp(`data-${kind}="([^"]*)"`, "g"))].map(([, name]) => name);
            const actions = [...named("act"), ...named("point"), ...named("drag").flatMap((name) => [name, `${name} start`, `${name} key`])];
            return { page, name: attribute("live"), given: attribute("given").split(" ").filter(Boolean).map(Number), actions: [...new Set(actions)].sort() };
        });
    });
}
