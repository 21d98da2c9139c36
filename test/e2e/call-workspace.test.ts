import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noBrowser, openBrowser, watchedPage } from "./support/browser.ts";
import { type PlantedTurn, plantCall } from "./support/plant-call.ts";
import { type ServedDesk, serveDesk } from "./support/serve-desk.ts";
import { unzip } from "./support/unzip.ts";

const quote = "you qualify for the sixty-four hundred dollar card";
const turn = (speaker: string, start: number, end: number, text: string): PlantedTurn => ({
  speaker,
  start,
  end,
  text,
});
const turns = [
  turn("caller", 0, 2, "Hello there"),
  turn("agent", 3, 9, "I am calling from the Medicare department today"),
  turn("caller", 20, 24, "Is this about the grocery card"),
  turn("agent", 42, 52, `Yes ma'am ${quote} today`),
  turn("caller", 60, 64, "My card is [card] then"),
];
const flag = (code: string, name: string, turn: number, start: number, words: string) => ({
  code,
  name,
  severity: 4,
  at_fault: "publisher",
  refundable: true,
  rule_version: "Medicare@4",
  evidence: "quote",
  quote: words,
  verified: "exact",
  fact: null,
  turn,
  speaker: "agent",
  start,
  end: start + 4,
  reason: "It was promised.",
  confidence: null,
});
const flags = [
  flag("cash_card", "Promises a cash card", 3, 42, quote),
  flag("says_medicare", "Says they are Medicare", 1, 3, "I am calling from the Medicare department"),
];
const hour = Array.from({ length: 600 }, (_, at) =>
  turn(
    at % 2 === 0 ? "caller" : "agent",
    at * 6,
    at * 6 + 5,
    at === 300 ? quote : `This is turn ${at} of an hour`,
  ),
);

describe.skipIf(noBrowser !== null)(
  `the workspace of one call (${noBrowser ?? "in a real Chromium"})`,
  () => {
    let recordings = "";
    let desk: ServedDesk;
    let browser: Browser;
    let page: Page;
    let errors: string[];
    let foreign: string[];
    const calls = { first: "", second: "", hour: "" };
    const at = (id: string, more = "") =>
      `${desk.origin}/calls/${id}?from=${encodeURIComponent("/flags")}${more}`;

    beforeAll(async () => {
      recordings = mkdtempSync(path.join(tmpdir(), "callscript-recordings-"));
      desk = await serveDesk({ calls: 200, days: 3 }, { CALLSCRIPT_RECORDINGS: recordings });
      const given = { recordings, turns, flags, hasWords: true, seconds: 72 };
      calls.hour = await plantCall(desk.sql, {
        ...given,
        channels: 2,
        turns: hour,
        seconds: 3600,
        startedSecondsAgo: 420,
        flags: [flag("cash_card", "Promises a cash card", 300, 1800, quote)],
      });
      calls.second = await plantCall(desk.sql, {
        ...given,
        startedSecondsAgo: 410,
        channels: 1,
        hasWords: false,
      });
      calls.first = await plantCall(desk.sql, { ...given, startedSecondsAgo: 400, channels: 2 });
      browser = await openBrowser();
      const context = await browser.newContext({
        permissions: ["clipboard-read", "clipboard-write"],
        viewport: { width: 1440, height: 900 },
      });
      ({ page, errors, foreign } = await watchedPage(context, desk.origin));
      const cookie = await desk.signIn(desk.admin);
      await context.addCookies(
        cookie.split("; ").map((one) => {
          const [name = "", ...value] = one.split("=");
          return { name, value: value.join("="), url: desk.origin };
        }),
      );
    }, 300_000);
    afterAll(async () => {
      await browser?.close();
      await desk?.close();
      rmSync(recordings, { recursive: true, force: true });
    });

    const audio = () =>
      page
        .locator("audio")
        .evaluate((element) =>
          element instanceof HTMLAudioElement
            ? { at: element.currentTime, isPlaying: !element.paused, speed: element.playbackRate }
            : { at: 0, isPlaying: false, speed: 0 },
        );
    const heardFrom = (from: number, to: number) =>
      expect
        .poll(async () => {
          const heard = await audio();
          return heard.isPlaying && heard.at >= from && heard.at < to;
        })
        .toBe(true);
    /** The player of that call, and so its keys, and no longer those of the one before. */
    const isOpen = (id: string) =>
      page.locator(`audio[src="/calls/${id}/audio"]`).waitFor({ state: "attached" });
    /** A page is in the address before it hears keys. */
    const pressUntilAt = (key: string, id: string) =>
      expect
        .poll(
          async () => {
            if (!page.url().includes(id)) await page.keyboard.press(key);
            return page.url().includes(id);
          },
          { interval: 500, timeout: 30_000 },
        )
        .toBe(true);
    const events = (kind: string) =>
      desk.sql("select detail from core.desk_events where kind = $1 order by id", kind);

    test("it plays from the first flag, follows, and goes where one presses", async () => {
      await page.goto(at(calls.first));
      await heardFrom(1, 9);
      const regions = page.getByRole("button", { name: /^Flag \d of 2, Critical/ });
      expect(await regions.evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))).toEqual([
        "Flag 1 of 2, Critical, Says they are Medicare, 0:03",
        "Flag 2 of 2, Critical, Promises a cash card, 0:42",
      ]);
      await page.keyboard.press("ArrowRight");
      await heardFrom(40, 46);
      await page.locator('[data-flag="cash_card"] blockquote').getByText(quote).waitFor();
      await expect.poll(() => page.locator('[data-line="3"][aria-current]').count()).toBe(1);
      const slider = page.getByRole("slider", { name: "Place in the recording" });
      const box = await slider.boundingBox();
      if (box === null) throw new Error("the waveform has no place");
      const [left, y] = [(share: number) => box.x + box.width * share, box.y + box.height / 2];
      await page.mouse.move(left(0.2), y);
      await page.mouse.down();
      await page.mouse.move(left(0.5), y, { steps: 5 });
      await heardFrom(35.5, 39);
      await page.mouse.move(left(0.8), y, { steps: 5 });
      await heardFrom(57, 61);
      await page.mouse.up();
      await page.mouse.move(left(0.3), y);
      await regions.first().click();
      await heardFrom(1, 9);
      await page
        .locator('[data-line="2"] p')
        .getByText("grocery")
        .click({ position: { x: 200, y: 10 } });
      await heardFrom(20.5, 26);
      await expect
        .poll(() => slider.getAttribute("aria-valuetext"))
        .toMatch(/^0:2\d of 1:12, caller speaking$/);
      await page.keyboard.press(">");
      await expect.poll(async () => (await audio()).speed).toBe(1.25);
      await page.keyboard.press(" ");
      await expect.poll(async () => (await audio()).isPlaying).toBe(false);
      await page.getByText("card number").waitFor();
      expect((await events("recording_played")).map(({ detail }) => detail)).toEqual([{ call: calls.first }]);
    });

    test("words are found within it, and what was scrolled away from is come back to", async () => {
      await page.keyboard.press("/");
      await page.keyboard.type("card");
      await page.getByText("1 of 3", { exact: true }).waitFor();
      await page.keyboard.press("Enter");
      await page.getByText("2 of 3", { exact: true }).waitFor();
      expect(await page.locator("[data-tick]").count()).toBe(3);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: /^Back to 0:/ }).click();
      expect(await page.getByRole("button", { name: /^Back to 0:/ }).count()).toBe(0);
    });

    test("a number is masked until it is copied; links and the words of a dispute are copied", async () => {
      await page.getByText("(312) •••-••42").first().waitFor();
      expect(await page.content()).not.toContain("3125550142");
      await page.getByRole("button", { name: "Copy the caller's number" }).click();
      await page.getByText("(312) 555-0142").waitFor();
      const copied = () => page.evaluate(() => navigator.clipboard.readText());
      await expect.poll(copied).toBe("+13125550142");
      expect(await events("number_copied")).toEqual([{ detail: { call: calls.first } }]);
      await page.keyboard.press("c");
      await expect.poll(copied).toContain(`Agent at 0:42: "${quote}"`);
      await page.getByRole("button", { name: "Copy link" }).click();
      await expect.poll(copied).toMatch(new RegExp(`/calls/${calls.first}\\?t=2\\d\\.\\d$`));
    });

    test("a flag is called wrong and taken back; the call stays undecided", async () => {
      await page.keyboard.press("d");
      await page.getByText("Called wrong by Maya Okafor.").waitFor();
      const said = () =>
        desk.sql("select opinion from core.flag_reviews where call_id = $1 order by id", calls.first);
      expect(await said()).toEqual([{ opinion: "wrong" }]);
      await page.keyboard.press("d");
      await page.getByRole("button", { name: /^Wrong flag/ }).waitFor();
      expect(await said()).toEqual([{ opinion: "wrong" }, { opinion: "withdrawn" }]);
      expect(await desk.sql("select verdict from core.calls where id = $1", calls.first)).toEqual([
        { verdict: null },
      ]);
    });

    test("agent and caller are swapped, and judged again only once the price is seen", async () => {
      await page.keyboard.press("w");
      await expect.poll(() => page.locator('[data-line="3"]').textContent()).toContain("Caller");
      await page.getByText(/Judge again with the swap\? About \$0\.\d{5}\./).waitFor();
      await page.getByText("Found before the swap").waitFor();
      const asked = () =>
        desk.sql("select requested_by from core.rejudge_requests where call_id = $1", calls.first);
      expect(await asked()).toEqual([]);
      await page.getByRole("button", { name: "Judge again" }).click();
      await page.getByText("It will be judged again in a moment.").waitFor();
      expect(await asked()).toEqual([{ requested_by: desk.admin.email }]);
    });

    test("judged again while one reads, the old finding stays until one asks for the new", async () => {
      await desk.sql(
        `insert into core.judgements (call_id, finding, flags, qa_version, judge_model, asked) values ($1, 'safe', '[]', 'Medicare@5', 'phrases', '{cash_card}')`,
        calls.first,
      );
      await desk.sql(
        "update core.calls set qa_flags = '[]', qa_version = 'Medicare@5' where id = $1",
        calls.first,
      );
      await page.getByText("Judged again with Medicare@5.").waitFor({ timeout: 40_000 });
      expect(await page.locator('[data-flag="cash_card"]').count()).toBe(1);
      await page.getByRole("button", { name: "Show", exact: true }).click();
      await page.getByText("No flags. 1 rule asked on").waitFor();
    });

    test("decided by a key, the next call opens; the last is taken back, and one is there again", async () => {
      const verdicts = async () =>
        (
          await desk.sql("select id, verdict from core.calls where id = any ($1::uuid[])", [
            calls.second,
            calls.hour,
          ])
        ).map(({ id, verdict }) => `${id === calls.hour ? "hour" : "second"} ${verdict}`);
      const reviews = () =>
        desk.sql("select count(*)::int as count from core.reviews where call_id = $1", calls.second);
      await page.goto(at(calls.second));
      await page.getByText(/^2 of /).waitFor();
      await heardFrom(1, 9);
      await page.evaluate(() => document.documentElement.setAttribute("data-document", "the same"));
      // Pressed twice it decides once, and nothing that was not seen.
      await Promise.all([page.keyboard.press("e"), page.keyboard.press("e")]);
      await isOpen(calls.hour);
      await page.getByText("(312) •••-••42, $61.00 confirmed bad.").waitFor();
      expect(await reviews()).toEqual([{ count: 1 }]);
      expect((await verdicts()).sort()).toEqual(["hour null", "second confirmed_bad"]);
      await page.keyboard.press("z");
      await isOpen(calls.second);
      expect((await verdicts()).sort()).toEqual(["hour null", "second null"]);
      await page.keyboard.press("e");
      await isOpen(calls.hour);
      await page.keyboard.press("e");
      await page.waitForURL((url) => !url.pathname.includes(calls.hour));
      expect((await verdicts()).sort()).toEqual(["hour confirmed_bad", "second confirmed_bad"]);
      await page.keyboard.press("z");
      await isOpen(calls.hour);
      expect((await verdicts()).sort()).toEqual(["hour null", "second confirmed_bad"]);
      expect(await page.locator("html").getAttribute("data-document")).toBe("the same");
      await page.goto(at(calls.second));
      await page.keyboard.press("u");
      await page.getByRole("button", { name: /^Confirm bad/ }).waitFor();
      await pressUntilAt("j", calls.hour);
      await pressUntilAt("k", calls.second);
    });

    test("whoever was faster is named, and nothing is overwritten", async () => {
      await desk.addPerson({ email: "jon@example.com", name: "Jon", role: "reviewer" });
      await isOpen(calls.second);
      await page.getByRole("button", { name: /^Confirm bad/ }).waitFor();
      // He decides after the key is pressed and before it is heard of: the page cannot have been read anew between.
      await page.route("**/api/reviews", async (route) => {
        await desk.sql(
          "select from core.review_calls(array[$1::uuid], array[(select verdict_version from core.calls where id = $1::uuid)], 'marked_safe', 'jon@example.com', 'jon-was-first')",
          calls.second,
        );
        await route.continue();
      });
      await page.keyboard.press("e");
      await page.getByText(/^Jon marked it safe .*Nothing was overwritten\./).waitFor();
      await page.unroute("**/api/reviews");
      expect(await desk.sql("select verdict from core.calls where id = $1", calls.second)).toEqual([
        { verdict: "marked_safe" },
      ]);
      await page.keyboard.press("Escape");
      await page.waitForURL((url) => url.pathname === "/flags");
    });

    test("a package holds what speaks for the claim; past the hour's limit it is refused, and others' pages get none", async () => {
      const cookie = await desk.signIn(desk.admin);
      const ask = (headers: Record<string, string> = {}) =>
        fetch(`${desk.origin}/calls/${calls.second}/evidence`, {
          headers: { cookie, ...headers },
          redirect: "manual",
        });
      expect((await ask({ "sec-fetch-site": "cross-site" })).status).toBe(403);
      expect((await ask({ cookie: "callscript.session_token=made.up" })).status).toBe(401);
      const answer = await ask({ "sec-fetch-site": "same-origin" });
      expect(answer.headers.get("content-disposition")).toMatch(
        /^attachment; filename="evidence-planted-\d+\.zip"$/,
      );
      const files = unzip(Buffer.from(await answer.arrayBuffer()));
      expect([...files.keys()]).toEqual([
        "clips/01-says_medicare.wav",
        "clips/02-cash_card.wav",
        "summary.html",
        "transcript.txt",
        "rules.txt",
        "flags.json",
        "history.csv",
        "manifest.sha256",
      ]);
      // From 27 to 61 s of the recording, 16 bits at 8 kHz.
      expect(files.get("clips/02-cash_card.wav")?.length).toBe(44 + 34 * 16_000);
      expect(files.get("summary.html")?.toString()).toContain(quote);
      await desk.sql(
        `insert into core.desk_events (actor, kind, detail) select $1, 'evidence_packaged', '{}' from generate_series(1, 60)`,
        desk.admin.email,
      );
      const refused = await ask();
      expect([refused.status, await refused.text()]).toEqual([
        429,
        expect.stringMatching(
          /^You reached the limit of 60 packages in an hour\. It works again at \d+:\d\d [AP]M UTC\./,
        ),
      ]);
    });

    test("an hour of talk opens at its flag, and all of it can be read", async () => {
      await page.goto(at(calls.hour));
      await heardFrom(1797, 1810);
      await expect.poll(() => page.locator("[data-line]").count()).toBe(600);
      const inView = () =>
        page.locator('[data-line="300"]').evaluate((line) => {
          const [own, list] = [line.getBoundingClientRect(), line.parentElement?.getBoundingClientRect()];
          return list !== undefined && own.top >= list.top && own.bottom <= list.bottom;
        });
      await expect.poll(inView).toBe(true);
      const follows = page.getByLabel("Follow", { exact: true });
      expect(await follows.isChecked()).toBe(true);
      // As a scrollbar does it: without wheel, touch or key.
      await page.getByRole("list", { name: "What was said" }).evaluate((list) => list.scrollTo(0, 0));
      await expect.poll(() => follows.isChecked()).toBe(false);
      await page.getByRole("button", { name: /^Back to / }).click();
      await expect.poll(inView).toBe(true);
      expect(await follows.isChecked()).toBe(true);
      const bytes = await page.evaluate(() =>
        performance
          .getEntriesByType("navigation")
          .map((entry) => (entry instanceof PerformanceNavigationTiming ? entry.encodedBodySize : 0)),
      );
      expect(bytes[0]).toBeLessThan(90_000);

      await page.evaluate(() => localStorage.setItem("call.plays", "false"));
      await page.reload();
      await page.getByText(/^Play from 29:/).waitFor();
      expect((await audio()).isPlaying).toBe(false);
      await page.evaluate(() => localStorage.removeItem("call.plays"));
    });

    test("what is not here is said: a recording that is gone, a call that is no more", async () => {
      rmSync(path.join(recordings, "recordings"), { recursive: true });
      await page.goto(at(calls.first));
      await page
        .getByText("The recording could not be played. The transcript stands.")
        .waitFor({ timeout: 30_000 });
      await page.goto(`${desk.origin}/calls/019a0000-0000-7000-8000-000000000001`);
      await page.getByText("No call with this id. It may have been deleted on request.").waitFor();
      expect(foreign).toEqual([]);
      expect(errors.filter((error) => !error.includes("404"))).toEqual([]);
    });
  },
);
