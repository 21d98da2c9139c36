import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { openBrowser, watchedPage } from "../e2e/support/browser.ts";
import { plantTalk } from "../e2e/support/plant-talk.ts";
import { serveDesk } from "../e2e/support/serve-desk.ts";
import { pageWeights } from "../support/page-weight.ts";
import { decideByKey, heapBytes, watchKeys } from "./dashboard/decide-by-key.ts";
import { explainQueries, type QueryPlan } from "./dashboard/explain-queries.ts";
import { figuresThatDiffer } from "./dashboard/figures-that-differ.ts";
import { hotReads } from "./dashboard/hot-reads.ts";
import { type PageVitals, pageVitals, serverTimes } from "./dashboard/page-times.ts";
import { seeLine } from "./dashboard/see-line.ts";

/** Of the design, section 15: milliseconds of the server, 95th percentile; of the largest paint; kilobytes of JavaScript. */
const budgets = [
  { route: "/dashboard", serverMs: 120, lcpMs: 1200, kilobytes: 130 },
  { route: "/flags", serverMs: 80, lcpMs: 1200, kilobytes: 165 },
  { route: "/calls", serverMs: 120, lcpMs: 1300, kilobytes: 160 },
  { route: "/calls?q=gift+card+roof", serverMs: 250, lcpMs: 1300, kilobytes: 160 },
  { route: "/calls/[id]", serverMs: 100, lcpMs: 1300, kilobytes: 165 },
  { route: "/calls/[id]?from=/flags", serverMs: 100, lcpMs: 1300, kilobytes: 165 },
  { route: "/settings/rules", serverMs: 120, lcpMs: 1300, kilobytes: 170 },
  { route: "/settings/campaigns", serverMs: 120, lcpMs: 1300, kilobytes: 170 },
  { route: "/settings/people", serverMs: 120, lcpMs: 1300, kilobytes: 170 },
  { route: "/settings/lanes", serverMs: 120, lcpMs: 1300, kilobytes: 170 },
] as const;
const decisions = 200;
const verdicts = 2_000;
const say = (line: string) => process.stdout.write(`${line}\n`);
const at = (sorted: readonly number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const ascending = (numbers: readonly number[]) => [...numbers].sort((one, other) => one - other);
const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/**
 * The dashboard over `--rows` calls (1,000,000), a tenth of them flagged: the plans of what its pages read, the time of each
 * page on the server and in Chromium, 200 decisions from the keyboard, and what 2,000 verdicts leave in the page's memory.
 * `--kept-at <folder>` keeps the database there for the next run: filling it takes longer than measuring.
 */
export async function run(): Promise<void> {
  const { values } = parseArgs({
    args: process.argv.slice(3),
    options: { rows: { type: "string", default: "1000000" }, "kept-at": { type: "string" } },
  });
  const calls = Number(values.rows);
  const seeding = Date.now();
  const recordings = mkdtempSync(path.join(tmpdir(), "callscript-bench-"));
  const desk = await serveDesk({ calls, keptAt: values["kept-at"] }, { CALLSCRIPT_RECORDINGS: recordings });
  const browser = await openBrowser();
  try {
    say(`${calls} calls were made or found in ${((Date.now() - seeding) / 1000).toFixed(0)} s`);
    const refreshing = Date.now();
    while (Number((await desk.sql("select core.refresh_figures(480) as bins"))[0]?.["bins"]) > 0);
    say(`figures brought up to date, as upkeep does: ${Date.now() - refreshing} ms`);
    const differing = await figuresThatDiffer(desk.sql);
    say(`figures that differ from the calls they are of: ${differing}`);
    await explainAll(desk.url);

    const cookie = await desk.signIn(desk.admin);
    const call = await plantTalk(desk.sql, { recordings, startedSecondsAgo: 500, turns: 30 });
    const urlOf = (route: string) => `${desk.origin}${route.replace("[id]", call)}`;
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await context.addCookies(
      cookie.split("; ").map((pair) => {
        const [name = "", value = ""] = pair.split(/=(.*)/s);
        return { name, value, url: desk.origin };
      }),
    );
    const state = await context.storageState();
    const weights = pageWeights();
    say(
      "\nroute                     server p50, p95 (budget)    LCP (budget)         shift    JS of the manifest, as loaded (budget)",
    );
    for (const { route, serverMs, lcpMs, kilobytes } of budgets) {
      const url = urlOf(route);
      await serverTimes(url, cookie, 3);
      const times = ascending(await serverTimes(url, cookie));
      const seen: PageVitals[] = [];
      for (let round = 0; round < 5; round += 1) seen.push(await pageVitals(browser, state, url));
      const median = (of: (vitals: PageVitals) => number) => at(ascending(seen.map(of)), 0.5);
      const weight = weights.get(route.split("?")[0] ?? "") ?? Number.NaN;
      say(
        `${route.padEnd(25)} ${`${ms(at(times, 0.5))}, ${ms(at(times, 0.95))} (${serverMs})`.padEnd(27)} ${`${ms(median((one) => one.lcpMs))} (${lcpMs})`.padEnd(20)} ${Math.max(...seen.map((one) => one.layoutShift)).toFixed(3)}    ${weight.toFixed(0)} kB, ${median((one) => one.scriptKilobytes).toFixed(0)} kB (${kilobytes})`,
      );
    }

    const hour = await plantTalk(desk.sql, { recordings, startedSecondsAgo: 4_000, turns: 600 });
    const opened: number[] = [];
    for (let round = 0; round < 5; round += 1)
      opened.push(await seeLine(browser, state, `${desk.origin}/calls/${hour}?from=/flags`, 300));
    say(
      `\nan hour-long call, asked for until its flagged line is in view: ${ascending(opened).map(ms).join(", ")} (goal: 1000)`,
    );

    const { page, errors } = await watchedPage(context, desk.origin);
    const wire = await context.newCDPSession(page);
    await page.goto(`${desk.origin}/flags`);
    await page.locator("[data-row]").first().waitFor();
    await watchKeys(page);
    const began = Date.now();
    await decideByKey(page, decisions);
    const spent = Date.now() - began;
    const paints = ascending(await page.evaluate(() => window.keyToPaintMs));
    const longest = await page.evaluate(() => window.longestTaskMs);
    say(
      `\n${decisions} decisions from the keyboard in ${(spent / 1000).toFixed(1)} s; key to paint p50 ${ms(at(paints, 0.5))}, p75 ${ms(at(paints, 0.75))}, p95 ${ms(at(paints, 0.95))}, worst ${ms(paints.at(-1) ?? Number.NaN)} (goal <= 50); longest task ${ms(longest)}`,
    );
    const before = await heapBytes(wire);
    await decideByKey(page, verdicts);
    const grown = (await heapBytes(wire)) - before;
    say(`${verdicts} further verdicts: the page's heap grew by ${(grown / 1e6).toFixed(1)} MB (goal < 20)`);
    await page.waitForTimeout(2_000);
    const [kept] = await desk.sql(
      "select count(*)::int as n from core.reviews where reviewer = $1 and reviewed_at_utc >= to_timestamp($2)",
      desk.admin.email,
      began / 1000,
    );
    say(
      `decisions in the database: ${kept?.["n"]} of ${decisions + verdicts}; the page's errors: ${errors.length}`,
    );
  } finally {
    await browser.close();
    await desk.close();
    rmSync(recordings, { recursive: true, force: true });
  }
}

/** The second time each is asked, when what it reads is in memory as on a machine that has been asked before. */
async function explainAll(url: string): Promise<void> {
  const pool = openPool({ url, max: 2, applicationName: "bench" });
  say("\nquery                       ms      buffers  read whole                 rows sorted");
  try {
    for (const [route, read] of Object.entries(hotReads)) {
      await read(pool);
      const plans: QueryPlan[] = [];
      await read(explainQueries(pool, plans));
      const worst = new Map<string, QueryPlan>();
      for (const plan of plans) {
        const known = worst.get(plan.query);
        if (known === undefined || plan.milliseconds > known.milliseconds) worst.set(plan.query, plan);
      }
      say(route);
      for (const { query, milliseconds, buffers, scanned, sorted } of worst.values())
        say(
          `  ${query.padEnd(25)} ${milliseconds.toFixed(1).padStart(7)} ${String(buffers).padStart(9)}  ${([...new Set(scanned)].join(", ") || "-").padEnd(26)} ${sorted}`,
        );
    }
  } finally {
    await pool.close();
  }
}
