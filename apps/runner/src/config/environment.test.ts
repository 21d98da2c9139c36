import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { repositoryRoot } from "../repository-root.ts";
import { ConfigurationError, Environment, parseEnvironment, scrubForDemo } from "./environment.ts";

/** The names that the message of a refused environment has a line for, in alphabetical order. */
function faultsOf(raw: Record<string, string>): string[] {
  try {
    parseEnvironment(raw);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return [...error.message.matchAll(/^ {2}([A-Z0-9_]+)[.\d]*: \S/gm)].map(([, name = ""]) => name).sort();
  }
  return [];
}

test("nothing has to be set", () => {
  expect(parseEnvironment({})).toMatchObject({
    PORT: 3900,
    CALLSCRIPT_API_PORT: 3901,
    HOST: "127.0.0.1",
    STORE: "fs",
    SPEECH: "sherpa",
    RECORDING_ORIGINS: [],
    JUDGE_DAILY_BUDGET_USD: "8.00",
  });
});

test("every fault is named at once, those of one name and those between names", () => {
  expect(
    faultsOf({
      PORT: "many",
      HOST: "127.0.0.1",
      DATABASE_URL: "mysql://x",
      JUDGE: "coin",
      RINGBA_ACCOUNT_ID: "RA1",
      STORE: "s3",
      S3_ENDPOINT: "https://s3.example.com",
      SPEECH: "http",
    }),
  ).toEqual([
    "DATABASE_URL",
    "JUDGE",
    "PORT",
    "RINGBA_API_TOKEN",
    "S3_ACCESS_KEY_ID",
    "S3_BUCKET",
    "S3_SECRET_ACCESS_KEY",
    "SPEECH",
  ]);
});

test.each<[Record<string, string>, string]>([
  [{ RINGBA_ACCOUNT_ID: "RA1" }, "RINGBA_API_TOKEN"],
  [{ RINGBA_API_TOKEN: "a-real-token" }, "RINGBA_ACCOUNT_ID"],
  [{ RINGBA_REQUESTS_PER_MINUTE: "1" }, "RINGBA_REQUESTS_PER_MINUTE"],
  [{ RINGBA_REQUESTS_PER_MINUTE: "many" }, "RINGBA_REQUESTS_PER_MINUTE"],
  [{ JUDGE: "openai" }, "OPENAI_API_KEY"],
  [{ SPEECH: "http" }, "SPEECH"],
  [{ JUDGE_DAILY_BUDGET_USD: "-1" }, "JUDGE_DAILY_BUDGET_USD"],
  [{ JUDGE_REQUESTS_PER_MINUTE: "0" }, "JUDGE_REQUESTS_PER_MINUTE"],
  [{ JUDGE_TOKENS_PER_MINUTE: "2e3.5" }, "JUDGE_TOKENS_PER_MINUTE"],
  [{ JUDGE_TIMEOUT_SECONDS: "0" }, "JUDGE_TIMEOUT_SECONDS"],
  [{ JUDGE_WINDOW_TOKENS: "100" }, "JUDGE_WINDOW_TOKENS"],
  [{ JUDGE_MAX_OUTPUT_TOKENS: "none" }, "JUDGE_MAX_OUTPUT_TOKENS"],
  [{ SPEECH_USD_PER_HOUR: "-0.1" }, "SPEECH_USD_PER_HOUR"],
  [{ JUDGE_SAMPLE_SHARE: "1.5" }, "JUDGE_SAMPLE_SHARE"],
  [{ OPENAI_API_KEY: "a-real-key", JUDGE_MODEL: "my-model" }, "JUDGE_PRICES_USD_PER_MILLION"],
  [{ JUDGE_PRICES_USD_PER_MILLION: "1,2" }, "JUDGE_PRICES_USD_PER_MILLION"],
  [{ JUDGE_PRICES_USD_PER_MILLION: "-1,0,0" }, "JUDGE_PRICES_USD_PER_MILLION"],
  [{ JUDGE_TOKENS_PER_MINUTE: "8000" }, "JUDGE_TOKENS_PER_MINUTE"],
  [{ OPENAI_BASE_URL: "http://user:word@127.0.0.1:8000/v1" }, "OPENAI_BASE_URL"],
  [{ OPENAI_API_KEY: "sk-with-a-line\nbreak" }, "OPENAI_API_KEY"],
  [{ OPENAI_API_KEY: "sk-schlüssel" }, "OPENAI_API_KEY"],
  [{ CALLSCRIPT_PUBLIC_URL: "javascript:alert(1)" }, "CALLSCRIPT_PUBLIC_URL"],
  [{ DATABASE_URL: "postgresql://u:p#w@h:5432/db" }, "DATABASE_URL"],
  [{ DATABASE_URL: "postgresql://u@h:99999/db" }, "DATABASE_URL"],
  [{ PORT: "4000", CALLSCRIPT_API_PORT: "4000" }, "CALLSCRIPT_API_PORT"],
  [{ PORT: "0" }, "PORT"],
  [{ PORT: "4000.5" }, "PORT"],
  [{ RINGBA_ACCOUNT_ID: "RA1", RINGBA_API_TOKEN: "short" }, "RINGBA_API_TOKEN"],
  [{ RECORDING_ORIGINS: "https://a.example, b.example" }, "RECORDING_ORIGINS"],
  [{ RECORDING_HOSTS: "media.example.com,https://b.example" }, "RECORDING_HOSTS"],
  [{ RECORDING_HOSTS: "*" }, "RECORDING_HOSTS"],
  [{ RECORDING_HOSTS: "10.0.0.5" }, "RECORDING_HOSTS"],
  [{ JUDGE_DAILY_BUDGET_USD: "eight" }, "JUDGE_DAILY_BUDGET_USD"],
  [{ CALLSCRIPT_STAND_IN_SPEECH: "yes" }, "CALLSCRIPT_STAND_IN_SPEECH"],
])("%o has one fault, at %s", (raw, name) => {
  expect(faultsOf(raw)).toEqual([name]);
});

test("a fault's message shows neither the secret nor the password that was refused", () => {
  const raw = { RINGBA_ACCOUNT_ID: "RA1", RINGBA_API_TOKEN: "hunter2", DATABASE_URL: "db:hunter2@host" };
  expect(() => parseEnvironment(raw)).toThrow(/^(?![\s\S]*hunter2)/);
});

test("a variable set to nothing, or to blanks, counts as not set", () => {
  const names = Object.keys(Environment.shape);
  for (const nothing of ["", "  ", undefined])
    expect(parseEnvironment(Object.fromEntries(names.map((name) => [name, nothing])))).toEqual(
      parseEnvironment({}),
    );
  expect(faultsOf({ RINGBA_ACCOUNT_ID: "RA1", RINGBA_API_TOKEN: "" })).toEqual(["RINGBA_API_TOKEN"]);
});

test("whoever moves the dashboard moves the runner's port beside it, unless it was placed", () => {
  expect(parseEnvironment({ PORT: "4000" })).toMatchObject({ PORT: 4000, CALLSCRIPT_API_PORT: 4001 });
  expect(parseEnvironment({ PORT: "4000", CALLSCRIPT_API_PORT: "" })).toMatchObject({
    CALLSCRIPT_API_PORT: 4001,
  });
  expect(parseEnvironment({ PORT: "4000", CALLSCRIPT_API_PORT: "5000" })).toMatchObject({
    PORT: 4000,
    CALLSCRIPT_API_PORT: 5000,
  });
});

test("--port wins over PORT and moves the runner's port too", () => {
  expect(parseEnvironment({ PORT: "4000" }, { port: "6000" })).toMatchObject({
    PORT: 6000,
    CALLSCRIPT_API_PORT: 6001,
  });
});

test("origins are a list with commas", () => {
  expect(
    parseEnvironment({ RECORDING_ORIGINS: " https://a.example ,https://b.example,," }).RECORDING_ORIGINS,
  ).toEqual(["https://a.example", "https://b.example"]);
});

test("recording hosts stand in the place of the known ones", () => {
  expect(parseEnvironment({}).RECORDING_HOSTS).toEqual(["*.ringba.com", "amazon-s3"]);
  expect(parseEnvironment({ RECORDING_HOSTS: "Media.Example.com, *.example.org" }).RECORDING_HOSTS).toEqual([
    "media.example.com",
    "*.example.org",
  ]);
});

test("the demo sees where to run, and no key, account, bucket or database", () => {
  const own = [
    "CALLSCRIPT_HOME",
    "CALLSCRIPT_PUBLIC_URL",
    "CALLSCRIPT_API_PORT",
    "PORT",
    "HOST",
    "TRUSTED_PROXIES",
  ];
  const names = [...Object.keys(Environment.shape), "SOME_OTHER_KEY"];
  const scrubbed = scrubForDemo(Object.fromEntries(names.map((name) => [name, `value of ${name}`])));
  const kept = Object.entries(scrubbed).filter(([, value]) => value !== undefined);
  expect(Object.fromEntries(kept)).toEqual({
    ...Object.fromEntries(own.map((name) => [name, `value of ${name}`])),
    // Of its few calls a sample would take one at one start and none at the next.
    JUDGE_SAMPLE_SHARE: "0",
  });
});

test("what would be a fault of a live installation is none of the demo's", () => {
  const raw = { PORT: "4000", DATABASE_URL: "mysql://x", RINGBA_ACCOUNT_ID: "RA1", STORE: "s3" };
  const env = parseEnvironment(scrubForDemo(raw));
  expect(env).toMatchObject({ PORT: 4000, STORE: "fs" });
  expect(env.DATABASE_URL ?? env.RINGBA_ACCOUNT_ID).toBeUndefined();
});

test(".env.example has one line for each name, and no other", () => {
  const text = readFileSync(path.join(repositoryRoot(), ".env.example"), "utf8");
  const listed = [...text.matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map(([, name = ""]) => name);
  expect(listed.sort()).toEqual(Object.keys(Environment.shape).sort());
});
