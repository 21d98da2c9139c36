import { randomBytes } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import path from "node:path";
import { makeOnce } from "@callscript/adapters/files/make-once.ts";

/** The folders of one installation: everything of the embedded default lies below `root`. */
export interface Home {
  root: string;
  /** `root` for a live installation, `root/demo` for the demo. */
  data: string;
  recordings: string;
  models: string;
  secrets: string;
  logs: string;
}

/** CALLSCRIPT_HOME, else `$XDG_DATA_HOME/callscript`, else `~/.local/share/callscript`. */
export function homeRoot(raw: Record<string, string | undefined>): string {
  const base = raw["XDG_DATA_HOME"] || path.join(homedir(), ".local/share");
  return path.resolve(raw["CALLSCRIPT_HOME"] || path.join(base, "callscript"));
}

/** Makes the folders with mode 0700. */
export function openHome(root: string, mode: "demo" | "live"): Home {
  const data = mode === "demo" ? path.join(root, "demo") : root;
  const home = {
    root,
    data,
    recordings: path.join(data, "recordings"),
    models: path.join(root, "models"),
    secrets: path.join(data, "secrets"),
    logs: path.join(data, "logs"),
  };
  for (const folder of [root, data, home.recordings, home.secrets, home.logs])
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(root, 0o700);
  return home;
}

/** A secret kept in a 0600 file below the home; made on first use. */
export function keptSecret(home: Home, name: string): string {
  const file = path.join(home.secrets, name);
  if (!existsSync(file)) makeOnce(file, randomBytes(32).toString("base64url"));
  return readFileSync(file, "utf8").trim();
}
