"use server";

import { handOutIngestKey } from "@callscript/core/desk/hand-out-ingest-key.ts";
import { revokeIngestKeys } from "@callscript/core/desk/ingest-keys.sql.ts";
import { revalidatePath } from "next/cache";
import { z } from "zod";
import { database } from "../../../../lib/database.ts";
import { requireActor } from "../../../../lib/session.ts";

const Name = z.string().regex(/^\w[\w.-]{0,59}$/);
const NewKey = z.object({ name: Name, graceHours: z.union([z.null(), z.literal(0), z.literal(24)]) });

/** The new key, which is shown this once; or why there is none. Given hours, the name's present keys end after so many. */
export async function makeKey(
  name: string,
  graceHours: number | null,
): Promise<{ key: string } | { problem: string }> {
  const { email } = await requireActor("admin");
  const wanted = NewKey.safeParse({ name: name.trim(), graceHours });
  if (!wanted.success) return { problem: "A key's name has 1 to 60 letters, digits, dots and dashes." };
  const made = await handOutIngestKey(database(), { ...wanted.data, actor: email });
  revalidatePath("/settings/lanes");
  if (made !== null) return { key: made.key };
  return {
    problem:
      graceHours === null
        ? `"${wanted.data.name}" has a key already. Rotate it, or choose another name.`
        : `No key "${wanted.data.name}" is good any more. Make a new one.`,
  };
}

/** Ends every key of the name at once; answers in words. */
export async function revokeKey(name: string): Promise<string> {
  const { email } = await requireActor("admin");
  const [answer] = await revokeIngestKeys.run(database(), Name.parse(name), email);
  revalidatePath("/settings/lanes");
  return answer?.ended ? `"${name}" is revoked: pixels with it are refused.` : `"${name}" had ended already.`;
}
