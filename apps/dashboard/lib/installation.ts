import "server-only";
import { installationMode } from "@callscript/core/desk/status.sql.ts";
import { cache } from "react";
import { database } from "./database.ts";

/** Whether this is the demo; read once a request. */
export const isDemo = cache(
  async (): Promise<boolean> => (await installationMode.run(database()))[0]?.mode === "demo",
);
