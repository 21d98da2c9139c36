import { expect, test } from "vitest";
import { readAddress } from "./read-address.ts";

const none = { t: null, flag: null, q: "", from: null };

test("a second, a flag, words and a list are read", () => {
  expect(readAddress({ t: "42.5", flag: "2", q: " card ", from: "/flags?tab=unsure&sev=3%2C4" })).toEqual({
    t: 42.5,
    flag: 2,
    q: "card",
    from: "/flags?tab=unsure&sev=3%2C4",
  });
  expect(readAddress({ t: ["1", "2"] })).toEqual({ ...none, t: 1 });
});

test.each([
  [{ t: "-1" }],
  [{ t: "" }],
  [{ t: "soon" }],
  [{ t: "1e9" }],
  [{ flag: "0" }],
  [{ flag: "1.5" }],
  [{ from: "//evil.example/flags" }],
  [{ from: "https://evil.example" }],
  [{ from: "/flagship" }],
  [{ from: "/flags/../login" }],
  [{ from: `/calls?q=${"x".repeat(3000)}` }],
  [{ q: "x".repeat(200) }],
])("%j is as if it were not there", (params) => {
  expect(readAddress(params)).toEqual(none);
});
