import type { Person } from "@callscript/core/desk/people.sql.ts";
import { printable } from "../printable.ts";

type Listed = Pick<
  Person,
  "name" | "email" | "role" | "disabled_at_utc" | "has_second_factor" | "last_seen_at_utc"
>;

/** One line an account. */
export function peopleText(people: readonly Listed[]): string {
  if (people.length === 0)
    return "Nobody has an account yet. Invite somebody: callscript invite <email> --role admin\n";
  const lines = people.map(({ name, email, role, disabled_at_utc, has_second_factor, last_seen_at_utc }) =>
    [
      email,
      name,
      disabled_at_utc === null ? role : `${role}, closed`,
      has_second_factor ? "second step" : "password only",
      last_seen_at_utc === null ? "never seen" : `seen ${last_seen_at_utc.toISOString()}`,
    ]
      .map(printable)
      .join("  "),
  );
  return `${lines.join("\n")}\n`;
}
