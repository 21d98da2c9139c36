import { expect, test, vi } from "vitest";

vi.mock("server-only", () => ({}));
const { keepCookies } = await import("./keep-cookies.ts");

/** What the browser's jar was given for an answer with these set-cookie lines. */
function kept(...lines: string[]): unknown[] {
  const answer = new Response(null);
  for (const line of lines) answer.headers.append("set-cookie", line);
  const given: unknown[] = [];
  const jar = { set: (cookie: unknown) => void given.push(cookie) } as unknown as Parameters<
    typeof keepCookies
  >[0];
  keepCookies(jar, answer);
  return given;
}

test("a session is handed on with its life, its path and its lock", () => {
  expect(
    kept("callscript.session_token=abc; Max-Age=604800; Path=/desk; HttpOnly; Secure; SameSite=Lax"),
  ).toEqual([
    {
      name: "callscript.session_token",
      value: "abc",
      path: "/desk",
      httpOnly: true,
      secure: true,
      sameSite: "lax",
      maxAge: 604_800,
    },
  ]);
});

test("no page's script reads a cookie, whatever the answer says", () => {
  expect(kept("a=1")).toEqual([
    { name: "a", value: "1", path: "/", httpOnly: true, secure: false, sameSite: "lax" },
  ]);
});

test("signing out takes the cookie away: a life of 0 is kept as 0", () => {
  expect(kept("callscript.session_token=; max-age=0; path=/")).toMatchObject([{ value: "", maxAge: 0 }]);
});

test("a value is decoded once and keeps its equals signs", () => {
  expect(kept("t=abc%2Bd%3D%3D", "u=abc==; Path=/")).toMatchObject([
    { value: "abc+d==" },
    { value: "abc==" },
  ]);
});

test("every cookie of the answer is handed on, in order", () => {
  expect(kept("a=1; Expires=Tue, 24 Nov 2026 12:00:00 GMT", "b=2")).toMatchObject([
    { name: "a" },
    { name: "b" },
  ]);
  expect(kept()).toEqual([]);
});
