import { expect, test } from "vitest";
import { limitWords } from "./limit-words.ts";

test("who is refused hears why and when it works again, not a minute too early", () => {
  expect(limitWords("evidence_packaged", new Date("2026-11-19T14:38:20Z"))).toBe(
    "You reached the limit of 60 packages in an hour. It works again at 2:39 PM UTC. An admin has been told.",
  );
});
