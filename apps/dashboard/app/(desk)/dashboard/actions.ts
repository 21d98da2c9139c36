"use server";

import { LaneName } from "@callscript/core/call-state.ts";
import { resumeLane } from "@callscript/core/call-verbs.sql.ts";
import { revalidatePath } from "next/cache";
import { database } from "../../../lib/database.ts";
import { requireActor } from "../../../lib/session.ts";

/** Lets a paused lane go on at once. Admins only. */
export async function resume(form: FormData): Promise<void> {
  await requireActor("admin");
  await resumeLane.run(database(), LaneName.parse(form.get("lane")));
  revalidatePath("/dashboard");
}
