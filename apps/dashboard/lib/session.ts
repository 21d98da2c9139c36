import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { byItself } from "./asks-by-itself.ts";
import { auth } from "./auth.ts";
import { dashboardEnv } from "./env.ts";
import { isSameOrigin } from "./same-origin.ts";

const Person = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(["admin", "reviewer"]),
});
export type Person = z.infer<typeof Person>;

const Session = z.object({
  session: z.object({ id: z.string() }),
  user: Person.extend({ twoFactorEnabled: z.boolean().nullish() }),
});

export interface SignedIn {
  person: Person;
  sessionId: string;
  hasSecondFactor: boolean;
  /** An admin who has yet to set up the second step that this installation demands: no door opens before. */
  owesSecondFactor: boolean;
}

/** Whose session a request carries, read from the database. What a page asks by itself is no use of the session. */
export async function signedInBy(headers: Headers): Promise<SignedIn | null> {
  const query = { disableRefresh: headers.has(byItself) };
  const found = await auth().api.getSession({ headers, query });
  if (found === null) return null;
  const { session, user } = Session.parse(found);
  const hasSecondFactor = user.twoFactorEnabled === true;
  const isDemanded = user.role === "admin" && dashboardEnv().CALLSCRIPT_SECOND_FACTOR === "admins";
  return {
    person: Person.parse(user),
    sessionId: session.id,
    hasSecondFactor,
    owesSecondFactor: isDemanded && !hasSecondFactor,
  };
}

/**
 * Whose session this request carries, also of who may not come in yet; read once a request. An action that began another
 * session is followed by a page that is read with it.
 */
export const currentSession = cache(async () => {
  const sent = new Headers(await headers());
  sent.set("cookie", (await cookies()).toString());
  return signedInBy(sent);
});

/** Who is signed in and may come in; null when nobody is. */
export async function currentPerson(): Promise<Person | null> {
  const signedIn = await currentSession();
  return signedIn === null || signedIn.owesSecondFactor ? null : signedIn.person;
}

/** The lock of every page: whoever is not signed in goes to the sign-in page, and comes back. */
export async function requirePerson(returnTo: string): Promise<Person> {
  const person = await currentPerson();
  if (person === null) redirect(`/login?next=${encodeURIComponent(returnTo)}`);
  return person;
}

/** The lock of every action. @throws unless somebody is signed in and the request comes from our own pages. */
export async function requireActor(role: "reviewer" | "admin"): Promise<Person> {
  if (!(await isSameOrigin())) throw new Error("this request did not come from the dashboard");
  const person = await currentPerson();
  if (person === null) throw new Error("nobody is signed in");
  if (role === "admin" && person.role !== "admin") throw new Error("only an admin may do this");
  return person;
}
