import { expect, test } from "vitest";
import { browserCookie, knownBrowser, networkOf, signInBuckets } from "./sign-in-buckets.ts";

test("an address counts as its network: IPv4 whole, IPv6 by its /64 however it is written", () => {
  expect(networkOf("203.0.113.9")).toBe("203.0.113.9");
  expect(networkOf("::ffff:203.0.113.9")).toBe("203.0.113.9");
  const one = networkOf("2001:db8:0:12::1");
  expect(one).toBe("2001:db8:0:12");
  expect(networkOf("2001:0db8:0000:0012:ffff:1:2:3")).toBe(one);
  expect(networkOf("2001:DB8:0:12:0:0:0:ffff")).toBe(one);
  expect(networkOf("2001:db8:0:13::1")).not.toBe(one);
  expect(networkOf("::1")).toBe("0:0:0:0");
  expect(networkOf("fe80::1%eth0")).toBe("fe80:0:0:0");
});

test("a browser is known to the account that it signed in to, by a cookie that nobody else can make", () => {
  const cookie = browserCookie("secret", "Maya@Example.com", "b1");
  expect(knownBrowser("secret", " maya@example.com", cookie)).toBe("b1");
  expect(knownBrowser("secret", "jon@example.com", cookie)).toBeNull();
  expect(knownBrowser("another", "maya@example.com", cookie)).toBeNull();
  expect(knownBrowser("secret", "maya@example.com", `b2.${cookie.split(".")[1]}`)).toBeNull();
  for (const forged of [null, "", ".", "b1", "b1.", `${cookie}x`])
    expect(knownBrowser("secret", "maya@example.com", forged)).toBeNull();
});

test("accounts, browsers and addresses have buckets of their own, with nothing of them to read", () => {
  const at = (email: string, address: string | null, known: string | null = null) =>
    signInBuckets({ tried: "account", email, address, knownBrowser: known });
  expect(at("Maya@Example.com", "203.0.113.9")).toEqual(at(" maya@example.com", "203.0.113.9"));
  expect(at("maya@example.com", "203.0.113.9").own).not.toBe(at("jon@example.com", "203.0.113.9").own);
  expect(at("maya@example.com", null, "b1").own).not.toBe(at("maya@example.com", null).own);
  expect(at("maya@example.com", null).address).toBeNull();
  expect(JSON.stringify(at("maya@example.com", "203.0.113.9"))).not.toMatch(/maya|203/);
});
