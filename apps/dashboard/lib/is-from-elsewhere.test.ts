import { expect, test } from "vitest";
import { isFromElsewhere } from "./is-from-elsewhere.ts";

test.each([
  [null, false],
  ["same-origin", false],
  ["none", false],
  ["same-site", true],
  ["cross-site", true],
  ["", true],
  ["Same-Origin", true],
])("a request with Sec-Fetch-Site %j comes from elsewhere: %j", (site, is) => {
  const headers: HeadersInit = site === null ? {} : { "sec-fetch-site": site };
  expect(isFromElsewhere(new Request("http://localhost/calls/export", { headers }))).toBe(is);
});
