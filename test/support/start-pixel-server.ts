import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");

/** Bundles test/support/pixel-server.ts below node_modules, so that a process of it is up in a fifth of a second. */
export async function bundlePixelServer(): Promise<{ file: string; remove(): void }> {
  const folder = mkdtempSync(path.join(root, "node_modules/.pixel-server-"));
  const file = path.join(folder, "pixel-server.mjs");
  await build({
    absWorkingDir: root,
    entryPoints: ["test/support/pixel-server.ts"],
    outfile: file,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
    external: ["pg", "hono", "hono/*", "@hono/*", "zod", "prom-client", "undici", "big.js"],
  });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Starts one and waits until it listens. @throws when it ends before. */
export async function startPixelServer(
  file: string,
  env: { DATABASE_URL: string; PORT: string; BARE?: string },
): Promise<ChildProcess> {
  const child = spawn(process.execPath, [file], {
    env: { PATH: process.env["PATH"], ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit").then(([code]) => {
    throw new Error(`the pixel server ended with ${code} before it listened`);
  });
  await Promise.race([once(child.stdout, "data"), ended]);
  ended.catch(() => undefined);
  return child;
}
