import { expect, test } from "vitest";
import { exitCodes } from "../exit-codes.ts";
import { refuseUnasked } from "./propose-rules.ts";

test("what cannot be published in the end is refused at once, in words", () => {
  const options = { margin: "2", note: "why", yes: true };
  expect(() => refuseUnasked(options)).not.toThrow();
  expect(() => refuseUnasked({ ...options, note: "why – „so“\n", by: "Zoë 👩\u200d💻" })).not.toThrow();
  for (const [faulty, says] of [
    [{ ...options, margin: "-1" }, "--margin"],
    [{ ...options, margin: " " }, "--margin"],
    [{ ...options, note: " " }, "--note"],
    [{ ...options, note: "two\nlines" }, "--note takes one line"],
    [{ ...options, note: "red \u001b[31m", dryRun: true }, "--note takes one line"],
    [{ ...options, by: "me\r* Solar@9" }, "--by takes one line"],
    [{ ...options, by: "c1 \u009b2J" }, "--by takes one line"],
    [{ ...options, by: " callscript " }, "--by callscript marks what is built in"],
  ] as const)
    expect(() => refuseUnasked(faulty)).toThrow(
      expect.objectContaining({
        name: "CommandError",
        exitCode: exitCodes.usage,
        message: expect.stringContaining(says),
      }),
    );
});
