import type { Auth } from "./create-auth.ts";

export interface NewUser {
  email: string;
  name: string;
  /** At least 15 characters (NIST SP 800-63B-4, password as the only factor). */
  password: string;
  role: "admin" | "reviewer";
}

/** Makes an account with a password. @throws when the address has one already. */
export async function createUser(
  auth: Auth,
  { email, name, password, role }: NewUser,
): Promise<{ id: string }> {
  const { internalAdapter, password: hasher } = await auth.$context;
  const user = await internalAdapter.createUser(
    { email: email.toLowerCase(), name, role, emailVerified: true },
    { method: "email-password" },
  );
  await internalAdapter.linkAccount({
    userId: user.id,
    accountId: user.id,
    providerId: "credential",
    password: await hasher.hash(password),
  });
  return { id: user.id };
}
