import { hashInviteToken } from "@callscript/core/desk/hash-invite-token.ts";
import { acceptInvite, accountExists, readInvite } from "@callscript/core/desk/invites.sql.ts";
import type { Db } from "@callscript/core/query.ts";
import type { Auth } from "./create-auth.ts";
import { createUser } from "./create-user.ts";
import { passwordWeakness } from "./password-weakness.ts";

export type Acceptance =
  | { outcome: "joined"; email: string }
  | { outcome: "not open" }
  | { outcome: "weak password"; problem: string }
  | { outcome: "has an account" };

/**
 * Makes an invitation's account and uses the invitation up, in this order: what fails in between leaves it open. An
 * address has one account at most, which keeps two at once apart.
 */
export async function acceptInvitation(
  { db, auth }: { db: Db; auth: Auth },
  { token, name, password }: { token: string; name: string; password: string },
): Promise<Acceptance> {
  const hash = await hashInviteToken(token);
  const [invite] = await readInvite.run(db, hash);
  if (!invite?.open) return { outcome: "not open" };
  const hasAccount = async () => (await accountExists.run(db, invite.email))[0]?.exists === true;
  if (await hasAccount()) return { outcome: "has an account" };
  const problem = await passwordWeakness(password, { email: invite.email, name });
  if (problem !== null) return { outcome: "weak password", problem };
  try {
    await createUser(auth, { email: invite.email, role: invite.role, name, password });
  } catch (error) {
    if (await hasAccount()) return { outcome: "has an account" };
    throw error;
  }
  await acceptInvite.run(db, hash);
  return { outcome: "joined", email: invite.email };
}
