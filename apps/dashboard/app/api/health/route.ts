import { installationMode } from "@callscript/core/desk/status.sql.ts";
import { database } from "../../../lib/database.ts";

export const dynamic = "force-dynamic";

/** Whether this process and its database answer; says nothing else to anybody. */
export async function GET(): Promise<Response> {
  try {
    await installationMode.run(database());
    return Response.json({ ok: true });
  } catch (error) {
    return Response.json(
      { ok: false, reason: error instanceof Error ? error.name : "unknown" },
      { status: 503 },
    );
  }
}
