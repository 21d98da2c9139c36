import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ask } from "./support/ask.ts";
import { noBrowser, openBrowser, watchedPage } from "./support/browser.ts";
import { inTurns } from "./support/in-turns.ts";
import { formulas, payloads } from "./support/payloads.ts";
import { plantWords } from "./support/plant-words.ts";
import { readCsv } from "./support/read-csv.ts";
import { type ServedDesk, serveDesk } from "./support/serve-desk.ts";

const words = [...payloads, ...formulas];
let desk: ServedDesk;
let callId = "";
let cookie = "";
beforeAll(async () => {
  desk = await serveDesk({ calls: 900, days: 5, campaigns: words.length });
  cookie = await desk.signIn(desk.admin);
  ({ callId } = await plantWords(desk, words));
}, 120_000);
afterAll(() => desk.close());

/** Those that would be markup if they were written as they are. */
const markup = payloads.filter((word) => word.includes("<"));
const pages = () => [
  "/dashboard",
  "/flags",
  "/flags?tab=confirmed",
  "/calls",
  "/calls?q=canary",
  "/calls?status=failed",
  `/calls/${callId}`,
  "/settings/campaigns",
  "/settings/people",
  "/settings/lanes",
];

test("no page, payload or answer has what came from outside as markup in it", async () => {
  expect(payloads.length).toBeGreaterThanOrEqual(60);
  const asked = [
    ...pages(),
    `/api/calls/${callId}/preview`,
    ...payloads.map((word, at) => {
      const text = encodeURIComponent(word);
      const places = [
        `/calls?q=${text}&publisher=${text}&status=${text}`,
        `/flags?rule=${text}&publisher=${text}&at=${text}`,
        `/login?next=${text}`,
        `/calls/${text}`,
      ];
      return places[at % places.length] ?? "";
    }),
  ];
  const wrong = await inTurns(asked, async (path) => {
    const { body, headers } = await ask(desk.origin, { path, headers: { cookie } });
    return headers["content-type"]?.startsWith("text/html")
      ? markup.filter((word) => body.includes(word)).map((word) => `${path}: ${word}`)
      : [];
  });
  expect(wrong.flat()).toEqual([]);
});

test("an export has no cell that a spreadsheet would run, and numbers that are numbers", async () => {
  const { body, headers } = await ask(desk.origin, { path: "/calls/export?q=canary", headers: { cookie } });
  expect(headers["content-type"]).toBe("text/csv; charset=utf-8");
  const [head = [], ...rows] = readCsv(body);
  expect(rows.length).toBeGreaterThan(500);
  const numbers = new Set([
    "seconds",
    "revenue_usd",
    "severity",
    "seconds_from_hang_up_to_flag",
    "ai_cost_usd",
    "said_at_second",
  ]);
  expect(head).toEqual(expect.arrayContaining([...numbers]));
  for (const row of rows) {
    expect(row).toHaveLength(head.length);
    for (const [at, cell] of row.entries()) {
      if (numbers.has(head[at] ?? "")) expect(cell).toMatch(/^(-?\d+(\.\d+)?(e-?\d+)?)?$/);
      else expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
  }
  // What was led by an apostrophe is there after it.
  const cells = new Set(rows.flat());
  for (const formula of formulas)
    expect(
      [...cells].some((cell) => cell === `'${formula}`),
      formula,
    ).toBe(true);
});

describe.skipIf(noBrowser !== null)(`in a browser (${noBrowser ?? "a real Chromium"})`, () => {
  test("nothing of it runs, nothing is asked of another place, and the policy has nothing to refuse", async () => {
    const browser = await openBrowser();
    try {
      const context = await browser.newContext({ viewport: { width: 1440, height: 2400 } });
      await context.addInitScript(() => {
        const seen: string[] = [];
        Object.assign(window, { refused: seen });
        document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
          seen.push(`${violatedDirective} ${blockedURI}`),
        );
      });
      const [pair = ""] = cookie.split("; ").filter((one) => one.startsWith("callscript.session_token"));
      const at = pair.indexOf("=");
      const { page, errors, foreign } = await watchedPage(context, desk.origin);
      const wrong: string[] = [];
      page.on("dialog", (dialog) => {
        wrong.push(`a dialog: ${dialog.message()}`);
        void dialog.dismiss();
      });
      const look = async (where: string, isThere: string) => {
        await page.goto(`${desk.origin}${where}`);
        await page.locator("main").getByText(isThere).first().waitFor();
        if (where.startsWith("/flags")) {
          await page.locator("[data-row]").first().click();
          await page
            .getByRole("complementary", { name: "Preview" })
            .getByText(/__xss|evil/)
            .first()
            .waitFor();
        }
        const [ran, refused] = await page.evaluate(() => [
          "__xss" in window,
          "refused" in window ? window.refused : null,
        ]);
        if (ran === true) wrong.push(`${where}: it ran`);
        expect(refused, where).toEqual([]);
      };
      await look("/login?next=javascript:window.__xss=1", "Accounts are by invitation");
      await context.addCookies([{ name: pair.slice(0, at), value: pair.slice(at + 1), url: desk.origin }]);
      for (const where of pages()) await look(where, "__xss");
      // Made-up calls have no recordings.
      const others = errors.filter((error) => !/404 .*\/audio$/.test(error));
      expect({ wrong, errors: others, foreign }).toEqual({ wrong: [], errors: [], foreign: [] });
    } finally {
      await browser.close();
    }
  }, 60_000);
});
