import path from "node:path";
import { build } from "esbuild";

const repository = path.resolve(import.meta.dirname, "../..");

/** One file of a crash child, because a process of TypeScript sources takes a second to start. */
export async function bundleChild(name: string, folder: string): Promise<string> {
  const outfile = path.join(folder, `${name}.mjs`);
  await build({
    absWorkingDir: repository,
    entryPoints: [`test/crash/${name}.ts`],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    external: ["pg-native"],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: "error",
  });
  return outfile;
}
