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
 * Uses an invitation up and makes its account: its row is held from the one to the other, so that whoever takes it back,
 * replaces it or accepts it too comes before or after, and finds it gone. An account that cannot be made leaves it open.
 */
export async function acceptInvitation(
  { db, auth }: { db: Db; auth: Auth },
  { token, name, password }: { token: string; name: string; password: string },
): Promise<Acceptance> {
  const hash = await hashInviteToken(token);
  const [invite] = await readInvite.run(db, hash);
  if (!invite?.open) return { outcome: "not open" };
  const { email, role } = invite;
  const problem = await passwordWeakness(password, { email, name });
  if (problem !== null) return { outcome: "weak password", problem };
  try {
    return await db.transaction(async (tx) => {
      const [accepted] = await acceptInvite.run(tx, hash);
      if (!accepted) return { outcome: "not open" };
      await createUser(auth, { email, role, name, password });
      return { outcome: "joined", email };
    });
  } catch (error) {
    const [known] = await accountExists.run(db, email);
    if (known?.exists) return { outcome: "has an account" };
    throw error;
  }
}
