import { createPhraseJudge } from "@callscript/adapters/judge-phrases/phrase-judge.ts";
import { openPool, type PostgresDb } from "@callscript/adapters/postgres/pool.ts";
import { benchRules } from "@callscript/lanes/judge/bench-rules.ts";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createOpenPurse } from "../support/open-purse.ts";
import { noBrowser, openBrowser, watchedPage } from "./support/browser.ts";
import { seedBuiltInRules } from "./support/seed-built-in-rules.ts";
import { type ServedDesk, serveDesk } from "./support/serve-desk.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };

describe.skipIf(noBrowser !== null)(`the rules' page (${noBrowser ?? "in a real Chromium"})`, () => {
  let desk: ServedDesk;
  let db: PostgresDb;
  let browser: Browser;
  const stop = new AbortController();
  const jon = { email: "jon@desk.local", name: "Jon Reyes", role: "admin" as const };
  const rita = { email: "rita@desk.local", name: "Rita", role: "reviewer" as const };
  const passwords = new Map<string, string>();
  let working: Promise<void>;

  beforeAll(async () => {
    desk = await serveDesk({ calls: 600, days: 20 });
    await seedBuiltInRules(desk.url);
    for (const person of [jon, rita]) passwords.set(person.email, await desk.addPerson(person));
    passwords.set(desk.admin.email, desk.admin.password);
    db = openPool({ url: desk.url, max: 2, applicationName: "test-bench" });
    const judge = {
      model: "phrases",
      parallel: 1,
      purse: createOpenPurse(),
      open: () => createPhraseJudge(),
    };
    const work = async () => {
      while (!stop.signal.aborted) {
        await benchRules({ db, judge, log: quiet }, { worker: "bench", signal: stop.signal });
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    };
    working = work();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    stop.abort();
    await working;
    await db.close();
    await desk.close();
  });

  async function signedIn(email: string): Promise<{ page: Page; errors: string[] }> {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const { page, errors } = await watchedPage(context, desk.origin);
    await page.goto(`${desk.origin}/login`);
    await page.getByLabel(/email/i).fill(email);
    await page.getByLabel(/^password$/i).fill(passwords.get(email) ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.waitForURL((url) => url.pathname !== "/login");
    return { page, errors };
  }
  const isSaved = (page: Page) => page.getByText("Draft saved").waitFor();

  test("two admins write a draft, try it on the bench, publish it and go back; a reviewer only reads", async () => {
    const { page, errors } = await signedIn(desk.admin.email);
    await page.goto(`${desk.origin}/settings/rules`);
    await page
      .getByText("v2 in force")
      .or(page.getByText(/v\d+ in force/))
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Edit in a draft" }).click();
    await page.getByLabel("Question for the judge").waitFor();

    // A rule of one's own, with lint as one types.
    await page.getByRole("button", { name: "Add rule" }).click();
    await page.waitForURL(/rule=[0-9a-f-]{36}/);
    await page.getByLabel("Name", { exact: true }).fill("Promises a gift card");
    await page.getByText("Fault: 10 to 2,000 characters").waitFor();
    await page.getByLabel("Code", { exact: true }).fill("gift_card_promised");
    await page
      .getByLabel("Question for the judge")
      .fill("Does the caller say that a gift card was promised?");
    await page.getByLabel("In force for calls from").fill("2026-01-01");
    await page.getByLabel("Phrases pre-check").fill("phrases:\n  - who: caller\n    any: ['(send']\n");
    await page.getByText(/Fault: phrases\.0\.any\.0 a bracket is not closed/).waitFor();
    await page
      .getByLabel("Phrases pre-check")
      .fill("phrases:\n  - who: caller\n    heeds: []\n    any: ['you would send a gift card']\n");
    const examples = {
      Flag: ["C: they said you would send a gift card", "C: they told me you would send a gift card today"],
      "Do not flag": ["C: I want no card", "A: we sell gift wraps"],
    };
    for (const [group, lines] of Object.entries(examples))
      for (const [index, line] of lines.entries()) {
        const field = page.getByRole("group", { name: new RegExp(`^${group}`) });
        await field.getByRole("button", { name: "Add example" }).click();
        await page.getByLabel(`${group}, example ${index + 1}`, { exact: true }).fill(line);
      }
    await expect.poll(() => page.getByText(/^Fault:/).count(), { timeout: 10_000 }).toBe(0);
    await isSaved(page);

    // Somebody else writes the same rule: both texts stay.
    const { page: his, errors: hisErrors } = await signedIn(jon.email);
    await his.goto(page.url());
    await his.getByLabel("Name", { exact: true }).waitFor();
    await page.getByLabel("Name", { exact: true }).fill("Promises a gift card to the caller");
    await page.keyboard.press("Control+s");
    await isSaved(page);
    await desk.sql(
      "update core.rule_draft_rules set version = version + 1, changed_by = $1, changed_at_utc = now() where definition ->> 'code' = 'gift_card_promised'",
      desk.admin.email,
    );
    await his.getByLabel("Name", { exact: true }).fill("Jon's own name for it");
    const conflict = his.getByRole("alert").filter({ hasText: "changed this at" });
    await conflict.waitFor();
    expect(await his.getByLabel("Name", { exact: true }).inputValue()).toBe("Jon's own name for it");
    await conflict.getByRole("button", { name: "Take theirs" }).click();
    await conflict.waitFor({ state: "detached" });
    expect(hisErrors).toEqual([]);
    await his.context().close();
    await page.reload();

    // The bench, by its keys alone.
    await page.getByRole("heading", { name: "Test bench" }).waitFor();
    await page.getByText(/^Free, about/).waitFor();
    await page.getByLabel("Calls to try the draft on").selectOption("100");
    await page.keyboard.press("Control+Enter");
    await page.getByText("Newly flagged").first().waitFor({ timeout: 60_000 });
    const newly = page.getByRole("button", { name: /^Newly flagged \d+/ });
    expect(Number(/\d+/.exec((await newly.textContent()) ?? "")?.[0])).toBeGreaterThan(0);
    await page.getByRole("row", { name: /Bad calls caught/ }).waitFor();
    await page.locator("body").click({ position: { x: 1200, y: 20 } });
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    const sheet = page.getByRole("dialog");
    await sheet.getByText("Newly flagged by the draft").waitFor();
    await sheet.locator("mark").getByText("you would send a gift card").waitFor();
    const whole = sheet.getByRole("link", { name: "Open the whole call" });
    expect(await whole.getAttribute("target")).toBe("_blank");
    const href = await whole.getAttribute("href");
    expect(href).toMatch(/^\/calls\/[0-9a-f-]{36}\?t=[\d.]+$/);
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    // Back on its row.
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("href"))).toBe(href);

    // Published with a reason; then the last week can be judged again.
    const dialog = page.getByRole("dialog");
    await page.getByRole("button", { name: /^Publish v3/ }).click();
    await dialog.getByText("New", { exact: true }).waitFor();
    await dialog.getByText(/newly flagged, .* no longer flagged/).waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    // The last words are put into the draft first; that draft was not tried.
    await page.getByLabel("Name", { exact: true }).fill("Promises a gift card, as published");
    await page.getByRole("button", { name: /^Publish v3/ }).click();
    await dialog.getByText("Promises a gift card, as published").first().waitFor();
    await dialog.getByText("Not tested").waitFor();
    const send = dialog.getByRole("button", { name: "Publish v3" });
    expect(await send.isDisabled()).toBe(true);
    await dialog.getByLabel("What changed and why").fill("gift cards were missed");
    await send.click();
    await dialog.getByText("General v3 is in force").waitFor();
    expect(
      await desk.sql(
        "select count(*)::int as rules from core.rules where name = 'Promises a gift card, as published'",
      ),
    ).toEqual([{ rules: 1 }]);
    await dialog.getByRole("button", { name: /^Judge the last 7 days again \(\d+ calls?, / }).click();
    await dialog.getByText(/calls are judged again/).waitFor();
    await dialog.getByRole("button", { name: "Close" }).click();
    await page.getByText("v3 in force").waitFor();

    // The history, what two versions say differently, and the way back.
    await page.goto(`${desk.origin}/settings/rules/history?pack=general`);
    await page.getByText("gift cards were missed").waitFor();
    await page.getByText("Promises a gift card").first().waitFor();
    await page.getByRole("button", { name: "Roll back to v2" }).click();
    await page.getByLabel("Why v2 again").fill("it flags too much");
    await page.getByRole("button", { name: "Publish the rules of v2 again" }).click();
    await page.getByText("v4 has the rules of v2 and is in force.").waitFor();

    // What a model is asked.
    await page.goto(`${desk.origin}/settings/rules/prompt?vertical=Medicare`);
    await page.getByText(/You check the transcript of one sold phone call/).waitFor();
    await page.getByText(/of 2,500 planned/).waitFor();
    expect(errors).toEqual([]);

    const { page: hers, errors: herErrors } = await signedIn(rita.email);
    await hers.goto(`${desk.origin}/settings/rules?pack=medicare`);
    await hers.getByText("Question for the judge").waitFor();
    expect(
      await hers
        .getByRole("button")
        .filter({ hasText: /draft|Publish|Run|Add rule/ })
        .count(),
    ).toBe(0);
    expect((await hers.request.get(`${desk.origin}/api/bench?run=${crypto.randomUUID()}`)).status()).toBe(
      403,
    );
    expect(herErrors).toEqual([]);
  }, 180_000);
});
