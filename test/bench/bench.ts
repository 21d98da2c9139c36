// `npm run bench -- <name>`: prints figures; nothing here passes or fails. docs/benchmarks.md keeps them with their date.
const benches: Record<string, () => Promise<{ run(): Promise<void> }>> = {
  dashboard: () => import("./dashboard.bench.ts"),
  ingest: () => import("./ingest.bench.ts"),
  judge: () => import("./judge.bench.ts"),
  pixel: () => import("./pixel.bench.ts"),
  queue: () => import("./queue.bench.ts"),
  start: () => import("./start.bench.ts"),
  vault: () => import("./vault.bench.ts"),
};

const name = process.argv[2] ?? "";
const load = benches[name];
if (!load) {
  process.stderr.write(`Usage: npm run bench -- <${Object.keys(benches).join(" | ")}>\n`);
  process.exit(64);
}
await (await load()).run();
