import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { ask } from "./support/ask.ts";
import { noBrowser, openBrowser } from "./support/browser.ts";
import { inTurns } from "./support/in-turns.ts";
import { lookAround } from "./support/look-around.ts";
import { formulas, payloads } from "./support/payloads.ts";
import { doorsToSee, pagesToSee } from "./support/places.ts";
import { type Planted, plantWords } from "./support/plant-words.ts";
import { readBuild } from "./support/read-build.ts";
import { readCsv } from "./support/read-csv.ts";
import { type ServedDesk, serveDesk } from "./support/serve-desk.ts";
import { unzip } from "./support/unzip.ts";

const words = [...payloads, ...formulas];
/** Those that would be markup if they were written as they are. */
const markup = payloads.filter((word) => word.includes("<"));
/** Columns of the export that are numbers in a spreadsheet. */
const numbers = new Set([
  "seconds",
  "revenue_usd",
  "severity",
  "seconds_from_hang_up_to_flag",
  "ai_cost_usd",
  "said_at_second",
]);
let desk: ServedDesk;
let planted: Planted;
let cookie = "";
beforeAll(async () => {
  desk = await serveDesk({ calls: 600, days: 4, campaigns: words.length });
  cookie = await desk.signIn(desk.admin);
  planted = await plantWords(desk, words);
}, 120_000);
afterAll(() => desk.close());

const read = (path: string) => ask(desk.origin, { path, headers: { cookie } });

test("what an address says is on no page as markup", async () => {
  expect(payloads.length).toBeGreaterThanOrEqual(60);
  const asked = Array.from({ length: Math.ceil(payloads.length / 8) }, (_, at) => {
    const [one, two, three, four, five, six, seven, eight] = payloads
      .slice(8 * at)
      .concat(payloads)
      .map(encodeURIComponent);
    return [
      `/calls?q=${one}&publisher=${two}&status=${three}`,
      `/flags?rule=${four}&publisher=${five}&at=${six}`,
      `/login?next=${seven}`,
      `/calls/${eight}`,
    ];
  }).flat();
  const wrong = await inTurns(asked, async (path) => {
    const { body, headers } = await read(path);
    expect(headers["content-type"], path).toMatch(/^text\/(html|plain)/);
    return markup.filter((word) => body.includes(word)).map((word) => `${path}: ${word}`);
  });
  expect(wrong.flat()).toEqual([]);
});

test("answers that are no page have it as what it is, and a spreadsheet would run none of it", async () => {
  const preview = await read(`/api/calls/${planted.callId}/preview`);
  expect(preview.headers["content-type"]).toBe("application/json");
  expect(preview.headers["x-content-type-options"]).toBe("nosniff");
  const { title, others } = z
    .object({ title: z.string(), others: z.array(z.object({ name: z.string() })) })
    .parse(JSON.parse(preview.body));
  expect(new Set([title, ...others.map(({ name }) => name)])).toEqual(new Set(words));

  const answer = await fetch(`${desk.origin}/calls/${planted.callId}/evidence`, { headers: { cookie } });
  const files = unzip(Buffer.from(await answer.arrayBuffer()));
  const summary = files.get("summary.html")?.toString() ?? "";
  expect(summary).toContain("__xss");
  expect(markup.filter((word) => summary.includes(word))).toEqual([]);
  const exported = await read("/calls/export?q=canary");
  expect(exported.headers["content-type"]).toBe("text/csv; charset=utf-8");
  const [head = [], ...calls] = readCsv(exported.body);
  expect(calls.length).toBeGreaterThan(400);
  expect(head).toEqual(expect.arrayContaining([...numbers]));
  for (const row of calls) expect(row).toHaveLength(head.length);
  const isNumber = calls.flatMap((row) => row.filter((_, at) => numbers.has(head[at] ?? "")));
  expect(isNumber.filter((cell) => !/^(-?\d+(\.\d+)?(e-?\d+)?)?$/.test(cell))).toEqual([]);
  const texts = [
    ...calls.flatMap((row) => row.filter((_, at) => !numbers.has(head[at] ?? ""))),
    ...readCsv(files.get("history.csv")?.toString() ?? "").flat(),
  ];
  expect(texts.filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([]);
  // What was led by an apostrophe is there after it.
  expect(texts).toEqual(expect.arrayContaining(formulas.map((formula) => `'${formula}`)));
});

describe.skipIf(noBrowser !== null)(`in a browser (${noBrowser ?? "a real Chromium"})`, () => {
  test("each page of the build, in both themes, wide and narrow: nothing of it runs and nothing is amiss", async () => {
    const [away, inside] = [doorsToSee(planted.inviteToken), pagesToSee(planted.callId, planted.personId)];
    const built = Object.entries(readBuild().paths).flatMap(([file, path]) =>
      file.endsWith("/page") && path !== "/_not-found" ? [path] : [],
    );
    expect([...Object.keys(away), ...Object.keys(inside)].sort()).toEqual(built.sort());
    const browser = await openBrowser();
    try {
      // Whose password was right: else nobody is asked for a code.
      const halfWay = "callscript.two_factor=begun";
      const looking = { browser, origin: desk.origin, markup };
      const wrong = [
        ...(await lookAround({ ...looking, cookie: halfWay }, Object.values(away).flat())),
        ...(await lookAround({ ...looking, cookie }, Object.values(inside).flat())),
      ];
      expect(wrong).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 300_000);
});
