import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noBrowser, openBrowser, watchedPage } from "./support/browser.ts";
import { focusedRow, keysAreHeard } from "./support/focused-row.ts";
import { type ServedDesk, serveDesk } from "./support/serve-desk.ts";

type Browser = Awaited<ReturnType<typeof openBrowser>>;

describe.skipIf(noBrowser !== null)(`reviewers (${noBrowser ?? "in a real Chromium"})`, () => {
  let desk: ServedDesk;
  let browser: Browser;
  beforeAll(async () => {
    desk = await serveDesk({ calls: 2_500 });
    browser = await openBrowser();
    // What the list loads at first (50 and 100) and fifty more are left to review; the others were decided on before.
    await desk.sql(
      `update core.calls set verdict = 'confirmed_bad', verdict_version = 1 where id in (
         select id from core.calls where status = 'flagged' and verdict is null order by id offset 201)`,
    );
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
  });
  const toReview = async () => {
    const [row] = await desk.sql(
      "select count(*)::int as n from core.calls where status = 'flagged' and verdict is null",
    );
    return row?.["n"];
  };
  const opened = async (context: Pick<BrowserContext, "newPage">, path: string) => {
    const watched = await watchedPage(context, desk.origin);
    await watched.page.goto(`${desk.origin}${path}`);
    return watched;
  };

  test("two act on the same call: one wins, the other is told by whom, and may have it otherwise", async () => {
    const jon = { email: "jon@desk.local", name: "Jon Reyes", role: "reviewer" as const };
    const ines = { email: "ines@desk.local", name: "Ines Roth", role: "reviewer" as const };
    const pages = [];
    for (const person of [jon, ines]) {
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      await signedIn(context, desk, { email: person.email, password: await desk.addPerson(person) });
      pages.push(await opened(context, "/flags"));
    }
    const [his, hers] = pages;
    if (!his || !hers) throw new Error("there are two of them");
    for (const { page } of pages) await keysAreHeard(page);
    const call = await focusedRow(his.page);
    expect(await focusedRow(hers.page)).toBe(call);

    await his.page.keyboard.press("s");
    await expect.poll(toReview).toBe(200);
    await hers.page.keyboard.press("e");
    await hers.page.getByText(/Jon Reyes marked it safe .*Nothing was overwritten/).waitFor();
    const verdict = () => desk.sql("select verdict, verdict_version from core.calls where id = $1", call);
    expect(await verdict()).toEqual([{ verdict: "marked_safe", verdict_version: 1 }]);

    await hers.page.getByRole("button", { name: "Change to bad" }).click();
    await expect.poll(verdict).toEqual([{ verdict: "confirmed_bad", verdict_version: 2 }]);
    expect(
      await desk.sql("select verdict, reviewer from core.reviews where call_id = $1 order by version", call),
    ).toEqual([
      { verdict: "marked_safe", reviewer: jon.email },
      { verdict: "confirmed_bad", reviewer: ines.email },
    ]);
    for (const { errors, foreign } of pages) expect([...errors, ...foreign]).toEqual([]);
  });

  test("the keyboard alone is enough: to sign in, to clear the inbox, and to take the last decision back", async () => {
    const rita = { email: "rita@desk.local", name: "Rita Sand", role: "reviewer" as const };
    const password = await desk.addPerson(rita);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const { page, errors, foreign } = await opened(context, "/login");
    await page.getByLabel(/email/i).waitFor();
    await tabTo(page, /email/i);
    await page.keyboard.type(rita.email);
    await tabTo(page, /^password$/i);
    await page.keyboard.type(password);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => url.pathname !== "/login");
    const first = await page.request.get(`${desk.origin}/flags`);
    expect((await first.text()).match(/data-row="/g)?.length, "rows of the first answer").toBe(50);
    await expect
      .poll(async () => {
        await page.keyboard.press("g");
        await page.keyboard.press("f");
        return new URL(page.url()).pathname;
      })
      .toBe("/flags");
    await keysAreHeard(page);
    expect(await page.locator("[data-row]").count(), "rows in the page").toBeLessThan(40);

    // Once all that was loaded is decided on, the first row of what is read next is looked at.
    await page.keyboard.press("Control+a");
    await page.getByText("150 selected").waitFor();
    await page.keyboard.press("s");
    await expect.poll(toReview).toBe(50);
    await expect.poll(() => focusedRow(page)).not.toBe(null);

    await page.evaluate(() => {
      document.body.dataset["left"] = "0";
      new MutationObserver((changes) => {
        const added = changes.flatMap(({ addedNodes }) => [...addedNodes]);
        const leaving = added.filter((node) => node instanceof HTMLElement && node.inert).length;
        document.body.dataset["left"] = String(Number(document.body.dataset["left"]) + leaving);
      }).observe(document.querySelector("[role=grid]") ?? document, { childList: true });
    });
    for (let left = 50; left > 0; left -= 1) {
      const row = await focusedRow(page);
      await page.keyboard.press(left % 2 === 0 ? "e" : "s");
      if (left > 1) await expect.poll(() => focusedRow(page), { interval: 20 }).not.toBe(row);
    }
    const empty = page.getByRole("heading", { name: "All reviewed." });
    await empty.waitFor();
    expect(await empty.evaluate((heading) => heading === document.activeElement)).toBe(true);
    expect(await page.locator("body").getAttribute("data-left"), "rows seen to leave").toBe("49");
    await expect.poll(toReview).toBe(0);

    await page.keyboard.press("z");
    await expect.poll(toReview).toBe(1);
    await expect.poll(() => focusedRow(page)).not.toBe(null);
    expect([...errors, ...foreign]).toEqual([]);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/calls\/[0-9a-f-]{36}/);
    // The planted calls have a path and no file: what the call's page asks for next is not there.
    expect(errors.filter((error) => !/404 .*\/audio$/.test(error))).toEqual([]);
    expect(foreign).toEqual([]);
  });

  test("each of the last twenty decisions is taken back once, by the toast or the key, and its row is there again", async () => {
    await desk.sql(
      `update core.calls set verdict = null, verdict_version = verdict_version + 1 where id in (
         select id from core.calls where verdict is not null and status in ('flagged', 'safe') and severity is not null order by id limit 40)`,
    );
    await desk.sql("update core.calls set status = 'flagged' where verdict is null and severity is not null");
    const all = Number(await toReview());
    const uma = { email: "uma@desk.local", name: "Uma Lind", role: "reviewer" as const };
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await signedIn(context, desk, { email: uma.email, password: await desk.addPerson(uma) });
    const { page, errors } = await opened(context, "/flags");
    await keysAreHeard(page);
    const decided: string[] = [];
    for (let done = 0; done < 25; done += 1) {
      const row = await focusedRow(page);
      decided.push(row ?? "no row");
      await page.keyboard.press("s");
      await expect.poll(() => focusedRow(page), { interval: 20 }).not.toBe(row);
      // The list is read again once a second: what can no longer be taken back is given up in between.
      if (done % 8 === 7) await expect.poll(toReview).toBe(all - done - 1);
    }
    await expect.poll(toReview).toBe(all - 25);
    for (let back = 1; back <= 19; back += 1) {
      await page.keyboard.press("z");
      await expect.poll(toReview).toBe(all - 25 + back);
      await expect.poll(() => focusedRow(page)).toBe(decided[25 - back]);
    }
    // What the toast took back is not what the key takes back next.
    await page.keyboard.press("s");
    await page.getByRole("button", { name: "Undo" }).click();
    await expect.poll(() => focusedRow(page)).toBe(decided[6]);
    await page.keyboard.press("z");
    await expect.poll(() => focusedRow(page)).toBe(decided[5]);
    await expect.poll(toReview).toBe(all - 5);
    await page.keyboard.press("z");
    expect(
      await page.locator("[data-row]").evaluateAll((rows) => rows.map((row) => row.dataset["row"])),
    ).toEqual(expect.arrayContaining(decided.slice(5, 15)));
    expect(await toReview()).toBe(all - 5);
    expect(errors).toEqual([]);
  });

  test("a decision that is written late or not at all is neither forgotten nor taken for another", async () => {
    const vera = { email: "vera@desk.local", name: "Vera Holm", role: "reviewer" as const };
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    await signedIn(context, desk, { email: vera.email, password: await desk.addPerson(vera) });
    const { page } = await opened(context, "/flags");
    await keysAreHeard(page);
    const all = Number(await toReview());
    const reviews = "**/api/reviews";
    const rowOf = (id: string | null) => page.locator(`[data-row="${id}"]:not([inert])`);
    const verdictOf = async (id: string | null) =>
      (await desk.sql("select verdict from core.calls where id = $1", id))[0]?.["verdict"];
    const decide = async () => {
      const row = await focusedRow(page);
      await page.keyboard.press("s");
      await expect.poll(() => focusedRow(page), { interval: 20 }).not.toBe(row);
      return row;
    };
    /** Holds the next request until it is told to go on, or to fail. */
    const held = async () => {
      let tell: (how: "go on" | "fail") => void = () => undefined;
      const told = new Promise<"go on" | "fail">((resolve) => {
        tell = resolve;
      });
      await page.route(
        reviews,
        async (route) => ((await told) === "fail" ? route.abort() : route.continue()),
        { times: 1 },
      );
      return tell;
    };

    // It fails after more decisions than are kept: its row is given back all the same.
    const fail = await held();
    const late = await decide();
    for (let more = 1; more <= 22; more += 1) await decide();
    await expect.poll(toReview).toBe(all - 22);
    fail("fail");
    await page.getByText("Not saved. Check the connection and try again.").waitFor();
    await rowOf(late).waitFor();
    expect(await page.getByText(/new flag/).count()).toBe(0);
    await page.getByRole("button", { name: "Close" }).click();

    // Taking back fails: the next try is for the same call.
    await page.keyboard.press("Home");
    await expect.poll(() => focusedRow(page)).toBe(late);
    const [before, last] = [await decide(), await decide()];
    await expect.poll(() => verdictOf(last)).toBe("marked_safe");
    await page.route(reviews, (route) => route.abort(), { times: 1 });
    await page.keyboard.press("z");
    await page.getByText("Not taken back.").waitFor();
    await page.keyboard.press("z");
    await expect.poll(() => verdictOf(last)).toBe(null);
    await expect.poll(() => focusedRow(page)).toBe(last);
    expect(await verdictOf(before)).toBe("marked_safe");

    // The list is narrowed while it is being written: it stays decided, says so, and can be taken back.
    const [{ severity } = {}] = await desk.sql("select severity from core.calls where id = $1", last);
    const goOn = await held();
    await decide();
    await page.keyboard.press(String(severity));
    await page.waitForURL(/sev=/);
    await keysAreHeard(page);
    goOn("go on");
    await expect.poll(() => verdictOf(last)).toBe("marked_safe");
    await page.getByText(/1 call marked safe/).waitFor();
    expect(await rowOf(last).count()).toBe(0);
    await page.keyboard.press("z");
    await expect.poll(() => verdictOf(last)).toBe(null);
    await rowOf(last).waitFor();
  });
});

async function signedIn(
  context: BrowserContext,
  desk: ServedDesk,
  person: { email: string; password: string },
): Promise<void> {
  const cookies = (await desk.signIn(person)).split("; ").map((pair) => {
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    return { name, value, url: desk.origin };
  });
  await context.addCookies(cookies);
}

async function tabTo(page: Page, label: RegExp): Promise<void> {
  const field = page.getByLabel(label).first();
  for (let tabs = 0; tabs < 12; tabs += 1) {
    if (await field.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`no way leads to ${label}`);
}
