import type { TestDatabase } from "./database.ts";

/** Somebody who may sign in; their email's first part is their name. */
export async function givenPerson(
  { sql }: Pick<TestDatabase, "sql">,
  { email, role }: { email: string; role: "admin" | "reviewer" },
): Promise<void> {
  await sql(
    `insert into app_auth."user" (id, name, email, "emailVerified", role)
    values ($1, split_part($1, '@', 1), $1, true, $2)`,
    email,
    role,
  );
}
