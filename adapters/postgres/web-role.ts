import type { Db } from "@callscript/core/query.ts";

/**
 * Lets the dashboard's role sign in with this password and answers with its URL: `ownerUrl` with user and password
 * replaced. A pooler's suffix of the user name (`postgres.ref`) is kept.
 */
export async function openWebRole(
  db: Db,
  { ownerUrl, password }: { ownerUrl: string; password: string },
): Promise<string> {
  if (!/^[\w-]{20,}$/.test(password))
    throw new Error("the web role's password must be made of letters, digits, - and _");
  await db.rows(`alter role callscript_web login password '${password}'`, []);
  const url = new URL(ownerUrl);
  const suffix = url.username.includes(".") ? url.username.slice(url.username.indexOf(".")) : "";
  url.username = `callscript_web${suffix}`;
  url.password = password;
  return url.toString();
}
