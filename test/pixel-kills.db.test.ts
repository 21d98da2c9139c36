import { expect, test } from "vitest";
import { killUnderPixels } from "./drills/pixel-kills.ts";
import { seeded } from "./support/seeded.ts";

test("twenty kill -9 under pixel load, two of them with Postgres, lose no acknowledged call", async () => {
  const seed = Number(process.env["KILL_SEED"] ?? Math.floor(Math.random() * 2 ** 31));
  const report = await killUnderPixels({ kills: 20, postgresEvery: 10, random: seeded(seed) });
  expect(report, `seed ${seed}`).toMatchObject({ kills: 20, ofPostgres: 2, lost: [] });
  expect(report.acknowledged, `seed ${seed}`).toBeGreaterThan(20 * 16);
  expect(report.keptUnanswered, `seed ${seed}: no kill came at the right moment`).toBeGreaterThan(0);
}, 60_000);
