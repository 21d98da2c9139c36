import { expect, test } from "vitest";
import { listText } from "./rules-list.ts";

test("a version is one line, whatever was noted of it before such notes were refused", () => {
  const text = listText(
    [
      {
        pack: "Solar",
        version: "3",
        published_at_utc: new Date("2026-11-20T10:00:00Z"),
        published_by: "eve\u001b[2J",
        reason: "fine\n* Solar@9",
        shipped: null,
        rules: 2,
        in_force: true,
      },
    ],
    [{ pack: "Solar", shipped: "2", current: "3", by: "eve\u009b2J", basedOn: null }],
  );
  expect(text.split("\n").slice(0, 2)).toEqual([
    "* Solar@3              2026-11-20T10:00Z  2 rules   eve [2J: fine * Solar@9",
    "* in force",
  ]);
  expect(text).not.toMatch(/[^\P{Cc}\n]/u);
});
