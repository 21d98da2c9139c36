import { afterEach, expect, test, vi } from "vitest";
import { backfillProgress } from "./backfill-progress.ts";

afterEach(() => {
  vi.restoreAllMocks();
  Reflect.deleteProperty(process.stderr, "isTTY");
});

function given({ isTerminal }: { isTerminal: boolean }) {
  Object.defineProperty(process.stderr, "isTTY", { value: isTerminal, configurable: true });
  const said: unknown[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => said.push(text) > 0);
  return { said, progress: backfillProgress() };
}

test("where nobody looks on, a wait is said once, and one that is far longer once more", () => {
  const { said, progress } = given({ isTerminal: false });
  for (const seconds of [10.2, 3, 14, 60, 60]) progress.waits(seconds);
  progress.end();
  expect(said).toEqual([
    "Ringba is asked again in 11 s; further waits like this are not told.\n",
    "Ringba is asked again in 60 s; further waits like this are not told.\n",
  ]);
});

test("on a terminal each wait is written over the one before", () => {
  const { said, progress } = given({ isTerminal: true });
  for (const seconds of [10.2, 3]) progress.waits(seconds);
  expect(said).toEqual(["\rasking again in 11 s\x1b[K", "\rasking again in 3 s\x1b[K"]);
});
