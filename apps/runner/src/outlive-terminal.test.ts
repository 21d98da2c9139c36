import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { repositoryRoot } from "./repository-root.ts";

const hasScript = spawnSync("script", ["--version"]).status === 0;

test.skipIf(!hasScript)(
  "a program whose terminal was closed ends with its own exit code (skipped without util-linux's `script`)",
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "callscript-terminal-"));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const [begun, left] = [path.join(folder, "begun"), path.join(folder, "left")];
    const file = path.join(repositoryRoot(), "apps/runner/src/outlive-terminal.ts");
    const program = `
      import { existsSync, writeFileSync } from "node:fs";
      import { isatty } from "node:tty";
      import { outliveTerminal } from ${JSON.stringify(file)};
      outliveTerminal();
      if (!isatty(1)) process.exit(1);
      writeFileSync(process.env.BEGUN, "");
      setInterval(() => isatty(1) || process.exit(42), 20);`;
    const inside = `trap "" HUP; "$NODE" --import tsx --input-type=module -e "$PROGRAM"; echo $? > "$LEFT"`;
    const terminal = spawn("script", ["-qec", inside, "/dev/null"], {
      cwd: repositoryRoot(),
      stdio: ["pipe", "ignore", "ignore"],
      env: {
        PATH: process.env["PATH"],
        SHELL: "/bin/sh",
        NODE: process.execPath,
        PROGRAM: program,
        BEGUN: begun,
        LEFT: left,
      },
    });
    await expect.poll(() => existsSync(begun), { timeout: 15_000 }).toBe(true);
    terminal.kill("SIGKILL");
    const code = () => (existsSync(left) ? readFileSync(left, "utf8").trim() : "");
    await expect.poll(code, { timeout: 15_000 }).toBe("42");
  },
  40_000,
);
