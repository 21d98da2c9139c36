import { type ChildProcess, execFile, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import type { Done, Job } from "./vault-child.ts";

const recordings = Number(process.env["RECORDINGS"] ?? 200);
const rounds = 5;
const together = 8;
const megabyte = 1_000_000;
const longBytes = 500 * megabyte;
const mib = (bytes: number) => (bytes / 2 ** 20).toFixed(0);
const run$ = promisify(execFile);

/**
 * A recording of 500 MB against the memory of the process that vaults it, and recordings of 1 MB against curl, sha256sum
 * and sync on the same links and disk, rounds interleaved, eight at once. The server is a process of its own.
 */
export async function run(): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), "callscript-bench-"));
  const server = child("serve");
  try {
    const [ports] = (await once(server, "message")) as [number[]];
    const link = (bytes: number, index: number) =>
      `http://127.0.0.1:${ports[index % ports.length]}/${bytes}/r${index}`;
    await memory(home, link);
    await speed(
      home,
      Array.from({ length: recordings }, (_, index) => link(megabyte, index)),
    );
  } finally {
    server.kill();
    rmSync(home, { recursive: true, force: true });
  }
}

async function memory(home: string, link: (bytes: number, index: number) => string): Promise<void> {
  for (const [name, withProbe] of [
    ["stored only", false],
    ["stored and measured", true],
  ] as const) {
    const program = child("vault");
    const job = { root: path.join(home, "long"), withProbe, concurrency: 1 };
    // Code is loaded, compiled and has its buffers before the memory counts.
    await ask(program, { ...job, links: Array.from({ length: 20 }, (_, index) => link(megabyte, index)) });
    const { seconds, rssBytes, mostRssBytes } = await ask(program, { ...job, links: [link(longBytes, 0)] });
    program.kill();
    const grown = mostRssBytes - rssBytes;
    print(
      `500 MB, ${name}`,
      `grows by ${mib(grown).padStart(3)} MiB from ${mib(rssBytes)} MiB (goal <= 64 MiB), ${seconds.toFixed(1)} s`,
    );
  }
}

async function speed(home: string, links: string[]): Promise<void> {
  const folder = (name: string) => {
    const made = path.join(home, name);
    rmSync(made, { recursive: true, force: true });
    mkdirSync(made);
    return made;
  };
  const program = child("vault");
  const ours = (withProbe: boolean) => async () =>
    (await ask(program, { links, root: folder("ours"), withProbe, concurrency: together })).seconds;
  const variants = [
    { name: "one curl for all, then sha256sum, then sync", measure: () => curlForAll(folder("all"), links) },
    { name: "curl | tee | sha256sum and sync, each", measure: () => curlForEach(folder("each"), links) },
    { name: "ours: checked, hashed, synced, named", measure: ours(false) },
    { name: "ours, and measured", measure: ours(true) },
  ];
  const rates = new Map<string, number[]>(variants.map(({ name }) => [name, []]));
  for (const { measure } of variants) await measure();
  for (let round = 0; round < rounds; round += 1)
    for (let turn = 0; turn < variants.length; turn += 1) {
      const variant = variants[(turn + round) % variants.length];
      if (variant) rates.get(variant.name)?.push(links.length / (await variant.measure()));
    }
  program.kill();
  const medians = variants.map(({ name }) => median(rates.get(name) ?? []));
  for (const [index, { name }] of variants.entries())
    print(name, `${(medians[index] ?? 0).toFixed(0).padStart(5)} recordings/s`);
  const [all = 1, each = 1, plain = 0, measured = 0] = medians;
  const ratios = (rate: number) =>
    `${(rate / each).toFixed(2)} of curl each, ${(rate / all).toFixed(2)} of curl for all`;
  print("ratio", `${ratios(plain)} (goal >= 0.5); measured: ${ratios(measured)}`);
  print(
    "",
    `${rounds} interleaved rounds of ${links.length} recordings of 1 MB, ${together} at once, fsync on`,
  );
}

/** The least that the same work takes with other tools: three processes for all of the recordings. */
async function curlForAll(folder: string, links: string[]): Promise<number> {
  const files = links.map((_, index) => path.join(folder, `r${index}.wav`));
  const config = path.join(folder, "curl.txt");
  writeFileSync(config, links.map((link, index) => `url = "${link}"\noutput = "${files[index]}"`).join("\n"));
  const began = performance.now();
  await run$("curl", [
    "--silent",
    "--fail",
    "--parallel",
    "--parallel-max",
    String(together),
    "--config",
    config,
  ]);
  await run$("sha256sum", files, { maxBuffer: 2 ** 26 });
  await run$("sync", files);
  return (performance.now() - began) / 1000;
}

async function curlForEach(folder: string, links: string[]): Promise<number> {
  const script = 'curl -sf "$1" | tee "$2" | sha256sum >"$2.sha256" && sync "$2"';
  const todo = [...links.entries()];
  const began = performance.now();
  const take = async () => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift())
      await run$("sh", ["-c", script, "sh", next[1], path.join(folder, `r${next[0]}.wav`)]);
  };
  await Promise.all(Array.from({ length: together }, take));
  return (performance.now() - began) / 1000;
}

function child(role: "serve" | "vault"): ChildProcess {
  return fork(path.join(import.meta.dirname, "vault-child.ts"), [role], {
    execArgv: ["--import", "tsx", "--expose-gc"],
  });
}

async function ask(program: ChildProcess, job: Job): Promise<Done> {
  program.send(job);
  const [done] = (await once(program, "message")) as [Done];
  return done;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function print(name: string, figures: string): void {
  process.stdout.write(`${name.padEnd(46)} ${figures}\n`);
}
