import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";

const built = path.resolve(import.meta.dirname, "../../apps/dashboard/.next");

/**
 * Kilobytes (1,000 bytes, gzip) of JavaScript with which each page begins, by its route: its own, its layouts' and what all
 * pages share. From the build's own manifest; what a page fetches later is not counted.
 */
export function pageWeights(): Map<string, number> {
  const { pages } = JSON.parse(readFileSync(path.join(built, "app-build-manifest.json"), "utf8")) as {
    pages: Record<string, string[]>;
  };
  const bytes = new Map<string, number>();
  const weigh = (file: string) => {
    const known = bytes.get(file);
    if (known !== undefined) return known;
    const weight = gzipSync(readFileSync(path.join(built, file))).length;
    bytes.set(file, weight);
    return weight;
  };
  const weights = new Map<string, number>();
  for (const [entry, own] of Object.entries(pages)) {
    if (!entry.endsWith("/page")) continue;
    const folders = entry.split("/").slice(0, -1);
    const layouts = folders.flatMap(
      (_, depth) => pages[`${folders.slice(0, depth + 1).join("/")}/layout`] ?? [],
    );
    const files = [...new Set([...layouts, ...own])].filter((file) => file.endsWith(".js"));
    const route = entry.replace(/\/page$/, "").replace(/\/\([a-z]+\)/g, "") || "/";
    weights.set(route, files.reduce((sum, file) => sum + weigh(file), 0) / 1000);
  }
  return weights;
}
