import { z } from "zod";
import { type Db, query } from "../query.ts";
import { randomToken } from "../random-token.ts";
import { hashInviteToken } from "./hash-invite-token.ts";
import type { Role } from "./people.sql.ts";
import { theCommandLine } from "./the-command-line.ts";

const Made = z.object({ expires_at_utc: z.date().nullable() });

const byAdmin = query<[email: string, role: string, tokenHash: string, actor: string]>()(
  "invite_person",
  Made,
  "select core.invite_person($1, $2, $3, $4) as expires_at_utc",
);

const byOwner = query<[email: string, role: string, tokenHash: string, actor: string]>()(
  "make_invite",
  Made,
  "select core.make_invite($1, $2, $3, $4, $4) as expires_at_utc",
);

/**
 * An invitation by an admin or from the command line, which works once within seven days and ends an earlier one to the same
 * address. The token is in the answer and nowhere else; null where the address has an account.
 */
export async function invitePerson(
  db: Db,
  actor: string,
  { email, role }: { email: string; role: Role },
): Promise<{ token: string; expiresAtUtc: Date } | null> {
  const token = randomToken();
  const invite = actor === theCommandLine ? byOwner : byAdmin;
  const [made] = await invite.run(db, email.toLowerCase(), role, await hashInviteToken(token), actor);
  return made?.expires_at_utc ? { token, expiresAtUtc: made.expires_at_utc } : null;
}
