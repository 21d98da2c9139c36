import { spawnSync } from "node:child_process";
import path from "node:path";
import { PassThrough } from "node:stream";
import { expect, test } from "vitest";
import { outliveReaders } from "./outlive-readers.ts";
import { repositoryRoot } from "./repository-root.ts";

const failing = (code: string) => Object.assign(new Error(`write ${code}`), { code });

test("output that nobody reads any more ends nothing; any other error is thrown", () => {
  const output = new PassThrough();
  outliveReaders([output]);
  output.emit("error", failing("EPIPE"));
  output.emit("error", failing("EIO"));
  expect(() => output.emit("error", failing("ENOSPC"))).toThrow("write ENOSPC");
});

test.each(["1", "2"])("a program whose output %s is closed goes on to its end", (output) => {
  const file = path.join(repositoryRoot(), "apps/runner/src/outlive-readers.ts");
  const program = `
    import { outliveReaders } from ${JSON.stringify(file)};
    outliveReaders([process.stdout, process.stderr]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    (${output} === 1 ? process.stdout : process.stderr).write("nobody reads this");
    setTimeout(() => process.exit(42), 50);`;
  const run = `"${process.execPath}" --import tsx --input-type=module -e "$PROGRAM" ${output}> >(true); exit $?`;
  const done = spawnSync("bash", ["-c", run], {
    cwd: repositoryRoot(),
    env: { PATH: process.env["PATH"], PROGRAM: program },
  });
  expect(done.status, done.stderr.toString()).toBe(42);
});
