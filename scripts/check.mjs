// `npm run check`: lint and format, types, dead code, edge entries, paths named in docs. Needs no database.
// With --build (as `npm test` has it) the build goes on beside them.
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { ensureInstalled } from "./setup/install.mjs";
import { root } from "./setup/root.mjs";

ensureInstalled();
const bin = (name) => path.join(root, "node_modules/.bin", name);
/** Next needs the library that TypeScript was until version 6; the compiler of 7 checks in a third of its time. */
const types = (project) => [
  process.execPath,
  [path.join(root, "node_modules/typescript-7/bin/tsc"), "-p", project],
];
const steps = [
  // The longest first. Its own words, where it fails, are those of the build that comes after.
  ...(process.argv.includes("--build") ? [["build", process.execPath, ["scripts/build.mjs"]]] : []),
  ["types: adapters, runner, demo, tests", ...types("tsconfig.json")],
  ["types: dashboard", ...types("apps/dashboard/tsconfig.json")],
  ["lint and format", bin("biome"), ["check", "--error-on-warnings", "--max-diagnostics=50"]],
  ["types: core", ...types("core/tsconfig.json")],
  ["types: lanes", ...types("lanes/tsconfig.json")],
  [
    "edge entries",
    bin("deno"),
    ["check", ...["ingest", "judge", "pixel", "vault"].map((name) => `supabase/functions/${name}/index.ts`)],
  ],
  ["dead code", bin("knip"), ["--no-progress", "--treat-config-hints-as-errors"]],
  ["paths named in docs", process.execPath, ["scripts/check-doc-paths.mjs"]],
];

let failed = 0;
async function run([name, command, args]) {
  const began = Date.now();
  const env = { ...process.env, DENO_NO_UPDATE_CHECK: "1", NEXT_TELEMETRY_DISABLED: "1" };
  const done = await promisify(execFile)(command, args, {
    cwd: root,
    env,
    maxBuffer: 64 * 1024 * 1024,
  }).catch((error) => ({ error, stdout: error.stdout ?? "", stderr: error.stderr ?? "" }));
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (done.error === undefined) return process.stdout.write(`ok    ${name} (${seconds} s)\n`);
  failed += 1;
  const words = `${done.stdout}${done.stderr}` || `${done.error.message}\n`;
  process.stdout.write(`FAIL  ${name} (${seconds} s)\n${words}`);
}

/** Two at a time: each works on one core. */
const left = [...steps];
async function runSome() {
  for (let step = left.shift(); step !== undefined; step = left.shift()) await run(step);
}
await Promise.all([runSome(), runSome()]);
if (failed > 0) {
  process.stdout.write(`${failed} of ${steps.length} checks failed.\n`);
  process.exit(1);
}
