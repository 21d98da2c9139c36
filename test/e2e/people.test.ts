import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { authenticatorCode } from "../support/authenticator.ts";
import { ask } from "./support/ask.ts";
import { noBrowser, openBrowser, watchedPage } from "./support/browser.ts";
import { type ServedDesk, serveDesk } from "./support/serve-desk.ts";

describe.skipIf(noBrowser !== null)(`people and sign-in (${noBrowser ?? "in a real Chromium"})`, () => {
  let desk: ServedDesk;
  let browser: Browser;
  beforeAll(async () => {
    [desk, browser] = await Promise.all([
      serveDesk({ calls: 300, days: 3, campaigns: 4 }, { CALLSCRIPT_SECOND_FACTOR: "admins" }),
      openBrowser(),
    ]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await desk.close();
  });

  const signIn = async (page: Page, { email, password }: { email: string; password: string }) => {
    await page.goto(`${desk.origin}/login`);
    await page.getByLabel("Work email").fill(email);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  const enterCode = async (page: Page, code: string) => {
    await page.waitForURL(/\/login\/code/);
    await page.getByLabel("Code").fill(code);
    await page.getByRole("button", { name: "Sign in" }).click();
  };
  let key = "";
  let used = "";
  let backupCodes: string[] = [];

  test("an admin's first sign-in sets up the second step, without JavaScript, and opens nothing before", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await signIn(page, desk.admin);
    await page.waitForURL(/\/login\/second-step/);
    const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
    const away = await ask(desk.origin, { path: "/login/code?next=/calls", headers: { cookie } });
    expect(away.headers.location).toMatch(/\/login\/second-step\?next=%2Fcalls$/);
    for (const path of ["/flags", "/api/flags/matching", "/calls/export", "/api/live"]) {
      const { status, body } = await ask(desk.origin, { path, headers: { cookie } });
      if (path !== "/flags") expect(status, path).toBe(401);
      expect(/gift card|Publisher \d/.test(body), path).toBe(false);
    }
    await page.getByLabel("Your password").fill("not the password");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByText("That is not your password.").waitFor();
    await page.getByLabel("Your password").fill(desk.admin.password);
    await page.getByRole("button", { name: "Begin" }).click();
    key = (await page.locator("p.font-mono").textContent()) ?? "";
    backupCodes = await page.locator("li").allTextContents();
    expect(backupCodes).toHaveLength(10);
    used = authenticatorCode(key);
    await page.getByLabel("The code that it shows now").fill(used);
    await page.getByRole("button", { name: "Confirm" }).click();
    await page.waitForURL((url) => url.pathname === "/flags");
    await page.locator("[data-row]").first().waitFor({ state: "attached" });
    await context.close();
  }, 60_000);

  test("after it a password opens nothing without a code, a used code is none, and a backup code opens once", async () => {
    const context = await browser.newContext();
    const { page, errors } = await watchedPage(context, desk.origin);
    await signIn(page, desk.admin);
    await enterCode(page, used);
    await page.getByText(/not right, or it was used before/).waitFor();
    expect((await page.request.get(`${desk.origin}/api/flags/matching`)).status()).toBe(401);
    // Ten minutes later the password is asked for again, and where one was going is kept; so it is who was never asked.
    await page.goto(`${desk.origin}/login/code?next=/calls`);
    await context.clearCookies({ name: /two_factor$/ });
    await enterCode(page, backupCodes[0] ?? "");
    await page.getByText("The second step ran out").waitFor();
    expect(new URL(page.url()).searchParams.get("next")).toBe("/calls");
    const away = await ask(desk.origin, { path: "/login/code?next=/calls" });
    expect(away.headers.location).toMatch(/\/login\?next=%2Fcalls$/);
    await signIn(page, desk.admin);
    await enterCode(page, backupCodes[0] ?? "");
    await page.waitForURL((url) => url.pathname === "/flags");
    await context.close();
    expect(errors).toEqual([]);
  }, 60_000);

  test("an admin invites somebody, who joins with a password that is no leaked one, and is signed out when the account closes", async () => {
    const [context, hers] = [await browser.newContext(), await browser.newContext()];
    const { page, errors } = await watchedPage(context, desk.origin);
    await signIn(page, desk.admin);
    await enterCode(page, authenticatorCode(key, 1));
    await page.waitForURL((url) => url.pathname === "/flags");
    await page.goto(`${desk.origin}/settings/people`);
    await page.getByLabel("Work email").fill("rita@desk.local");
    await page.getByRole("button", { name: "Invite" }).click();
    const link = (await page.getByText(/\/invite\//).textContent()) ?? "";
    await page.getByRole("button", { name: "Take back: rita@desk.local" }).waitFor();
    // Who is signed in as another is told, and not joined.
    await page.goto(link);
    await page.getByText("You are signed in already").waitFor();
    await page.goto(`${desk.origin}/settings/people`);

    const { page: rita, errors: herErrors } = await watchedPage(hers, desk.origin);
    await rita.goto(link);
    await rita.getByText("Maya Okafor invited you to CallScript as a reviewer.").waitFor();
    await rita.getByLabel("Name").fill("Rita Blum");
    await rita.getByLabel("Password").fill("passwordpassword");
    await rita.getByRole("button", { name: "Join" }).click();
    await rita.getByText(/on lists of leaked ones/).waitFor();
    const herPassword = "three unrelated words";
    await rita.getByLabel("Name").fill("Rita Blum");
    await rita.getByLabel("Password").fill(herPassword);
    await rita.getByRole("button", { name: "Join" }).click();
    await rita.waitForURL((url) => url.pathname === "/flags");
    await rita.goto(`${desk.origin}/settings/account`);
    expect(await rita.getByRole("link", { name: "People" }).count()).toBe(0);
    await rita.getByText("this browser", { exact: true }).waitFor();
    await rita.goto(link);
    await rita.getByText(/This invitation was used on/).waitFor();

    await page.reload();
    await page.getByRole("button", { name: "Close the account: Rita Blum" }).click();
    await page.getByText(/Closed, and signed out everywhere/).waitFor();
    await rita.goto(`${desk.origin}/flags`);
    await rita.waitForURL(/\/login/);
    await signIn(rita, { email: "rita@desk.local", password: herPassword });
    await rita.getByText("That email and password do not match.").waitFor();
    await page.getByRole("button", { name: "Open the account: Rita Blum" }).click();
    await page.getByText(/Open again/).waitFor();
    await signIn(rita, { email: "rita@desk.local", password: herPassword });
    await rita.waitForURL((url) => url.pathname === "/flags");

    // A new password ends her other session; shortcuts of one key can be off.
    await rita.goto(`${desk.origin}/settings/account`);
    await desk.signIn({ email: "rita@desk.local", password: herPassword });
    await rita.reload();
    await rita.getByRole("button", { name: "Sign out everywhere else" }).waitFor();
    await rita.getByLabel("Present password").fill(herPassword);
    await rita.getByLabel("New password").fill("three other unrelated words");
    await rita.getByRole("button", { name: "Change the password" }).click();
    await rita.getByText("Changed. Every other session has ended.").waitFor();
    await expect.poll(() => rita.getByRole("button", { name: "Sign out everywhere else" }).count()).toBe(0);
    await rita.getByLabel("Shortcuts of a single key").selectOption("off");
    await rita.getByRole("heading", { name: "Settings" }).click();
    await rita.keyboard.press("?");
    expect(await rita.getByRole("dialog").count()).toBe(0);
    await rita.getByLabel("Shortcuts of a single key").selectOption("");
    await rita.getByRole("heading", { name: "Settings" }).click();
    await rita.keyboard.press("?");
    await rita.getByRole("dialog").getByText("Sidebar as icons, and back").waitFor();
    await rita.keyboard.press("Escape");

    // What her page reads by itself does not keep her session; what she opens does.
    const hoursLeft = async () => {
      const [found] = await desk.sql(
        `select round(extract(epoch from max(s."expiresAt") - now()) / 3600)::int as hours
         from app_auth.session s join app_auth."user" u on u.id = s."userId" where u.email = 'rita@desk.local'`,
      );
      return found?.["hours"];
    };
    await desk.sql(
      `update app_auth.session s set "expiresAt" = now() + interval '6 hours'
       from app_auth."user" u where u.id = s."userId" and u.email = 'rita@desk.local'`,
    );
    await rita.evaluate(async () => {
      await fetch(location.href, { headers: { RSC: "1" } }).then((answer) => answer.text());
      const live = new EventSource("/api/live");
      await new Promise((resolve) => live.addEventListener("beat", resolve, { once: true }));
      live.close();
    });
    expect(await hoursLeft()).toBe(6);

    // Rows of one line and a folded sidebar are this browser's, on the next page as well.
    const heightOfRow = () =>
      rita
        .locator("[data-row]")
        .first()
        .evaluate((row) => row.getBoundingClientRect().height);
    const widthOfSidebar = () =>
      rita
        .locator("aside", { has: rita.getByRole("navigation", { name: "Main" }) })
        .evaluate((aside) => aside.getBoundingClientRect().width);
    expect(await widthOfSidebar()).toBe(208);
    await rita.keyboard.press("[");
    await rita.getByLabel("Rows of the inbox").selectOption("compact");
    await rita.goto(`${desk.origin}/flags`);
    expect(await hoursLeft()).toBe(12);
    expect([await heightOfRow(), await widthOfSidebar()]).toEqual([36, 56]);
    await rita.getByRole("button", { name: /Rita Blum/ }).click();
    await rita.getByRole("menuitemcheckbox", { name: "Compact rows" }).click();
    expect(await heightOfRow()).toBe(52);

    const kinds = (
      await desk.sql("select kind from core.desk_events where kind <> 'recording_played' order by id")
    ).map(({ kind }) => kind);
    expect(kinds).toEqual([
      "second_factor_set_up",
      "person_invited",
      "person_joined",
      "person_disabled",
      "person_enabled",
      "password_changed",
    ]);
    expect([...errors, ...herErrors]).toEqual([]);
    await Promise.all([context.close(), hers.close()]);
  }, 90_000);
});
