import { expect, test } from "vitest";
import { callHref } from "./call-href.ts";

test("a link to a call keeps where one came from, and the second", () => {
  const from = "/calls?q=gift card&from=today";
  const { pathname, searchParams } = new URL(callHref("x", from, 42.5), "http://localhost");
  expect([pathname, searchParams.get("from"), searchParams.get("t")]).toEqual(["/calls/x", from, "42.5"]);
  expect(callHref("x", null)).toBe("/calls/x");
});
