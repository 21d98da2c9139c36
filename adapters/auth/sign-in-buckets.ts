import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { isIPv6 } from "node:net";
import type { Tried } from "./who-tries.ts";

/** What a try to sign in is counted in: its account, or this browser of it where it is known, and its address. */
export interface SignInBuckets {
  /** Of the account alone: a right try empties it. */
  own: string;
  /** Of all who come from there; null where nobody can say from where. */
  address: string | null;
}

/** Tries that are heard at once, before each is waited for. */
export const freeTries = { own: 6, address: 30 } as const;

/** The buckets of a try; the database holds no address and no account in clear. */
export function signInBuckets({
  tried,
  email,
  address,
  knownBrowser,
}: {
  tried: Tried;
  email: string;
  address: string | null;
  knownBrowser: string | null;
}): SignInBuckets {
  const account = email.trim().toLowerCase();
  return {
    own: hashed(knownBrowser === null ? `${tried} ${account}` : `browser ${account} ${knownBrowser}`),
    address: address === null ? null : hashed(`address ${networkOf(address)}`),
  };
}

/** A cookie's value that says that this browser has signed in to the account before; nobody else can make one. */
export function browserCookie(secret: string, email: string, browser: string): string {
  return `${browser}.${signature(secret, email, browser)}`;
}

/** The browser that a cookie names, if it was made for the account; null for none, another's and a forged one. */
export function knownBrowser(secret: string, email: string, cookie: string | null): string | null {
  const [browser = "", signed = ""] = cookie?.split(".") ?? [];
  const expected = Buffer.from(signature(secret, email, browser));
  const given = Buffer.from(signed);
  return browser !== "" && given.length === expected.length && timingSafeEqual(given, expected)
    ? browser
    : null;
}

function signature(secret: string, email: string, browser: string): string {
  return createHmac("sha256", secret)
    .update(`browser ${email.trim().toLowerCase()} ${browser}`)
    .digest("base64url");
}

function hashed(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** An IPv4 address, also one written as IPv6, or the /64 of an IPv6 one, which one household or machine has whole. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !isIPv6(address)) return mapped ?? address;
  const { hostname } = new URL(`http://[${address.split("%")[0]}]`);
  const [head = "", tail] = hostname.slice(1, -1).split("::");
  const groups = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : 8 - groups.length - last.length;
  return [...groups, ...Array.from({ length: missing }, () => "0"), ...last].slice(0, 4).join(":");
}
