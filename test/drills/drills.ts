// `npm run drills -- <name>`: long runs that the test suite has no time for; docs/drills.md keeps their reports.
const drills: Record<string, () => Promise<{ run(args: readonly string[]): Promise<void> }>> = {
  pixel: () => import("./pixel.drill.ts"),
  week: () => import("./week.drill.ts"),
};

const [name = "", ...args] = process.argv.slice(2);
const load = drills[name];
if (!load) {
  process.stderr.write(`Usage: npm run drills -- <${Object.keys(drills).join(" | ")}> [options]\n`);
  process.exit(64);
}
await (await load()).run(args);
