import { expect, test } from "vitest";
import { pageVerdict } from "./page-verdict.ts";

const wide = { divisible: true, offset: 0, pageSize: 1000, reads: 1, totalsTrusted: true };
const second = { ...wide, divisible: false };
const page = (received: number, more: { partial?: boolean; claimedTotal?: number | null } = {}) => ({
  received,
  partial: false,
  claimedTotal: null,
  ...more,
});

test("a short page that is neither partial nor below its total completes its slice", () => {
  expect(pageVerdict(page(0), wide)).toBe("complete");
  expect(pageVerdict(page(999, { claimedTotal: 999 }), wide)).toBe("complete");
});

test("a total never says that a slice is done", () => {
  expect(pageVerdict(page(1000, { claimedTotal: 1000 }), wide)).toBe("bisect");
  expect(pageVerdict(page(1000, { claimedTotal: 10 }), second)).toBe("next_page");
});

test("full, partial and short of their total are not complete: halves", () => {
  expect(pageVerdict(page(1000), wide)).toBe("bisect");
  expect(pageVerdict(page(5, { partial: true }), wide)).toBe("bisect");
  expect(pageVerdict(page(0, { partial: true }), wide)).toBe("bisect");
  expect(pageVerdict(page(500, { claimedTotal: 501 }), wide)).toBe("bisect");
});

test("one second is paged by offsets, and read again before it stays open", () => {
  expect(pageVerdict(page(1000), second)).toBe("next_page");
  expect(pageVerdict(page(200, { claimedTotal: 1200 }), { ...second, offset: 1000 })).toBe("complete");
  expect(pageVerdict(page(5, { partial: true }), second)).toBe("read_again");
  expect(pageVerdict(page(5, { partial: true }), { ...second, reads: 3 })).toBe("open");
  expect(pageVerdict(page(5, { claimedTotal: 6 }), second)).toBe("read_again");
  expect(pageVerdict(page(5, { claimedTotal: 6 }), { ...second, reads: 3 })).toBe("doubted");
});

test("totals that proved unfounded are not asked again", () => {
  expect(pageVerdict(page(5, { claimedTotal: 600 }), { ...wide, totalsTrusted: false })).toBe("complete");
});
