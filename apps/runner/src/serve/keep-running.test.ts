import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test, vi } from "vitest";
import { keepRunning } from "./keep-running.ts";

const log = () => ({ info: vi.fn(), warn: vi.fn(), error: vi.fn() });
const soon = { againMs: 5 };

test.each([
  ["ends", () => spawn(process.execPath, ["-e", "process.exit(3)"])],
  ["is not there", () => spawn("/nowhere/node", [])],
  [
    "is refused at once",
    () => {
      throw new Error("spawn ENOMEM");
    },
  ],
])("a program that %s is tried three times and then given up", async (_how, spawnOne: () => ChildProcess) => {
  const tried = vi.fn(spawnOne);
  const said = log();
  const program = keepRunning("dashboard", said, tried, soon);
  await expect(program.crashed).rejects.toThrow("The dashboard ended three times within a minute");
  expect(tried).toHaveBeenCalledTimes(3);
  expect(said.error).toHaveBeenCalledTimes(4);
  await program.close();
});

test("one that is killed is started again, until it is told to end", async () => {
  const started: ChildProcess[] = [];
  const program = keepRunning(
    "dashboard",
    log(),
    () => {
      const child = spawn("sleep", ["600"]);
      started.push(child);
      return child;
    },
    soon,
  );
  const [first] = started;
  first?.kill("SIGKILL");
  await expect.poll(() => started.length).toBe(2);
  const [, second] = started;
  const ended = second && once(second, "exit");
  await program.close();
  expect(await ended).toEqual([null, "SIGTERM"]);
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(started).toHaveLength(2);
});
