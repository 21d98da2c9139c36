import { expect, test } from "vitest";
import { asksByItself } from "./asks-by-itself.ts";

const origin = "https://desk.example";
const asks = (path: string, headers: Record<string, string>, method = "GET") =>
  asksByItself({ url: `http://127.0.0.1:3000${path}`, method, headers: new Headers(headers) });
const fetched = { "sec-fetch-dest": "empty", referer: `${origin}/flags?q=gift%20card` };

test("a page that reads itself again, a beat and a run's look ask by themselves", () => {
  expect(asks("/flags?q=gift+card&_rsc=1abc", fetched)).toBe(true);
  expect(asks("/api/live", {})).toBe(true);
  expect(asks("/api/bench?run=1", {})).toBe(true);
});

test("whoever opens, reloads, goes on, reads more or changes something is a person", () => {
  expect(asks("/flags?q=gift+card", { ...fetched, "sec-fetch-dest": "document" })).toBe(false);
  expect(asks("/flags?_rsc=1abc", fetched)).toBe(false);
  expect(asks("/calls?_rsc=1abc", fetched)).toBe(false);
  expect(asks("/api/flags?q=gift+card", fetched)).toBe(false);
  expect(asks("/flags?q=gift+card", fetched, "POST")).toBe(false);
  expect(asks("/flags?q=gift+card", { ...fetched, referer: "no address" })).toBe(false);
  expect(asks("/flags", {})).toBe(false);
});
