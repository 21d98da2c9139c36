import { afterEach, beforeEach, expect, test, vi } from "vitest";

const given = {
  DATABASE_URL: "postgresql://web@localhost/callscript",
  CALLSCRIPT_AUTH_SECRET: "x".repeat(43),
  CALLSCRIPT_PUBLIC_URL: "http://localhost:3900",
  CALLSCRIPT_RECORDINGS: "/var/lib/callscript/recordings",
};
const notGiven = {
  STORE: undefined,
  S3_ENDPOINT: undefined,
  S3_REGION: undefined,
  S3_BUCKET: undefined,
  S3_ACCESS_KEY_ID: undefined,
  S3_SECRET_ACCESS_KEY: undefined,
  S3_PLAYBACK: undefined,
};

beforeEach(() => {
  vi.resetModules();
  for (const [name, value] of Object.entries({ ...given, ...notGiven })) vi.stubEnv(name, value);
});
afterEach(() => void vi.unstubAllEnvs());
const load = () => import("./env.ts");

test("recordings lie in a folder unless told otherwise", async () => {
  const { dashboardEnv } = await load();
  expect(dashboardEnv()).toEqual({
    ...given,
    CALLSCRIPT_SECOND_FACTOR: "admins",
    STORE: "fs",
    S3_PLAYBACK: "direct",
  });
});

test("nothing is read before it is asked for, and then once", async () => {
  vi.stubEnv("DATABASE_URL", undefined);
  const { dashboardEnv } = await load();
  vi.stubEnv("DATABASE_URL", given.DATABASE_URL);
  const first = dashboardEnv();
  vi.stubEnv("DATABASE_URL", "postgresql://other@localhost/callscript");
  expect(dashboardEnv()).toBe(first);
});

test.each([
  ["DATABASE_URL", "mysql://localhost"],
  ["CALLSCRIPT_AUTH_SECRET", "too short"],
  ["CALLSCRIPT_PUBLIC_URL", "localhost"],
  ["CALLSCRIPT_RECORDINGS", ""],
  ["STORE", "tape"],
  ["S3_ENDPOINT", "bucket"],
])("%s=%s is refused by its name", async (name, value) => {
  vi.stubEnv(name, value);
  const { dashboardEnv } = await load();
  expect(dashboardEnv).toThrow(name);
});
