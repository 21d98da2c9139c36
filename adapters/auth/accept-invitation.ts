import { hashInviteToken } from "@callscript/core/desk/hash-invite-token.ts";
import { acceptInvite } from "@callscript/core/desk/invites.sql.ts";
import type { Db } from "@callscript/core/query.ts";
import type { Auth } from "./create-auth.ts";
import { createUser } from "./create-user.ts";

/** Uses an invitation up and makes its account; null when the token is unknown, used, revoked or out of date. */
export async function acceptInvitation(
  { db, auth }: { db: Db; auth: Auth },
  { token, name, password }: { token: string; name: string; password: string },
): Promise<{ email: string; role: "admin" | "reviewer" } | null> {
  const [invite] = await acceptInvite.run(db, await hashInviteToken(token));
  if (!invite) return null;
  await createUser(auth, { ...invite, name, password });
  return invite;
}
