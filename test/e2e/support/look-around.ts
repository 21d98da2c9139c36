import type { Browser, Page } from "playwright-core";
import { violations } from "./axe.ts";
import { watchedPage } from "./browser.ts";
import type { Place } from "./places.ts";

const wide = { width: 1440, height: 900 };
const narrow = { width: 420, height: 860 };

export interface Looking {
  browser: Browser;
  origin: string;
  /** What the browser sends; empty: nothing. */
  cookie: string;
  /** Texts that no page may have as they are. */
  markup: readonly string[];
}

/**
 * Goes to each place: what of outside texts ran, what the policy refused, what axe finds in either theme, wide and narrow and
 * in what is opened, what is wider than the screen, console errors and requests to other hosts. Answers all that is wrong.
 */
export async function lookAround(
  { browser, origin, cookie, markup }: Looking,
  places: readonly Place[],
): Promise<string[]> {
  const context = await browser.newContext({ colorScheme: "light" });
  await context.addInitScript(() => {
    // Colours half way from one theme to the other are nobody's.
    const still = new CSSStyleSheet();
    still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }");
    document.adoptedStyleSheets.push(still);
    const seen: string[] = [];
    Object.assign(window, { refused: seen });
    document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
      seen.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  const cookies = cookie.split("; ").filter((one) => one !== "");
  await context.addCookies(
    cookies.map((one) => {
      const [name = "", ...value] = one.split("=");
      return { name, value: value.join("="), url: origin };
    }),
  );
  const { page, errors, foreign } = await watchedPage(context, origin);
  page.setDefaultTimeout(20_000);
  const wrong: string[] = [];
  page.on("dialog", (dialog) => {
    wrong.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  for (const place of places) {
    const found = await lookAt(page, { origin, markup, place }).catch((error) => [String(error)]);
    wrong.push(...found.map((one) => `${place.path}: ${one}`));
  }
  await context.close();
  // Made-up calls have no recordings.
  const others = errors.filter((error) => !/404 .*\/audio$/.test(error));
  return [...wrong, ...others, ...foreign];
}

async function lookAt(
  page: Page,
  { origin, markup, place }: { origin: string; markup: readonly string[]; place: Place },
): Promise<string[]> {
  const { path, shows, openings = [] } = place;
  const wrong: string[] = [];
  await page.setViewportSize(wide);
  const answer = await page.goto(`${origin}${path}`);
  const sent = (await answer?.text()) ?? "";
  wrong.push(...markup.filter((word) => sent.includes(word)).map((word) => `has ${word}`));
  await page.locator("main").getByText(shows).first().waitFor();
  const note = async (where: string, asked: Parameters<typeof violations>[1]) =>
    wrong.push(...(await violations(page, asked)).map((one) => `${where}: ${one}`));
  await note("light", {});
  for (const { within, open } of openings) {
    await open(page);
    await page.locator(within).first().waitFor();
    await note(within, { within });
    await useTheme(page, "dark");
    await note(`${within}, dark`, { within, of: "colours" });
    await useTheme(page, "light");
    await page.keyboard.press("Escape");
  }
  await useTheme(page, "dark");
  await note("dark", { of: "colours" });
  await page.setViewportSize(narrow);
  await note("narrow", { of: "all but colours" });
  const { over, ran, refused } = await page.evaluate(() => ({
    over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    ran: "__xss" in window,
    refused: "refused" in window ? String(window.refused) : "everything",
  }));
  if (over > 0) wrong.push(`${over} px too wide`);
  if (ran) wrong.push("it ran");
  if (refused !== "") wrong.push(`refused ${refused}`);
  return wrong;
}

const useTheme = (page: Page, theme: "light" | "dark") =>
  page.evaluate((isDark) => document.documentElement.classList.toggle("dark", isDark), theme === "dark");
