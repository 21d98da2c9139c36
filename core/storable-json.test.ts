import { expect, test } from "vitest";
import { storableJson } from "./storable-json.ts";

test("keeps a record as it is, but for what Postgres cannot store", () => {
  const record = { a: 1, b: ["x", null, { c: "\u20ac" }], d: "line\n" };
  expect(JSON.parse(storableJson(record))).toEqual(record);
  expect(storableJson({ "k\0": "a\0b\ud83dc", pair: "\u{1f600}", fine: "\\u0000" })).toBe(
    '{"k":"ab\u{fffd}c","pair":"\u{1f600}","fine":"\\\\u0000"}',
  );
});
