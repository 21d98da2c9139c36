import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { openLog } from "./log.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "callscript-log-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("a line is JSON with its UTC time, the owner's alone; what could be a secret or a person is taken out", () => {
  const file = path.join(folder, "logs/callscript.log");
  const log = openLog(file);
  log.warn("call not finished", { call: "c1", caller_number: "+13125550100", nested: { token: "t" } });
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    msg: "call not finished",
    call: "c1",
    time_utc: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    caller_number: "[Redacted]",
    nested: { token: "[Redacted]" },
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.skipIf(!existsSync("/dev/full"))(
  "a full disk ends nothing and is said once, not at every line (skipped without /dev/full)",
  () => {
    const said = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    try {
      const log = openLog("/dev/full");
      for (let line = 0; line < 50; line += 1) log.error("lane waits", { line });
      expect(said.mock.calls).toEqual([[expect.stringContaining("The log cannot be written (ENOSPC")]]);
    } finally {
      said.mockRestore();
    }
  },
);
