import axeCore from "axe-core";
import type { Page } from "playwright-core";

/** What axe-core makes known in the page. */
declare const axe: {
  run(
    where: { include: string[]; exclude: string[] },
    options: object,
  ): Promise<{ violations: { id: string; nodes: { target: unknown }[] }[] }>;
};

/** Rows of a long list are all built alike: a dozen stand for them. */
const alike = "main :nth-child(n + 13)";
const levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What is wrong for people who see, hear or move differently, by rule and place (WCAG 2.2 A and AA). Colours are what a theme
 * can do wrong, and how wide the screen is cannot.
 */
export async function violations(
  page: Page,
  { within = "html", of = "all" }: { within?: string; of?: "all" | "colours" | "all but colours" } = {},
): Promise<string[]> {
  // Not a script of the page's own: the policy would refuse that one.
  if (await page.evaluate(() => !("axe" in window))) await page.evaluate(axeCore.source);
  const rules = of === "colours" ? ["color-contrast"] : levels;
  return page.evaluate(
    async ({ within, alike, rules, hasColours }) => {
      const { violations } = await axe.run(
        { include: [within], exclude: [alike] },
        {
          runOnly: rules,
          rules: { "color-contrast": { enabled: hasColours } },
          resultTypes: ["violations"],
          iframes: false,
        },
      );
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target }) => `${id} at ${JSON.stringify(target)}`),
      );
    },
    { within, alike, rules, hasColours: of !== "all but colours" },
  );
}
