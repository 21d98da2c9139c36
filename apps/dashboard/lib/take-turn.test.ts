import { expect, test } from "vitest";
import { openTurns } from "./take-turn.ts";

test("no more turns are taken than there are places, and one that is given back twice frees one", () => {
  const take = openTurns(2);
  const first = take();
  expect(take()).not.toBeNull();
  expect(take()).toBeNull();
  first?.();
  first?.();
  expect(take()).not.toBeNull();
  expect(take()).toBeNull();
});
