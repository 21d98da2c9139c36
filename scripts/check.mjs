// `npm run check`: lint and format, types, dead code, edge entries, paths named in docs. Needs no database.
import { spawnSync } from "node:child_process";
import path from "node:path";
import { ensureInstalled } from "./setup/install.mjs";
import { root } from "./setup/root.mjs";

ensureInstalled();
const bin = (name) => path.join(root, "node_modules/.bin", name);
const steps = [
  ["lint and format", bin("biome"), ["check", "--error-on-warnings", "--max-diagnostics=50"]],
  ["types: core", bin("tsc"), ["-p", "core/tsconfig.json"]],
  ["types: lanes", bin("tsc"), ["-p", "lanes/tsconfig.json"]],
  ["types: adapters, runner, demo, tests", bin("tsc"), ["-p", "tsconfig.json"]],
  ["types: dashboard", bin("tsc"), ["-p", "apps/dashboard/tsconfig.json"]],
  [
    "edge entries",
    bin("deno"),
    ["check", ...["ingest", "judge", "pixel", "vault"].map((name) => `supabase/functions/${name}/index.ts`)],
  ],
  ["dead code", bin("knip"), ["--no-progress", "--treat-config-hints-as-errors"]],
  ["paths named in docs", process.execPath, ["scripts/check-doc-paths.mjs"]],
];

let failed = 0;
for (const [name, command, args] of steps) {
  const began = Date.now();
  const done = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "pipe", "pipe"],
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, DENO_NO_UPDATE_CHECK: "1", NEXT_TELEMETRY_DISABLED: "1" },
  });
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  if (done.status === 0) process.stdout.write(`ok    ${name} (${seconds} s)\n`);
  else {
    failed += 1;
    process.stdout.write(
      `FAIL  ${name} (${seconds} s)\n${done.stdout ?? ""}${done.stderr ?? ""}${done.error ? `${done.error.message}\n` : ""}`,
    );
  }
}
if (failed > 0) {
  process.stdout.write(`${failed} of ${steps.length} checks failed.\n`);
  process.exit(1);
}
