import fc from "fast-check";
import { expect, test } from "vitest";
import { bisect, createFrontier, type Slice, sliceWindow } from "./slices.ts";

const at = (time: string) => Date.parse(`2026-11-24T${time}Z`);
const nowMs = at("12:00:00.700");
const usual = { nowMs, hotWindowMinutes: 30, firstRunHours: 24 };

test("reads the hot window again on every run, and nothing more while the watermark lies within it", () => {
  const { hot, missed } = sliceWindow({ ...usual, watermarkMs: at("11:59:00") });
  expect(hot).toEqual({ fromMs: at("11:30:00"), toMs: at("12:00:00") });
  expect(missed).toBeNull();
});

test("reads everything since the watermark after an outage of any length", () => {
  expect(sliceWindow({ ...usual, watermarkMs: at("03:00:00") }).missed).toEqual({
    fromMs: at("03:00:00"),
    toMs: at("11:30:00"),
  });
});

test("reads a day on the first run, and no further back than now when the clock was set back", () => {
  expect(sliceWindow({ ...usual, watermarkMs: null }).missed?.fromMs).toBe(at("12:00:00") - 86_400_000);
  expect(sliceWindow({ ...usual, watermarkMs: at("23:00:00") }).missed).toBeNull();
});

const anySlice = fc
  .tuple(fc.integer({ min: 0, max: 2_000_000_000 }), fc.integer({ min: 1, max: 100_000 }))
  .map(([from, seconds]): Slice => ({ fromMs: from * 1000, toMs: (from + seconds) * 1000 }));

test("halves meet, cover their slice and end at whole seconds; one second is not divided", () => {
  fc.assert(
    fc.property(anySlice, (slice) => {
      const halves = bisect(slice);
      if (slice.toMs - slice.fromMs === 1000) return halves === null;
      const [earlier, later] = halves ?? [];
      expect(earlier?.fromMs).toBe(slice.fromMs);
      expect(later?.toMs).toBe(slice.toMs);
      expect(earlier?.toMs).toBe(later?.fromMs);
      expect((earlier?.toMs ?? 1) % 1000).toBe(0);
      expect(earlier?.toMs).toBeGreaterThan(slice.fromMs);
      expect(later?.fromMs).toBeLessThan(slice.toMs);
    }),
  );
});

test("the frontier never passes an open slice, whatever order slices complete in", () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 1, max: 30 })
        .chain((count) =>
          fc.tuple(
            fc.shuffledSubarray([...Array(count).keys()], { minLength: count, maxLength: count }),
            fc.integer({ min: 0, max: count - 1 }),
          ),
        ),
      ([order, open]) => {
        const slice = (index: number) => ({ fromMs: index * 1000, toMs: (index + 1) * 1000 });
        const frontier = createFrontier(0);
        for (const index of order) {
          if (index === open) continue;
          expect(frontier.with(slice(index))).toBeLessThanOrEqual(open * 1000);
          frontier.complete(slice(index));
        }
        expect(frontier.with(slice(open))).toBe(order.length * 1000);
      },
    ),
  );
});
