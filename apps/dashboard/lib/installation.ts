import "server-only";
import { installationMode } from "@callscript/core/desk/status.sql.ts";
import { database } from "./database.ts";

let mode: string | undefined;

/** Whether this is the demo: read until it is known, for an installation never becomes another. */
export async function isDemo(): Promise<boolean> {
  mode ??= (await installationMode.run(database()))[0]?.mode;
  return mode === "demo";
}
