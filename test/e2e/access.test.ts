import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { newHome, type Place, type Program, start } from "./support/run-callscript.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
let place: Place;
let program: Program;
let password = "";
let origin = "";
let callId = "";
let said = "";
let kept: Record<string, string> = {};

beforeAll(async () => {
  place = await newHome();
  origin = `http://localhost:${place.port}`;
  program = start(["dist/callscript.mjs", "up", "--demo"], place.env());
  password = (await program.says(/Sign in {4}\S+ {2}(\S+)/, 90_000))[1] ?? "";
  await program.says(/flagged {2}/, 60_000);
  const cluster = await startEmbedded({ home: `${place.home}/demo`, log: quiet });
  const db = openPool({ url: cluster.url, max: 1, applicationName: "test" });
  const [row] = await db.rows(
    "select id, transcript_segments -> 0 ->> 'text' as said from core.calls where status = 'flagged' limit 1",
    [],
  );
  callId = String(row?.["id"]);
  said = String(row?.["said"])
    .split(/[^A-Za-z]+/)
    .slice(0, 3)
    .join(" ");
  await db.close();
  kept = await signedIn();
}, 180_000);
afterAll(async () => {
  program.child.kill("SIGTERM");
  await program.ended;
  place.remove();
});

const ask = (route: string, init: RequestInit = {}) =>
  fetch(`${origin}${route}`, { redirect: "manual", ...init });
const signInAt = (from: string, secret: string, headers: Record<string, string> = {}) =>
  ask("/api/auth/sign-in/email", {
    method: "POST",
    headers: { "content-type": "application/json", origin: from, ...headers },
    body: JSON.stringify({ email: "demo@callscript.local", password: secret }),
  });
const signedIn = async () => {
  const answer = await signInAt(origin, password);
  expect(answer.status).toBe(200);
  return {
    cookie: answer.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; "),
  };
};

describe("signed out", () => {
  test("a page asked for brings one back to it after sign-in", async () => {
    const answer = await ask(`/calls/${callId}`);
    expect(answer.headers.get("location")).toBe(
      `${origin}/login?next=${encodeURIComponent(`/calls/${callId}`)}`,
    );
  });

  test("nobody can sign up, and a session of somebody else's page is not begun", async () => {
    const signUp = await ask("/api/auth/sign-up/email", {
      method: "POST",
      headers: { "content-type": "application/json", origin },
      body: JSON.stringify({ email: "eve@example.com", password: "a long enough password", name: "Eve" }),
    });
    expect(signUp.status).toBe(404);
    expect((await signInAt("http://evil.example", password, { cookie: "a=b" })).status).toBe(403);
    expect((await signInAt(origin, "not the password")).status).toBe(401);
  });
});

describe("signed in", () => {
  test("every answer carries the policy that keeps foreign scripts and frames out", async () => {
    const answer = await ask("/flags", { headers: await signedIn() });
    expect(answer.status).toBe(200);
    const policy = answer.headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/script-src 'self' 'nonce-[^']+' 'strict-dynamic'/);
    expect(policy).toContain("frame-ancestors 'none'");
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.headers.get("cache-control")).toContain("no-store");
    expect(await answer.text()).not.toMatch(/script-src[^;]*unsafe-inline/);
  });

  test("what was said is found on the page of calls, and marked", async () => {
    const query = new URLSearchParams({ q: `"${said}"` });
    const body = await (await ask(`/calls?${query}`, { headers: await signedIn() })).text();
    expect(body).toMatch(new RegExp(`href="/calls/${callId}\\?t=[\\d.]+&amp;from=%2Fcalls`));
    expect(body).toContain("<mark");
  });

  test("an export is a file", async () => {
    const headers = await signedIn();
    const answer = await ask("/calls/export", { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment; filename="calls-.*\.csv"$/);
    expect(await answer.text()).toContain(callId);
  });

  test("a recording comes whole, in ranges, and not beyond its end", async () => {
    const headers = await signedIn();
    const audio = `/calls/${callId}/audio`;
    const whole = await ask(audio, { headers });
    expect(whole.status).toBe(200);
    expect(whole.headers.get("content-type")).toBe("audio/mpeg");
    expect(whole.headers.get("accept-ranges")).toBe("bytes");
    const bytes = new Uint8Array(await whole.arrayBuffer());

    const middle = await ask(audio, { headers: { ...headers, range: "bytes=1000-1999" } });
    expect(middle.status).toBe(206);
    expect(middle.headers.get("content-range")).toBe(`bytes 1000-1999/${bytes.length}`);
    expect(new Uint8Array(await middle.arrayBuffer())).toEqual(bytes.slice(1000, 2000));

    const tail = await ask(audio, { headers: { ...headers, range: "bytes=-10" } });
    expect(new Uint8Array(await tail.arrayBuffer())).toEqual(bytes.slice(-10));
    const beyond = await ask(audio, { headers: { ...headers, range: `bytes=${bytes.length}-` } });
    expect(beyond.status).toBe(416);
    expect(beyond.headers.get("content-range")).toBe(`bytes */${bytes.length}`);
    const head = await ask(audio, { method: "HEAD", headers });
    expect([head.status, (await head.text()).length]).toEqual([200, 0]);
    expect((await ask("/calls/not-a-call/audio", { headers })).status).toBe(404);
  });

  test("a decision is taken only if it can be read", async () => {
    const headers = await signedIn();
    const send = (more: Record<string, string>, body: string) =>
      ask("/api/reviews", { method: "POST", headers: { ...headers, ...more }, body });
    const json = { "content-type": "application/json", origin };
    const decision = JSON.stringify({
      calls: [{ id: callId, version: 1_000 }],
      verdict: "marked_safe",
      idempotencyKey: "of the access test",
    });
    const statuses = [
      await send({ ...json, "content-type": "text/plain" }, decision),
      await send(json, "{"),
      await send(json, decision.replace("marked_safe", "burnt")),
      await ask("/api/flags?after=nowhere", { headers }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([415, 400, 400, 400]);
    // Of a version that nobody has seen: read, and refused as somebody else's.
    const answer = await send(json, decision);
    expect([answer.status, await answer.json()]).toMatchObject([200, [{ outcome: "conflict" }]]);
  });

  test("what moves is told as it happens, with nothing of any call, and to nobody once signed out", async () => {
    const headers = await signedIn();
    const answer = await ask("/api/live", { headers });
    expect(answer.headers.get("content-type")).toBe("text/event-stream");
    let heard = "";
    const reading = (async () => {
      for await (const chunk of answer.body ?? []) heard += Buffer.from(chunk).toString();
    })();
    await expect.poll(() => heard, { timeout: 30_000 }).toContain("event: changed\n");
    await ask("/api/auth/sign-out", {
      method: "POST",
      headers: { ...headers, origin, "content-type": "application/json" },
      body: "{}",
    });
    await reading;
    expect(heard.replaceAll(/retry: 3000\n\n|event: (changed|beat)\ndata: \{\}\n\n/g, "")).toBe("");
    expect((await ask("/api/live", { headers })).status).toBe(401);
  });

  test("a session ends where it is signed out, also for who kept its cookie", async () => {
    const headers = await signedIn();
    const out = await ask("/api/auth/sign-out", {
      method: "POST",
      headers: { ...headers, origin, "content-type": "application/json" },
      body: "{}",
    });
    expect(out.status).toBe(200);
    expect((await ask(`/calls/${callId}/audio`, { headers })).status).toBe(401);
  });

  test("guessing is slowed down, whatever address the guesser claims", async () => {
    const answers = new Set<number>();
    for (let guess = 0; guess < 25; guess += 1)
      answers.add((await signInAt(origin, `guess ${guess}`, { "x-forwarded-for": `9.9.9.${guess}` })).status);
    expect(answers).toEqual(new Set([401, 429]));
    // Whoever guesses keeps nobody out of a browser that has signed in before.
    expect((await signInAt(origin, password)).status).toBe(429);
    expect((await signInAt(origin, password, kept)).status).toBe(200);
  });
});

test("a stream that somebody listens to holds nothing up at the end", async () => {
  const answer = await ask("/api/live", { headers: kept });
  expect(answer.status).toBe(200);
  const began = Date.now();
  program.child.kill("SIGTERM");
  expect(await program.ended).toEqual({ code: 0, signal: null });
  expect(Date.now() - began).toBeLessThan(15_000);
});
