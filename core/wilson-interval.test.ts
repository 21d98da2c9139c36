import { expect, test } from "vitest";
import { shareOf, wilsonBounds } from "./wilson-interval.ts";

// R. G. Newcombe, 1998, table I, method 3 (doi:10.1002/(SICI)1097-0258(19980430)17:8<857::AID-SIM777>3.0.CO;2-E).
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])("%i of %i, as Newcombe's table has it", (hits, of, low, high) => {
  expect(shareOf(hits, of)).toMatchObject({ low, high });
});

test("it mirrors, holds its share, and says nothing where nothing was counted", () => {
  expect(shareOf(20, 20)).toEqual({ hits: 20, of: 20, value: 1, low: 0.8389, high: 1 });
  expect(shareOf(0, 0)).toEqual({ hits: 0, of: 0, value: null, low: null, high: null });
  expect(wilsonBounds(0, 0)).toEqual({ low: 0, high: 1 });
});
