import fc from "fast-check";
import { expect, test } from "vitest";
import { doorTo, ownPath } from "./own-path.ts";

test.each([
  "/",
  "/flags",
  "/flags?tab=confirmed",
  "/calls/0190aaaa-0000-7000-8000-000000000000?t=12.5",
  "/calls?q=%2B1312&page=2",
])("%s is where to go", (path) => {
  expect(ownPath(path)).toBe(path);
});

test.each([
  undefined,
  ["/calls", "/dashboard"],
  7,
  "",
  "//evil.example",
  "///evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "\\/evil.example",
  "/flags\\..\\..\\evil.example",
  "http://evil.example",
  "HTTPS://evil.example/flags",
  "javascript:alert(1)",
  "data:text/html,x",
  "evil.example",
  "@evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " /flags",
  "/flags\n",
  "/flags\r\nset-cookie: a=1",
  "/flags#//evil.example",
  "/flags@evil.example",
  "/ﬂags",
])("%j is refused for the inbox", (path) => {
  expect(ownPath(path)).toBe("/flags");
});

test("a door keeps where one was going, if it is ours, and what else it has to say", () => {
  expect(doorTo("/login", "/calls?q=a&page=2", { ended: "code" })).toBe(
    "/login?next=%2Fcalls%3Fq%3Da%26page%3D2&ended=code",
  );
  expect(doorTo("/login/code", "//evil.example")).toBe("/login/code?next=%2Fflags");
});

test("whatever is asked, a browser stays on this site", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    "//",
    ":",
    "@",
    ".",
    "..",
    "\t",
    "\n",
    "?",
    "#",
    "%2f",
    "%5C",
    "http:",
  );
  const word = fc.constantFrom("evil.example", "flags", "javascript", "[::1]", " ", "ü");
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, word, fc.string({ maxLength: 2 })), { maxLength: 8 }), (parts) => {
      const target = ownPath(parts.join(""));
      expect(target.startsWith("/")).toBe(true);
      expect(new URL(target, "https://desk.example/login").origin).toBe("https://desk.example");
    }),
    { numRuns: 2000 },
  );
});
