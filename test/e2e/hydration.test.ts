import path from "node:path";
import { build } from "esbuild";
import { expect, test } from "vitest";
import { noBrowser, openBrowser } from "./support/browser.ts";

const root = path.resolve(import.meta.dirname, "../..");
const compiled = path.join(root, "node_modules/next/dist/compiled");

/**
 * A page whose second part comes while the page is taken over, as on a slow line. React's own lazy node says that it waits,
 * and has come by the time React looks again.
 */
const script = `
  import { createElement, startTransition, useEffect } from "react";
  import { hydrateRoot } from "react-dom/client";
  const faults = [];
  const part = { status: "pending", value: createElement("span", null, "second"), then: () => undefined };
  const lazy = { $$typeof: Symbol.for("react.lazy"), _payload: part, _init: () => {
    if (part.status === "fulfilled") return part.value;
    queueMicrotask(() => { part.status = "fulfilled"; });
    throw part;
  } };
  const TakenOver = () => useEffect(() => { document.title = JSON.stringify(faults); });
  const page = createElement("main", null, createElement("p", null, "first"), createElement(TakenOver), createElement("div", null, lazy));
  const onRecoverableError = (fault) => faults.push(fault.message);
  startTransition(() => void hydrateRoot(document.getElementById("page"), page, { onRecoverableError }));
`;

test.skipIf(noBrowser !== null)(
  `the dashboard's React takes a page over that is still coming (${noBrowser ?? "patches/next"})`,
  async () => {
    const bundle = await build({
      stdin: { contents: script, resolveDir: root },
      bundle: true,
      write: false,
      define: { "process.env.NODE_ENV": '"production"' },
      alias: {
        react: path.join(compiled, "react"),
        "react-dom": path.join(compiled, "react-dom"),
        scheduler: path.join(compiled, "scheduler"),
      },
    });
    const browser = await openBrowser();
    try {
      const page = await browser.newPage();
      await page.setContent('<div id="page"><main><p>first</p><div><span>second</span></div></main></div>');
      await page.addScriptTag({ content: bundle.outputFiles[0]?.text ?? "" });
      await expect.poll(() => page.title()).toBe("[]");
    } finally {
      await browser.close();
    }
  },
);
