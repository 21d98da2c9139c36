import { z } from "zod";
import { type Db, query } from "../query.ts";
import { randomToken } from "../random-token.ts";
import { hashInviteToken } from "./hash-invite-token.ts";
import type { Role } from "./people.sql.ts";

const inviteQuery = query<[email: string, role: string, tokenHash: string, actor: string]>()(
  "invite_person",
  z.object({ outcome: z.enum(["done", "has_account"]), expires_at_utc: z.date().nullable() }),
  "select outcome, expires_at_utc from core.invite_person($1, $2, $3, $4)",
);

/**
 * An admin's invitation, which works once within seven days and ends an earlier one to the same address. The token is in the
 * answer and nowhere else; null where the address has an account.
 */
export async function invitePerson(
  db: Db,
  actor: string,
  { email, role }: { email: string; role: Role },
): Promise<{ token: string } | null> {
  const token = randomToken();
  const [made] = await inviteQuery.run(db, email.toLowerCase(), role, await hashInviteToken(token), actor);
  return made?.outcome === "done" ? { token } : null;
}
