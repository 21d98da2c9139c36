// `npm start`: installs and builds what is missing, then runs CallScript until Ctrl-C.
import { spawn } from "node:child_process";
import path from "node:path";
import { ensureInstalled } from "./setup/install.mjs";
import { root } from "./setup/root.mjs";

ensureInstalled();
const { ensureBundled } = await import("./setup/bundle.mjs");
const { ensureDashboardBuilt } = await import("./setup/dashboard.mjs");
await ensureBundled();
ensureDashboardBuilt();

const child = spawn(
  process.execPath,
  ["--enable-source-maps", path.join(root, "dist/callscript.mjs"), "up", ...process.argv.slice(2)],
  {
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  },
);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  // A terminal's Ctrl-C reaches the child by itself; a signal sent to this process alone is passed on.
  process.on(signal, () => child.kill(signal === "SIGHUP" ? "SIGTERM" : signal));
}
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
