import type { Browser, BrowserContext } from "playwright-core";

/** Milliseconds from asking for a call's page until a line of what was said is in view. */
export async function seeLine(
  browser: Browser,
  state: Awaited<ReturnType<BrowserContext["storageState"]>>,
  url: string,
  line: number,
): Promise<number> {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.goto(url, { waitUntil: "commit" });
    // Looks once a frame, as an eye does.
    const seenMs = await page.waitForFunction(
      (number) => {
        const box = document.querySelector(`[data-line="${number}"]`)?.getBoundingClientRect();
        return box && box.height > 0 && box.top >= 0 && box.bottom <= window.innerHeight && performance.now();
      },
      line,
      { timeout: 20_000 },
    );
    return Number(await seenMs.jsonValue());
  } finally {
    await context.close();
  }
}
