import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noBrowser, openBrowser, watchedPage } from "./support/browser.ts";
import { keysAreHeard } from "./support/focused-row.ts";
import { type ServedDesk, serveDesk } from "./support/serve-desk.ts";

describe.skipIf(noBrowser !== null)(
  `settings of lanes and campaigns (${noBrowser ?? "in a real Chromium"})`,
  () => {
    let desk: ServedDesk;
    let page: Page;
    let errors: string[];
    let close: () => Promise<void>;
    beforeAll(async () => {
      desk = await serveDesk({ calls: 400, campaigns: 12 });
      const browser = await openBrowser();
      close = () => browser.close();
      ({ page, errors } = await watchedPage(browser, desk.origin));
      page.setDefaultTimeout(15_000);
      await page.goto(`${desk.origin}/login?next=/settings/lanes`);
      await page.getByLabel("Work email").fill(desk.admin.email);
      await page.getByLabel("Password", { exact: true }).fill(desk.admin.password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL((url) => url.pathname === "/settings/lanes");
    }, 120_000);
    afterAll(async () => {
      await close();
      await desk.close();
    });

    test("an admin stops a lane and lets it go on, puts failed calls back, hands out a key once, and tests the alerts", async () => {
      await page.getByRole("button", { name: "Pause: the vault lane" }).click();
      await page.getByText("Stopped by Maya Okafor").first().waitFor();
      await page.getByRole("button", { name: "Resume: the vault lane" }).click();
      await page.getByRole("button", { name: "Pause: the vault lane" }).waitFor();

      const [failed] = await desk.sql(
        "select count(*)::int as calls from core.calls where status = 'failed'",
      );
      await page
        .getByRole("button", { name: /Put \d+ back in the queue/ })
        .first()
        .click();
      await page.getByText(/back in the queue\.$/).waitFor();
      const [left] = await desk.sql("select count(*)::int as calls from core.calls where status = 'failed'");
      expect(Number(left?.["calls"])).toBeLessThan(Number(failed?.["calls"]));

      await page.getByRole("button", { name: "Make a key" }).click();
      const shown = page.getByText(/^X-CallScript-Key: csk_/);
      const key = ((await shown.textContent()) ?? "").replace("X-CallScript-Key: ", "");
      expect(
        await desk.sql(
          "select encode(sha256(convert_to($1, 'UTF8')), 'hex') = key_hash as same from core.ingest_keys",
          key,
        ),
      ).toEqual([{ same: true }]);
      await page.getByRole("button", { name: "It is kept" }).click();
      expect(await page.content()).not.toContain(key);
      await page.getByRole("button", { name: "Rotate ringba" }).click();
      await page.getByText("is shown this once").waitFor();
      await page.getByText(/good until/).waitFor();

      await page.getByRole("button", { name: "Send a test message" }).click();
      await page.getByText("the upkeep lane sends it").waitFor();
      await desk.sql(
        "select core.answer_alert_test(id, true, 'Slack took it.') from core.alert_tests where answered_at_utc is null",
      );
      await page.getByText("Sent: Slack took it.").waitFor();

      const kinds = await desk.sql("select kind from core.desk_events order by id");
      expect(kinds.map(({ kind }) => kind)).toEqual([
        "lane_paused",
        "lane_resumed",
        "failed_put_back",
        "ingest_key_made",
        "ingest_key_rotated",
        "alert_test_asked",
      ]);
    });

    test("campaigns are mapped many at once by keys, undone by one, and patterns say what they would match", async () => {
      await page.getByRole("link", { name: "Campaigns" }).click();
      await page.getByRole("link", { name: /to verify/ }).click();
      await page.locator('a[aria-current="page"]', { hasText: "to verify" }).waitFor();
      const rows = page.locator("tbody tr");
      await rows.first().waitFor();
      const before = await rows.count();
      for (const key of ["j", "x", "j", "x"]) await page.keyboard.press(key);
      await page.getByText("2 selected").waitFor();
      await page.keyboard.press("v");
      await page.locator("select:focus").selectOption("Solar");
      await page.getByText("Vertical set for 2 campaigns.").waitFor();
      await expect.poll(() => rows.count()).toBe(before - 2);
      await rows.first().focus();
      await page.keyboard.press("z");
      await page.getByText("Undone for 2 campaigns.").waitFor();
      await expect.poll(() => rows.count()).toBe(before);

      // A browser that cannot tell an open list from a closed one: what the arrows pass is not stored.
      await page.evaluate(() => {
        const supports = CSS.supports.bind(CSS);
        CSS.supports = (...asked: [string, string?]) =>
          asked[0] !== "selector(:open)" &&
          (asked[1] === undefined ? supports(asked[0]) : supports(asked[0], asked[1]));
      });
      const vertical = page.getByLabel(/^Vertical of /).first();
      const name = ((await vertical.getAttribute("aria-label")) ?? "").replace("Vertical of ", "");
      const stored = async () =>
        (
          await desk.sql(
            "select coalesce(vertical, 'General') as vertical from core.campaigns where name = $1",
            name,
          )
        )[0]?.["vertical"];
      const first = await stored();
      await vertical.focus();
      for (const key of ["ArrowUp", "ArrowUp", "ArrowDown", "ArrowDown", "ArrowDown"])
        await page.keyboard.press(key);
      const passed = await vertical.inputValue();
      expect(passed).not.toBe(first);
      expect(await stored()).toBe(first);
      await page.keyboard.press("Enter");
      await expect.poll(stored).toBe(passed);

      const refund = page.getByLabel(/^Refund window of/).first();
      await refund.fill("14");
      await refund.press("Enter");
      await page.getByText("calls can be refunded for 14 days").waitFor();

      await page.getByRole("button", { name: "Name patterns" }).click();
      await page.getByRole("button", { name: "Add a pattern" }).click();
      await page.getByLabel("Words of pattern 8").fill("debt, nowhere*");
      await page.getByLabel("Vertical of pattern 8").selectOption("Legal");
      for (let place = 8; place > 1; place -= 1)
        await page.getByRole("button", { name: `Move pattern ${place} up` }).click();
      await page.getByText(/Would match \d+ campaigns?, \d+ of them anew: Debt Relief/).waitFor();
      await page.getByRole("button", { name: "Save", exact: true }).click();
      await page.getByText("guessed anew").waitFor();
      expect(
        await desk.sql(
          "select distinct vertical from core.campaigns where name like 'Debt%' and not is_verified and inference_source = 'regex'",
        ),
      ).toEqual([{ vertical: "Legal" }]);
      expect(errors).toEqual([]);
    });

    test("a reviewer sees no lanes, and maps no campaign", async () => {
      const password = await desk.addPerson({ email: "rita@desk.local", name: "Rita", role: "reviewer" });
      const cookie = await desk.signIn({ email: "rita@desk.local", password });
      const answer = await fetch(`${desk.origin}/settings/lanes`, { headers: { cookie } });
      expect(answer.status).toBe(404);
      const campaigns = await (
        await fetch(`${desk.origin}/settings/campaigns`, { headers: { cookie } })
      ).text();
      expect(campaigns).toContain("Debt Relief");
      expect(campaigns).not.toMatch(/<select|Name patterns|href="\/settings\/lanes"/);
    });

    test("figures lead to their calls by keys; ranges of calls are selected; offline a decision waits in its tab", async () => {
      await page.goto(`${desk.origin}/dashboard?range=30d`);
      // A lane in trouble goes on from here too, and what came of it is said in its place.
      await desk.sql(
        "update core.lanes set last_seen_at = now() + interval '1 hour', paused = lane = 'judge', pause_kind = case lane when 'judge' then 'trouble' end, reason = case lane when 'judge' then 'status 503' end",
      );
      await page.reload();
      await page.getByRole("button", { name: "Resume: the judge lane" }).click();
      await page.getByText("Resumed. It begins at once where it is served, else at its next beat.").waitFor();
      const campaigns = page.getByRole("navigation", { name: "Flagged share by" }).getByText("Campaigns");
      await campaigns.click();
      await page.waitForURL(/by=campaign/);
      const calls = page.getByRole("link", { name: /: open its \d+ calls$/ }).first();
      const shown = Number((await calls.textContent())?.replaceAll(",", ""));
      const asked = new URL((await calls.getAttribute("href")) ?? "", desk.origin).searchParams;
      const [own] = await desk.sql(
        "select count(*)::int as calls from core.calls where campaign_id = $1 and (start_time_utc at time zone 'UTC')::date between $2 and $3",
        asked.get("campaign"),
        asked.get("from"),
        asked.get("to"),
      );
      expect(shown).toBe(own?.["calls"]);
      const columns = page.getByRole("link", { name: /Open these calls/ });
      await columns.last().focus();
      await page.keyboard.press("ArrowLeft");
      const href = await page.evaluate(() => document.activeElement?.getAttribute("href") ?? "");
      const day = /from=(\d{4}-\d\d-\d\d)&to=\1$/.exec(href)?.[1] ?? "";
      await page.keyboard.press("Enter");
      await page.waitForURL(`**${href}`);
      const [behind] = await desk.sql(
        "select count(*)::int as calls from core.calls where (start_time_utc at time zone 'UTC')::date = $1::date",
        day,
      );
      await page.getByText(`${behind?.["calls"]} calls`, { exact: true }).waitFor();

      await keysAreHeard(page);
      for (const key of ["x", "Shift+J", "Shift+J"]) await page.keyboard.press(key);
      await page.getByText("3 selected").waitFor();
      await page.keyboard.press("Control+a");
      await page.getByText(new RegExp(`^(${behind?.["calls"]}|\\d+) selected$`)).waitFor();

      await page.goto(`${desk.origin}/flags`);
      await keysAreHeard(page);
      const decided = async () =>
        (
          await desk.sql("select count(*)::int as calls from core.reviews where verdict = 'confirmed_bad'")
        )[0]?.["calls"];
      const before = Number(await decided());
      await page.context().setOffline(true);
      await page.keyboard.press("e");
      await page.getByText("1 decision is kept in this tab").waitFor();
      expect(Number(await decided())).toBe(before);
      await page.context().setOffline(false);
      await page.getByText(/^1 call confirmed bad/).waitFor();
      expect(Number(await decided())).toBe(before + 1);
    });
  },
);
