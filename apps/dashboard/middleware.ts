import { type NextRequest, NextResponse } from "next/server";
import { asksByItself, byItself } from "./lib/asks-by-itself.ts";

const openToAll = /^\/(login|invite|api)(\/|$)|\/audio$/;

/** A page asked for without any session cookie is not begun: the lock itself is in the pages, actions and routes. */
function toSignIn({ nextUrl, method, cookies }: NextRequest): NextResponse | null {
  const carriesSession = cookies.getAll().some(({ name }) => name.endsWith("session_token"));
  if (carriesSession || openToAll.test(nextUrl.pathname) || (method !== "GET" && method !== "HEAD"))
    return null;
  const next = encodeURIComponent(nextUrl.pathname + nextUrl.search);
  return NextResponse.redirect(
    new URL(`/login?next=${next}`, process.env["CALLSCRIPT_PUBLIC_URL"] ?? nextUrl),
  );
}

/** The origin that recordings are played from beside this one: the bucket's, where they lie in one. */
function bucketOrigin(): string {
  const { STORE, S3_ENDPOINT, S3_PLAYBACK } = process.env;
  return STORE === "s3" && S3_ENDPOINT && S3_PLAYBACK !== "through" ? ` ${new URL(S3_ENDPOINT).origin}` : "";
}

/** Headers for every answer, and a nonce for the scripts of a page. Never the lock: pages and actions check themselves. */
export function middleware(request: NextRequest): NextResponse {
  const elsewhere = toSignIn(request);
  if (elsewhere !== null) return elsewhere;
  const nonce = btoa(crypto.randomUUID());
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    `media-src 'self'${bucketOrigin()}`,
    "connect-src 'self'",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
  const sent = new Headers(request.headers);
  sent.set("x-nonce", nonce);
  sent.set("content-security-policy", policy);
  sent.delete(byItself);
  if (asksByItself(request)) sent.set(byItself, "1");
  const response = NextResponse.next({ request: { headers: sent } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-content-type-options", "nosniff");
  response.headers.set("referrer-policy", "same-origin");
  response.headers.set("cross-origin-opener-policy", "same-origin");
  response.headers.set("permissions-policy", "camera=(), microphone=(), geolocation=()");
  if (!request.nextUrl.pathname.startsWith("/_next/static"))
    response.headers.set("cache-control", "private, no-store");
  return response;
}

export const config = { matcher: ["/((?!_next/static|icon.svg|first-paint.js).*)"] };
