import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The `demo` folder of the checkout, also when this file has been bundled elsewhere. */
export function demoRoot(): string {
  for (let folder = path.dirname(fileURLToPath(import.meta.url)); ; folder = path.dirname(folder)) {
    const demo = path.join(folder, "demo");
    if (existsSync(path.join(demo, "calls/all-calls.ts"))) return demo;
    if (folder === path.dirname(folder)) throw new Error("the demo folder was not found above this program");
  }
}
