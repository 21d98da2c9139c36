import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noBrowser, openBrowser, watchedPage } from "./support/browser.ts";
import { keysAreHeard } from "./support/focused-row.ts";
import { callscript, newHome, type Place, type Program, start } from "./support/run-callscript.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.skipIf(noBrowser !== null)(
  `from Ringba to the reviewer's inbox (${noBrowser ?? "in a real Chromium"})`,
  () => {
    let place: Place;
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

    async function signIn(page: Page): Promise<void> {
      await page.getByLabel(/email/i).fill("demo@callscript.local");
      await page.getByLabel(/^password$/i).fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL((url) => url.pathname !== "/login");
    }

    test("a call goes through all four lanes, is heard from its flag, marked safe and leaves the inbox", async () => {
      await program.says(/flagged {2}/, 60_000);
      const origin = `http://localhost:${place.port}`;
      const browser = await openBrowser();
      try {
        const { page, errors, foreign } = await watchedPage(browser, origin);
        await page.goto(`${origin}/flags`);
        await page.waitForURL(/\/login/);
        await expect.poll(() => page.getByText(/voice code/).count()).toBeGreaterThan(0);
        await signIn(page);

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
        await page.locator("main").first().waitFor();
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

    test("a selection is decided on at once, taken back, decided on by keys; pages fit a telephone", async () => {
      const origin = `http://localhost:${place.port}`;
      const browser = await openBrowser();
      try {
        const { page, errors, foreign } = await watchedPage(browser, origin);
        await page.goto(`${origin}/flags`);
        await signIn(page);
        const rows = page.locator("[data-row]");
        // Calls that are flagged meanwhile are announced, and come when they are asked for.
        const countNow = async () => {
          await page.keyboard.press(".");
          return rows.count();
        };
        await expect.poll(countNow, { timeout: 60_000 }).toBeGreaterThan(3);
        const ids = await Promise.all([0, 1].map((index) => rows.nth(index).getAttribute("data-row")));
        const verdicts = () => Promise.all(ids.map((id) => verdictOf(place.home, id ?? "")));
        const shown = () =>
          Promise.all(ids.map((id) => page.locator(`[data-row="${id}"]`).count())).then((counts) =>
            counts.reduce((sum, one) => sum + one, 0),
          );
        for (const id of ids) await page.locator(`[data-row="${id}"] input`).check();
        const toolbar = page.getByRole("toolbar", { name: "Decide on the selection" });
        expect(await toolbar.textContent()).toContain("2 selected");
        await toolbar.getByRole("button", { name: /confirm bad/i }).click();
        await expect.poll(shown).toBe(0);
        await expect.poll(verdicts).toEqual(["confirmed_bad", "confirmed_bad"]);

        await page.getByRole("button", { name: /undo/i }).click();
        await expect.poll(shown).toBe(2);
        expect(await verdicts()).toEqual([null, null]);

        await page.keyboard.press("Home");
        const [focused] = await rows.evaluateAll((all) => all.map((row) => row.getAttribute("data-row")));
        await page.keyboard.press("s");
        await expect.poll(() => verdictOf(place.home, focused ?? "")).toBe("marked_safe");
        await page.goto(`${origin}/flags?tab=safe`);
        await page.locator(`[data-row="${focused}"]`).waitFor();

        await page.setViewportSize({ width: 420, height: 800 });
        for (const pathname of [
          "/flags",
          "/dashboard",
          "/calls",
          "/settings/campaigns",
          `/calls/${focused}`,
        ]) {
          await page.goto(`${origin}${pathname}`);
          await page
            .getByText(/voice code/)
            .first()
            .waitFor();
          const overflow = await page.evaluate(
            () => document.documentElement.scrollWidth - window.innerWidth,
          );
          expect(overflow, pathname).toBeLessThanOrEqual(0);
        }
        expect(foreign).toEqual([]);
        expect(errors).toEqual([]);
      } finally {
        await browser.close();
      }
    }, 120_000);

    test("an admin maps campaigns, and an invited reviewer joins, decides, and maps none", async () => {
      const origin = `http://localhost:${place.port}`;
      const browser = await openBrowser();
      try {
        const { page, errors } = await watchedPage(browser, origin);
        await page.goto(`${origin}/settings`);
        await signIn(page);
        await page.waitForURL((url) => url.pathname === "/settings/rules");
        await page.getByRole("navigation", { name: "Settings" }).getByText("Campaigns").click();
        await page.waitForURL((url) => url.pathname === "/settings/campaigns");
        const vertical = page.getByLabel("Vertical of ACA Nationwide", { exact: true });
        await vertical.selectOption("Medicare");
        await page.getByText("Vertical set for 1 campaign.").waitFor();
        const offer = page.getByRole("group", { name: "Judge calls again" });
        await offer.getByText(/\d+ judged calls? (was|were) judged as /).waitFor();
        const [asking] = await Promise.all([
          page.waitForRequest((one) => one.method() === "POST" && one.headers()["next-action"] !== undefined),
          offer.getByRole("button", { name: "Judge them again" }).click(),
        ]);
        await page
          .getByRole("list", { name: "Calls judged again" })
          .getByText(/\d+ calls? judged again: /)
          .waitFor();
        await page.reload();
        expect(await page.getByLabel("Vertical of ACA Nationwide", { exact: true }).inputValue()).toBe(
          "Medicare",
        );
        await page.getByLabel("Vertical of ACA Nationwide", { exact: true }).selectOption("ACA");
        await page.getByText("Vertical set for 1 campaign.").waitFor();

        await page.goto(`${origin}/calls`);
        await keysAreHeard(page);
        await page.keyboard.press("x");
        const bulk = page.getByRole("toolbar", { name: "Act on the selection" });
        await bulk.getByText("1 selected").waitFor();
        await bulk.getByRole("button", { name: "Judge again" }).click();
        await bulk.getByText(/^(1 call, |None of these can be judged again)/).waitFor();

        const { output } = await callscript(["invite", "rita@example.com"], place.env());
        const link = output.match(/http\S+/)?.[0] ?? "";
        const { page: hers, errors: herErrors } = await watchedPage(browser, origin);
        await hers.goto(link);
        await hers.getByLabel("Name").fill("Rita");
        await hers.getByLabel("Password").fill("three unrelated words");
        await hers.getByRole("button", { name: "Join" }).click();
        await hers.waitForURL((url) => url.pathname === "/flags");
        await hers.goto(`${origin}/settings/campaigns`);
        await hers.getByText("ACA Nationwide").waitFor();
        expect(await hers.getByLabel("Vertical of ACA Nationwide", { exact: true }).count()).toBe(0);
        expect(await hers.getByRole("button", { name: "Judge them again" }).count()).toBe(0);
        const { "next-action": action = "", "content-type": type = "" } = asking.headers();
        const askAs = (whose: Page) =>
          whose.request.post(asking.url(), {
            headers: { "next-action": action, "content-type": type, origin },
            data: asking.postDataBuffer() ?? "",
          });
        expect((await askAs(page)).status()).toBe(200);
        expect((await askAs(hers)).status(), "the admin's own request, sent by a reviewer").toBe(500);
        await hers.goto(`${origin}/calls`);
        await keysAreHeard(hers);
        await hers.keyboard.press("x");
        expect(await hers.getByRole("checkbox").count()).toBe(0);
        expect(await hers.getByRole("link", { name: "Export" }).count()).toBe(0);
        const exported = (whose: Page) => whose.request.get(`${origin}/calls/export?status=flagged`);
        expect(await (await exported(page)).text()).toMatch(/^call_id,.*\r\n[0-9a-f-]{36},/);
        expect((await exported(hers)).status()).toBe(403);
        await hers.goto(link);
        await hers
          .getByText(/used|expired|no longer|not valid/i)
          .first()
          .waitFor();
        expect([...errors, ...herErrors]).toEqual([]);
      } finally {
        await browser.close();
      }
    }, 120_000);

    test("a page that the database keeps from being read says so, and comes back by itself", async () => {
      const origin = `http://localhost:${place.port}`;
      const browser = await openBrowser();
      const onSchema = (change: "revoke" | "grant") =>
        withDatabase(
          place.home,
          `${change} usage on schema core ${change === "grant" ? "to" : "from"} callscript_web`,
          [],
          () => undefined,
        );
      try {
        const { page } = await watchedPage(browser, origin);
        await page.goto(`${origin}/flags`);
        await signIn(page);
        await page.locator("[data-row]").first().waitFor();
        const problem = page.getByText("This page could not be read.");
        await onSchema("revoke");
        try {
          await page.getByRole("link", { name: "Calls" }).click();
          await problem.waitFor();
          await page.waitForResponse((one) => one.url().includes("/calls?_rsc"));
          expect(await problem.count()).toBe(1);
          await page.reload();
          await problem.waitFor();
        } finally {
          await onSchema("grant");
        }
        await page.getByRole("heading", { name: "Calls" }).waitFor();
        expect(await problem.count()).toBe(0);
      } finally {
        await browser.close();
      }
    }, 120_000);

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
