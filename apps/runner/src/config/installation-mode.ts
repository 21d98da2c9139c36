import { existsSync } from "node:fs";
import path from "node:path";
import { homeRoot } from "./home.ts";
import { runningInstance } from "./running-instance.ts";

export type InstallationMode = "demo" | "live";

/**
 * What `up` runs: the demo, unless `--no-demo` is given, a Ringba account is configured or DATABASE_URL is set
 * (a database of one's own is never the demo's).
 */
export function modeOfStart(
  raw: Record<string, string | undefined>,
  demo: boolean | undefined,
): InstallationMode {
  if (raw["DATABASE_URL"]) return "live";
  if (demo !== undefined) return demo ? "demo" : "live";
  return raw["RINGBA_ACCOUNT_ID"] || raw["RINGBA_API_TOKEN"] ? "live" : "demo";
}

/**
 * Which installation a command speaks to: as asked, else the one that is running, else the live one, and the demo
 * only where nothing else was ever started.
 */
export function modeOfCommand(
  raw: Record<string, string | undefined>,
  demo: boolean | undefined,
): InstallationMode {
  if (raw["DATABASE_URL"]) return "live";
  if (demo !== undefined) return demo ? "demo" : "live";
  const root = homeRoot(raw);
  const running = runningInstance(root);
  if (running) return running.mode;
  const liveExists = existsSync(path.join(root, "postgres"));
  return !liveExists && existsSync(path.join(root, "demo/postgres")) ? "demo" : "live";
}
