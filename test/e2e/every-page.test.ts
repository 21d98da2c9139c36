import { readdirSync } from "node:fs";
import path from "node:path";
import axeCore from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noBrowser, openBrowser, watchedPage } from "./support/browser.ts";
import { newHome, type Place, type Program, root, start } from "./support/run-callscript.ts";

/** What axe-core makes known in the page. */
declare const axe: {
  run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }>;
};
const wide = { width: 1440, height: 900 };
const narrow = { width: 420, height: 860 };

/** Every page there is, from the folders themselves, so that a new one cannot be forgotten. */
function everyPage(callId: string): string[] {
  return readdirSync(path.join(root, "apps/dashboard/app"), { recursive: true, encoding: "utf8" })
    .filter((file) => /(^|\/)page\.tsx$/.test(file))
    .map((file) =>
      `/${path.dirname(file)}`
        .replace(/\/\([a-z]+\)/g, "")
        .replace("[id]", callId)
        .replace("[token]", "not-a-token")
        .replace(/^\/\.$/, "/"),
    );
}

/** What is wrong for people who see, hear or move differently, by rule and place (WCAG 2.2 A and AA). */
async function violations(page: Page): Promise<string[]> {
  if (await page.evaluate(() => !("axe" in window))) await page.addScriptTag({ content: axeCore.source });
  return page.evaluate(async () => {
    const { violations } = await axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${id} at ${JSON.stringify(target)}`),
    );
  });
}

describe.skipIf(noBrowser !== null)(`every page (${noBrowser ?? "in a real Chromium"})`, () => {
  let place: Place;
  let program: Program;
  let password = "";
  beforeAll(async () => {
    place = await newHome();
    program = start(["dist/callscript.mjs", "up", "--demo"], place.env());
    password = (await program.says(/Sign in {4}\S+ {2}(\S+)/, 90_000))[1] ?? "";
    await program.says(/flagged {2}/, 60_000);
  }, 180_000);
  afterAll(async () => {
    program.child.kill("SIGTERM");
    await program.ended;
    place.remove();
  });

  test("in both themes nothing that axe finds, no console error, no request outside, nothing wider than the screen", async () => {
    const origin = `http://localhost:${place.port}`;
    const browser = await openBrowser();
    try {
      const context = await browser.newContext({ bypassCSP: true });
      const { page, errors, foreign } = await watchedPage(context, origin);
      const wrong: string[] = [];
      const look = async (where: string) => {
        await page.setViewportSize(wide);
        await page.goto(`${origin}${where}`);
        await page.locator("main").first().waitFor();
        // Colours half way from one theme to the other are nobody's.
        await page.addStyleTag({ content: "* { transition: none !important }" });
        wrong.push(...(await violations(page)).map((one) => `${where}, light: ${one}`));
        await page.evaluate(() => document.documentElement.classList.add("dark"));
        await page.setViewportSize(narrow);
        wrong.push(...(await violations(page)).map((one) => `${where}, dark and narrow: ${one}`));
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (overflow > 0) wrong.push(`${where}: ${overflow} px too wide`);
      };
      await look("/login");
      await page.getByLabel(/email/i).fill("demo@callscript.local");
      await page.getByLabel(/^password$/i).fill(password);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.waitForURL((url) => url.pathname !== "/login");
      await page.setViewportSize(wide);
      await page.goto(`${origin}/flags`);
      const href = await page.locator('a[href^="/calls/"]').first().getAttribute("href");
      const callId = /[0-9a-f-]{36}/.exec(href ?? "")?.[0] ?? "";
      const pages = everyPage(callId).filter((one) => one !== "/login" && one !== "/");
      expect(pages.length).toBeGreaterThanOrEqual(6);
      for (const one of pages) await look(one);
      expect(wrong).toEqual([]);
      expect(errors).toEqual([]);
      expect(foreign).toEqual([]);
    } finally {
      await browser.close();
    }
  }, 240_000);
});
