// Runs the network as WebAssembly and prints its costs. Usage: node page.mjs FILE.wasm

import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
for (const epochs of [0, 1, 10, 2000]) console.log(instance.exports.cost_after(epochs).toFixed(9));
