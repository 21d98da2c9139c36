import type { Db } from "../query.ts";
import { randomToken } from "../random-token.ts";
import { hashInviteToken } from "./hash-invite-token.ts";
import { insertInvite } from "./invites.sql.ts";

/** Makes an invitation that works once within seven days. The token (256 bits) is in the answer and nowhere else. */
export async function createInvite(
  db: Db,
  { email, role, invitedBy }: { email: string; role: "admin" | "reviewer"; invitedBy: string },
): Promise<{ token: string; expiresAtUtc: Date }> {
  const token = randomToken();
  const [made] = await insertInvite.run(
    db,
    email.toLowerCase(),
    role,
    await hashInviteToken(token),
    invitedBy,
  );
  if (!made) throw new Error("the invitation was not written");
  return { token, expiresAtUtc: made.expires_at_utc };
}
