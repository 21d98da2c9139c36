import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";

const chromiumPath = process.env["CHROMIUM_PATH"] ?? "";

/** Why browser tests cannot run here, or null. `npm test` finds or installs a Chromium and names it in CHROMIUM_PATH. */
export const noBrowser = chromiumPath === "" ? "CHROMIUM_PATH names no Chromium" : null;

export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      "--no-sandbox",
      "--disable-dev-shm-usage",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--autoplay-policy=no-user-gesture-required",
    ],
  });
}

/**
 * A page that fails the test's expectations later: its console errors and requests to other hosts are kept. Before its script
 * has come a page shows fields and rows that hear nobody, so `goto` and `reload` end once React has the page.
 */
export async function watchedPage(
  browser: Pick<Browser, "newPage"> | Pick<BrowserContext, "newPage">,
  origin: string,
): Promise<{ page: Page; errors: string[]; foreign: string[] }> {
  const page = await browser.newPage();
  const errors: string[] = [];
  const foreign: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") errors.push(`${message.text()} ${message.location().url}`.trim());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !/^(data|blob|about):/.test(request.url()))
      foreign.push(request.url());
  });
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (...asked) => answeredAlive(page, await goto(...asked));
  page.reload = async (...asked) => answeredAlive(page, await reload(...asked));
  return { page, errors, foreign };
}

/** Next adds this element in its first effect. */
async function answeredAlive<T>(page: Page, answer: T): Promise<T> {
  await page.locator("next-route-announcer").waitFor({ state: "attached", timeout: 30_000 });
  return answer;
}
