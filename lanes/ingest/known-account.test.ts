import { expect, test } from "vitest";
import { knownAccount } from "./known-account.ts";

test("a page as long as any before may have been cut; a shorter one was not", () => {
  const account = knownAccount(null);
  account.saw(40);
  expect(account.isLongest(40)).toBe(true);
  account.saw(12);
  expect(account.isLongest(12)).toBe(false);
  expect(account.isLongest(9)).toBe(false);
});

test("two pages cut at one length teach it, one page of that very length after it does at once", () => {
  const account = knownAccount(null);
  account.saw(20);
  expect(account.wasCut(20, 7)).toBeNull();
  expect(account.wasCut(20, 3)).toBe(20);
  expect(account.pageSize()).toBe(20);
  const other = knownAccount(null);
  other.saw(50);
  expect(other.wasCut(50, 50)).toBe(50);
});

test("a page that comes back short in mid-stream teaches nothing while longer ones are known", () => {
  const account = knownAccount(null);
  account.saw(900);
  expect(account.wasCut(412, 412)).toBeNull();
  expect(account.pageSize()).toBe(1000);
});

test("a page longer than was learnt unteaches it", () => {
  const account = knownAccount(20);
  expect(account.pageSize()).toBe(20);
  expect(account.saw(20)).toBeNull();
  expect(account.saw(250)).toBe(250);
  expect(account.pageSize()).toBe(250);
});
