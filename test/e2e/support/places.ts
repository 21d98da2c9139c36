import type { Page } from "playwright-core";

/** What is opened over a page, and looked at while it is there. */
export interface Opening {
  /** Where it is, as CSS has it. */
  within: string;
  open(page: Page): Promise<unknown>;
}

export interface Place {
  path: string;
  /** Words in it once it is read. */
  shows: string | RegExp;
  openings?: readonly Opening[];
}

const press =
  (...keys: string[]) =>
  async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key);
  };
const click = (name: string | RegExp) => (page: Page) => page.getByRole("button", { name }).first().click();
const search = "[role=dialog]:has([cmdk-input])";
const noteField = '[aria-label="Note with the verdict"]';

const palette: Opening = {
  within: search,
  open: async (page) => {
    await page.keyboard.press("Control+k");
    await page.locator(`${search} input`).fill("<img src=x onerror=window.__xss=1>");
  },
};
const help: Opening = { within: "[role=dialog]", open: press("?") };
const preview: Opening = {
  within: '[aria-label="Preview"]',
  open: async (page) => {
    await page.locator("[data-row]").first().click();
    await page
      .locator('[aria-label="Preview"]')
      .getByText(/__xss|evil/)
      .first()
      .waitFor();
  },
};

/** The places of every page, by its path in the build, for who has given a password and no code. */
export const doorsToSee = (inviteToken: string): Readonly<Record<string, readonly Place[]>> => ({
  "/login": [{ path: "/login?next=javascript:window.__xss=1", shows: "Accounts are by invitation" }],
  "/login/code": [{ path: "/login/code", shows: "Enter the code" }],
  "/invite/[token]": [
    { path: `/invite/${inviteToken}`, shows: "invited you to CallScript" },
    { path: "/invite/not-a-token", shows: "cannot be used" },
  ],
});

/** The same for an admin. */
export const pagesToSee = (callId: string, personId: string): Readonly<Record<string, readonly Place[]>> => ({
  "/": [{ path: "/", shows: /__xss/, openings: [palette, help, preview] }],
  "/login/second-step": [{ path: "/login/second-step", shows: "Your password" }],
  "/dashboard": [{ path: "/dashboard?table=shares", shows: /__xss/ }],
  "/flags": [
    {
      path: "/flags?severity=4",
      shows: /__xss/,
      openings: [
        {
          within: `[role=toolbar]:has(${noteField})`,
          open: async (page) => {
            await page.locator("[data-row] input").first().check();
            await click(/^Note/)(page);
          },
        },
      ],
    },
    { path: "/flags?tab=confirmed", shows: /__xss/, openings: [preview] },
  ],
  "/calls": [
    {
      path: "/calls",
      shows: /__xss/,
      openings: [
        { within: "[role=toolbar]", open: (page) => page.locator("[data-row] input").first().check() },
      ],
    },
    { path: "/calls?q=canary", shows: /__xss/ },
    {
      path: "/calls?status=failed",
      shows: /__xss/,
      openings: [{ within: "main", open: press("Home", "ArrowRight") }],
    },
  ],
  "/calls/[id]": [
    {
      path: `/calls/${callId}`,
      shows: /__xss/,
      openings: [
        { within: "[role=menu]", open: click(/^Evidence/) },
        { within: `:has(> ${noteField})`, open: press("n") },
      ],
    },
  ],
  "/settings": [
    {
      path: "/settings",
      shows: /__xss/,
      openings: [{ within: "[role=dialog]", open: click(/^Publish v/) }],
    },
  ],
  "/settings/rules": [
    { path: "/settings/rules?pack=medicare", shows: /__xss/ },
    { path: "/settings/rules?pack=general&v=changes", shows: /__xss/ },
  ],
  "/settings/rules/history": [{ path: "/settings/rules/history", shows: /__xss/ }],
  "/settings/rules/prompt": [{ path: "/settings/rules/prompt", shows: /__xss/ }],
  "/settings/campaigns": [
    {
      path: "/settings/campaigns",
      shows: /__xss/,
      openings: [{ within: "[role=dialog]", open: click("Name patterns") }],
    },
  ],
  "/settings/people": [{ path: `/settings/people?person=${personId}`, shows: /__xss/ }],
  "/settings/account": [{ path: "/settings/account", shows: /__xss/ }],
  "/settings/lanes": [{ path: "/settings/lanes", shows: /__xss/ }],
});
