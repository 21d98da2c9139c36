import { expect, test } from "vitest";
import { peopleText } from "./people-text.ts";

test("accounts are told a line each, with nothing in a name that a terminal would obey", () => {
  const maya = {
    name: "Maya\u001b[2J Okafor",
    email: "maya@example.com",
    role: "admin" as const,
    disabled_at_utc: null,
    has_second_factor: true,
    last_seen_at_utc: new Date("2026-11-30T10:00:00Z"),
  };
  const text = peopleText([
    maya,
    {
      ...maya,
      email: "jon@example.com",
      disabled_at_utc: new Date(),
      has_second_factor: false,
      last_seen_at_utc: null,
    },
  ]);
  expect(text).toMatch(/^maya@example.com {2}.* {2}admin {2}second step {2}seen 2026-11-30T10:00:00.000Z\n/);
  expect(text).toMatch(/\njon@example.com {2}.* {2}admin, closed {2}password only {2}never seen\n$/);
  expect(text).not.toContain("\u001b");
  expect(peopleText([])).toContain("callscript invite");
});
