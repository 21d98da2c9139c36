import { expect, test } from "vitest";
import { withoutSecrets } from "./finding.ts";

test.each([
  ["Ringba: the answer is larger than 67108864 bytes", "Ringba: the answer is larger than 67108864 bytes"],
  ["67108864 bytes from 15550100123", "[number] bytes from [number]"],
  ["larger than 15550100123", "larger than [number]"],
  ["larger than +15550100123 bytes", "larger than [number] bytes"],
  ["(555) 010-0123 or 555.010.0123, 5550100", "[number] or [number], [number]"],
  ["a token at https://api.example/v2?k=1", "a [secret] at [link]"],
])("%j is told as %j", (text, told) => {
  expect(withoutSecrets(text, ["token"])).toBe(told);
});
