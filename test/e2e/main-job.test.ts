import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noBrowser, openBrowser, watchedPage } from "./support/browser.ts";
import { newHome, type Program, start } from "./support/run-callscript.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.skipIf(noBrowser !== null)(
  `from Ringba to the reviewer's inbox (${noBrowser ?? "in a real Chromium"})`,
  () => {
    let place: Awaited<ReturnType<typeof newHome>>;
    let program: Program;
    let password = "";
    beforeAll(async () => {
      place = await newHome();
      program = start(["scripts/start.mjs", "--port", String(place.port)], {
        CALLSCRIPT_HOME: place.home,
        CALLSCRIPT_API_PORT: String(place.apiPort),
        // What the demo must not use, though it finds it.
        OPENAI_API_KEY: "sk-never-used-by-the-demo",
        RINGBA_BASE_URL: "http://127.0.0.1:9",
      });
      password = (await program.says(/Sign in {4}\S+ {2}(\S+)/, 240_000))[1] ?? "";
    }, 300_000);
    afterAll(async () => {
      program.child.kill("SIGTERM");
      await program.ended;
      place.remove();
    });

    test("a call goes through all four lanes, is heard from its flag, marked safe and leaves the inbox", async () => {
      await program.says(/flagged {2}/, 60_000);
      const origin = `http://localhost:${place.port}`;
      const browser = await openBrowser();
      try {
        const { page, errors, foreign } = await watchedPage(browser, origin);
        await page.goto(`${origin}/flags`);
        await page.waitForURL(/\/login/);
        await expect.poll(() => page.getByText(/voice code/).count()).toBeGreaterThan(0);
        await page.getByLabel(/email/i).fill("demo@callscript.local");
        await page.getByLabel(/^password$/i).fill(password);
        await page.getByRole("button", { name: "Sign in" }).click();
        await page.waitForURL(/\/flags/);

        const link = page.locator('a[href^="/calls/"]').first();
        await link.waitFor({ timeout: 30_000 });
        const href = (await link.getAttribute("href")) ?? "";
        const callId = href.match(/[0-9a-f-]{36}/)?.[0] ?? "";
        expect(callId).not.toBe("");
        await page.goto(`${origin}/calls/${callId}`);
        const audio = page.locator("audio").first();
        await audio.waitFor({ state: "attached", timeout: 30_000 });
        const flagStart = Number(
          await page.locator("[data-flag-start]").first().getAttribute("data-flag-start"),
        );
        const heard = () =>
          audio.evaluate((element) =>
            element instanceof HTMLAudioElement
              ? { at: element.currentTime, playing: !element.paused }
              : null,
          );
        await expect.poll(heard, { timeout: 20_000 }).toMatchObject({ playing: true });
        const first = await heard();
        expect(first?.at).toBeGreaterThanOrEqual(Math.max(0, flagStart - 2.5));
        expect(first?.at).toBeLessThan(flagStart + 15);
        await expect
          .poll(async () => (await heard())?.at ?? 0, { timeout: 10_000 })
          .toBeGreaterThan((first?.at ?? 0) + 0.5);

        await page
          .getByRole("button", { name: /mark safe/i })
          .first()
          .click();
        await expect.poll(() => verdictOf(place.home, callId), { timeout: 15_000 }).toBe("marked_safe");
        await page.goto(`${origin}/flags`);
        await page.locator("main").waitFor();
        await expect.poll(() => page.locator(`a[href*="${callId}"]`).count(), { timeout: 10_000 }).toBe(0);
        expect(await eventsOf(place.home, callId)).toEqual([
          "created",
          "finished",
          "claimed",
          "finished",
          "finished",
          "reviewed",
        ]);
        expect(foreign).toEqual([]);
        expect(errors).toEqual([]);
      } finally {
        await browser.close();
      }
    }, 180_000);

    test("Ctrl-C stops everything it started", async () => {
      program.child.kill("SIGINT");
      expect(await program.ended).toEqual({ code: 0, signal: null });
      await expect(fetch(`http://127.0.0.1:${place.port}/api/health`)).rejects.toThrow();
      await expect(fetch(`http://127.0.0.1:${place.apiPort}/healthz`)).rejects.toThrow();
      expect(program.output()).toContain("Stopped.");
    }, 60_000);
  },
);

async function withDatabase<T>(
  home: string,
  text: string,
  params: unknown[],
  read: (rows: Record<string, unknown>[]) => T,
): Promise<T> {
  const cluster = await startEmbedded({ home: `${home}/demo`, log: quiet });
  const db = openPool({ url: cluster.url, max: 1, applicationName: "test" });
  try {
    return read(await db.rows(text, params));
  } finally {
    await db.close();
  }
}

const verdictOf = (home: string, call: string) =>
  withDatabase(home, "select verdict from core.calls where id = $1", [call], ([row]) => row?.["verdict"]);

const eventsOf = (home: string, call: string) =>
  withDatabase(
    home,
    "select kind from core.call_events where call_id = $1 and kind <> 'updated' order by id",
    [call],
    (rows) => rows.map((row) => row["kind"]),
  );
