import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { root } from "./root.mjs";
import { sourceHash } from "./source-hash.mjs";

const out = path.join(root, "dist");
const stamp = path.join(out, ".source-hash");

/** Workspace packages are bundled; everything from the registry stays in node_modules. */
const keepPackagesOutside = {
  name: "keep-packages-outside",
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, ({ path: specifier, kind }) => {
      if (kind === "entry-point" || specifier.startsWith("@callscript/") || path.isAbsolute(specifier))
        return undefined;
      return { path: specifier, external: true };
    });
  },
};

/**
 * Builds dist/callscript.mjs and the child processes' entries when a source changed. Takes well under a second. What is
 * there stays until it is written over: a running CallScript may still load a part of it.
 */
export async function ensureBundled() {
  const hash = sourceHash(["core", "lanes", "adapters", "demo", "evals", "apps/runner"]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  const { build } = await import("esbuild");
  mkdirSync(out, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: {
      callscript: "apps/runner/src/main.ts",
      "speech-child": "adapters/speech-sherpa/child.ts",
    },
    outdir: out,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: "linked",
    logLevel: "warning",
    plugins: [keepPackagesOutside],
  });
  writeFileSync(stamp, hash);
}
