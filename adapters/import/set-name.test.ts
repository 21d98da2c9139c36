import { expect, test } from "vitest";
import { setNameFault, setNameOf } from "./set-name.ts";

test.each([
  ["/in/one.jsonl", "file", "one"],
  ["/in/one.ndjson", "file", "one"],
  ["/in/two.JSONL", "file", "two"],
  ["/in/log.2026.csv", "file", "log.2026"],
  ["/in/log.2026", "folder", "log.2026"],
  ["/in/calls/", "folder", "calls"],
] as const)("%s, a %s, is the set %s", (given, kind, set) => {
  expect(setNameOf(given, kind)).toBe(set);
});

test("a set's name holds no colon, so that a set and an id name one call", () => {
  expect(setNameFault("a:b")).toContain(`cannot be called "a:b"`);
  expect(setNameFault(" ")).toContain("needs a name");
  expect(setNameFault("medicare solar, 3")).toBeNull();
});
