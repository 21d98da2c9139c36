import { type Db, query } from "@callscript/core/query.ts";
import { z } from "zod";

const stamp = query<[mode: string]>()(
  "stamp_installation",
  z.object({ mode: z.enum(["demo", "live"]) }),
  "select core.stamp_installation($1) as mode",
);

export class WrongModeError extends Error {
  override name = "WrongModeError";
}

/**
 * Stamps the database on its first use.
 * @throws WrongModeError when it carries the other stamp.
 */
export async function stampInstallation(db: Db, mode: "demo" | "live"): Promise<void> {
  const [found] = await stamp.run(db, mode);
  if (found?.mode === mode) return;
  throw new WrongModeError(
    `This database is stamped ${found?.mode ?? "with nothing"}, and ${mode} was asked for. Neither mode opens the other's: use another database or CALLSCRIPT_HOME.`,
  );
}
