import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import { z } from "zod";
import { auth } from "./auth.ts";
import { isSameOrigin } from "./same-origin.ts";

const Person = z.object({
  id: z.string(),
  email: z.string(),
  name: z.string(),
  role: z.enum(["admin", "reviewer"]),
});
export type Person = z.infer<typeof Person>;

/** Who is signed in, read from the database once a request; null when nobody is. */
export const currentPerson = cache(async (): Promise<Person | null> => {
  const session = await auth().api.getSession({ headers: await headers() });
  return session === null ? null : Person.parse(session.user);
});

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
