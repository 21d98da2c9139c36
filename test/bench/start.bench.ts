import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { newHome, start } from "../e2e/support/run-callscript.ts";

const seconds = (fromMs: number) => ((Date.now() - fromMs) / 1000).toFixed(1);

/**
 * Warm `npm start` (installed, built, the home in use once before): to the dashboard answering, to the first flagged
 * call, and the memory of everything together a minute after it (PSS, Linux).
 */
export async function run(): Promise<void> {
  const place = await newHome();
  const env = { CALLSCRIPT_HOME: place.home, CALLSCRIPT_API_PORT: String(place.apiPort) };
  const args = ["scripts/start.mjs", "--port", String(place.port)];
  try {
    const fresh = Date.now();
    const first = start(args, env);
    await first.says(/is running/, 600_000);
    process.stdout.write(`new home, to the dashboard answering      ${seconds(fresh)} s\n`);
    await first.says(/flagged {2}/, 120_000);
    process.stdout.write(`new home, to the first flag               ${seconds(fresh)} s\n`);
    first.child.kill("SIGINT");
    await first.ended;

    const began = Date.now();
    const program = start(args, env);
    await program.says(/is running/, 60_000);
    process.stdout.write(`warm start to the dashboard answering   ${seconds(began)} s   (goal <= 15 s)\n`);
    const answered = Date.now();
    await program.says(/flagged {2}/, 120_000);
    process.stdout.write(`first demo call flagged after that      ${seconds(answered)} s   (goal <= 30 s)\n`);
    await pause(60_000);
    const tree = processTree(program.child.pid ?? 0, place.home);
    const total = tree.reduce((sum, { pssMib }) => sum + pssMib, 0);
    process.stdout.write(
      `memory a minute later, all processes    ${total.toFixed(0)} MiB PSS   (goal <= 1024 MiB)\n`,
    );
    for (const { name, pssMib } of tree.sort((a, b) => b.pssMib - a.pssMib))
      process.stdout.write(`  ${pssMib.toFixed(0).padStart(5)} MiB  ${name}\n`);
    program.child.kill("SIGINT");
    await program.ended;
  } finally {
    place.remove();
  }
}

/** This program's descendants, and the Postgres of its home, which is no descendant: it outlives a killed runner. */
function processTree(rootPid: number, home: string): { name: string; pssMib: number }[] {
  const all = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
        const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
        const pss = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8").match(/^Pss:\s+(\d+) kB/m);
        return [{ pid: Number(pid), parent, command, pssMib: Number(pss?.[1] ?? 0) / 1024 }];
      } catch (error) {
        // A process that ended between the listing and the reading, or that is somebody else's.
        if (["ENOENT", "ESRCH", "EACCES"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
        throw error;
      }
    });
  const postmasters = all
    .filter(({ command }) => command.includes("postgres") && command.includes(home))
    .map(({ pid }) => pid);
  const wanted = new Set([rootPid, ...postmasters]);
  for (let grew = true; grew; ) {
    grew = false;
    for (const { pid, parent } of all) {
      if (wanted.has(parent) && !wanted.has(pid)) {
        wanted.add(pid);
        grew = true;
      }
    }
  }
  return all
    .filter(({ pid }) => wanted.has(pid))
    .map(({ command, pssMib }) => ({ name: command.slice(0, 80), pssMib }));
}
