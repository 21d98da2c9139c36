import type { Browser, BrowserContext } from "playwright-core";

/** Milliseconds from asking to the last byte, signed in, one request after the other. */
export async function serverTimes(url: string, cookie: string, rounds = 40): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    const answer = await fetch(url, { headers: { cookie }, redirect: "manual" });
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}`);
    times.push(performance.now() - began);
  }
  return times;
}

export interface PageVitals {
  lcpMs: number;
  layoutShift: number;
  scriptKilobytes: number;
}

/** What a browser that has seen nothing of the page yet makes of it. */
export async function pageVitals(
  browser: Browser,
  state: Awaited<ReturnType<BrowserContext["storageState"]>>,
  url: string,
): Promise<PageVitals> {
  const context = await browser.newContext({ storageState: state, viewport: { width: 1440, height: 900 } });
  try {
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send("Network.enable");
    const scripts = new Set<string>();
    let bytes = 0;
    wire.on("Network.responseReceived", ({ requestId, type }) => {
      if (type === "Script") scripts.add(requestId);
    });
    wire.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      if (scripts.has(requestId)) bytes += encodedDataLength;
    });
    await page.addInitScript(observeVitals);
    await page.goto(url, { waitUntil: "load" });
    // What moves late is what is looked for.
    await page.waitForTimeout(1_000);
    const { lcpMs, layoutShift } = await page.evaluate(() => window.vitals);
    return { lcpMs, layoutShift, scriptKilobytes: bytes / 1000 };
  } finally {
    await context.close();
  }
}

declare global {
  interface Window {
    vitals: { lcpMs: number; layoutShift: number };
  }
}

function observeVitals(): void {
  window.vitals = { lcpMs: 0, layoutShift: 0 };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.vitals.lcpMs = entry.startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if (
        "value" in entry &&
        typeof entry.value === "number" &&
        !("hadRecentInput" in entry && entry.hadRecentInput)
      )
        window.vitals.layoutShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
}
