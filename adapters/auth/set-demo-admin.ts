import type { Auth } from "./create-auth.ts";
import { createUser } from "./create-user.ts";

/** Gives the demo's admin a new password and ends its sessions; makes the account on the first start. */
export async function setDemoAdmin(
  auth: Auth,
  { email, name, password }: { email: string; name: string; password: string },
): Promise<void> {
  const { internalAdapter, password: hasher } = await auth.$context;
  const known = await internalAdapter.findUserByEmail(email);
  if (!known) {
    await createUser(auth, { email, name, password, role: "admin" });
    return;
  }
  await internalAdapter.updatePassword(known.user.id, await hasher.hash(password));
  await internalAdapter.deleteUserSessions(known.user.id);
}
