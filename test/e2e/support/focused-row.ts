import type { Page } from "playwright-core";
import { expect } from "vitest";

/** A page's rows are there before its script is: `Home` is pressed until it leads to one. */
export async function keysAreHeard(page: Page): Promise<void> {
  await page.locator("[data-row]").first().waitFor();
  await expect
    .poll(async () => {
      await page.keyboard.press("Home");
      return focusedRow(page);
    })
    .not.toBe(null);
}

/** Id of the call whose row has focus. */
export function focusedRow(page: Page): Promise<string | null> {
  return page.evaluate(() => document.activeElement?.closest("[data-row]")?.getAttribute("data-row") ?? null);
}
