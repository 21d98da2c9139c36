import type { Browser, BrowserContext } from "playwright-core";
import { flaggedLine } from "../../e2e/support/plant-hour.ts";

/** Milliseconds from asking for the page of an hour-long call until its flagged line, in the middle, is in view. */
export async function openHour(
  browser: Browser,
  state: Awaited<ReturnType<BrowserContext["storageState"]>>,
  url: string,
): Promise<number> {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    await page.addInitScript(watchLine, flaggedLine);
    await page.goto(url, { waitUntil: "commit" });
    await page.waitForFunction(() => window.lineSeenMs !== undefined, undefined, { timeout: 20_000 });
    return page.evaluate(() => window.lineSeenMs ?? Number.NaN);
  } finally {
    await context.close();
  }
}

declare global {
  interface Window {
    lineSeenMs?: number;
  }
}

/** Looks once a frame, as an eye does. */
function watchLine(line: number): void {
  const look = () => {
    const box = document.querySelector(`[data-line="${line}"]`)?.getBoundingClientRect();
    if (box !== undefined && box.height > 0 && box.top >= 0 && box.bottom <= window.innerHeight)
      window.lineSeenMs = performance.now();
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
