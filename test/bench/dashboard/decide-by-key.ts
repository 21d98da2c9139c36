import type { CDPSession, Page } from "playwright-core";

declare global {
  interface Window {
    keyToPaintMs: number[];
    longestTaskMs: number;
  }
}

/** From then on the page keeps how long each key took until what it changed was painted, and its longest task. */
export async function watchKeys(page: Page): Promise<void> {
  await page.evaluate(() => {
    window.keyToPaintMs = [];
    window.longestTaskMs = 0;
    document.addEventListener(
      "keydown",
      () => {
        const began = performance.now();
        // A frame is painted after its callbacks: the first message after them comes when it has been.
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => window.keyToPaintMs.push(performance.now() - began);
          port2.postMessage(null);
        });
      },
      { capture: true },
    );
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries())
        window.longestTaskMs = Math.max(window.longestTaskMs, duration);
    }).observe({ type: "longtask" });
  });
}

/** Decides on so many calls of the open inbox from the keyboard, each as soon as the one before has left the list. */
export async function decideByKey(page: Page, calls: number): Promise<void> {
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest("[data-row]")?.getAttribute("data-row") ?? null);
  // A list is seen before it hears keys.
  for (let tries = 0; tries < 200 && (await focused()) === null; tries += 1) {
    await page.keyboard.press("Home");
    await page.waitForTimeout(50);
  }
  for (let done = 0; done < calls; done += 1) {
    const before = await focused();
    await page.keyboard.press(done % 2 === 0 ? "e" : "s");
    await page.waitForFunction(
      (row) => {
        const now = document.activeElement?.closest("[data-row]")?.getAttribute("data-row");
        return now != null && now !== row;
      },
      before,
      { timeout: 20_000 },
    );
  }
}

/** Bytes of the page's own objects after all that nobody holds is gone. */
export async function heapBytes(wire: CDPSession): Promise<number> {
  await wire.send("HeapProfiler.collectGarbage");
  const { usedSize } = await wire.send("Runtime.getHeapUsage");
  return usedSize;
}
