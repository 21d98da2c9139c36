import { compareInbox, type InboxPosition } from "@callscript/core/desk/compare-inbox.ts";
import { expect, test } from "vitest";
import { letIn, mergeFirstPage } from "./merge-rows.ts";

interface Row extends InboxPosition {
  version: number;
}
const row = (minute: number, version = 0): Row => ({
  id: `call-${minute}`,
  severity: 4,
  startUtc: `2026-11-24T12:${String(minute).padStart(2, "0")}:00.000000Z`,
  closesUtc: null,
  version,
});
const compare = compareInbox("newest", "");
const minutes = (rows: readonly Row[]) => rows.map(({ id }) => Number(id.slice(5)));
const open = { isWhole: false, isEmpty: false };

test("a new call is not shown but waits, and is let in where it belongs", () => {
  const { rows, arrived } = mergeFirstPage([row(30), row(20)], [row(40), row(30), row(25)], compare, open);
  expect([minutes(rows), minutes(arrived)]).toEqual([
    [30, 20],
    [40, 25],
  ]);
  expect(minutes(letIn(rows, arrived, compare))).toEqual([40, 30, 25, 20]);
});

test("what is shown takes its new content, and stays though it is gone from the page", () => {
  const { rows } = mergeFirstPage([row(30), row(20)], [row(20, 7)], compare, open);
  expect(rows.map(({ version }) => version)).toEqual([0, 7]);
});

test("the list goes on below what is shown, but a list that had ended gets no tail unannounced", () => {
  const page = [row(30), row(10)];
  expect(minutes(mergeFirstPage([row(30)], page, compare, open).rows)).toEqual([30, 10]);
  const ended = mergeFirstPage([row(30)], page, compare, { isWhole: true, isEmpty: false });
  expect([minutes(ended.rows), minutes(ended.arrived)]).toEqual([[30], [10]]);
});

test("an empty list fills by itself", () => {
  const filled = mergeFirstPage([], [row(40), row(30)], compare, { isWhole: true, isEmpty: true });
  expect([minutes(filled.rows), filled.arrived]).toEqual([[40, 30], []]);
});
