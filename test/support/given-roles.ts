import type { TestDatabase } from "./database.ts";

/** An admin and a reviewer of that name: admin@example.com, reviewer@example.com. */
export async function givenRoles({ sql }: TestDatabase, name = "Maya Okafor"): Promise<void> {
  for (const role of ["admin", "reviewer"])
    await sql(
      `insert into app_auth."user" (id, name, email, "emailVerified", role) values ($1, $2, $1 || '@example.com', true, $1)`,
      role,
      name,
    );
}
