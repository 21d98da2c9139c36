import { expect, test } from "vitest";
import { printable } from "./printable.ts";

test("nothing that others wrote steers the terminal, ends its line or turns letters about", () => {
  expect(printable("a\u001b[2Jb\r\nc\u009b31md\u2028e\u202ef\u2069g\u007f\0h\ti")).toBe(
    "a [2Jb c 31md e f g h i",
  );
});

test("what people write stays as it is, in every script", () => {
  for (const text of ["fewer false alarms on SHIP – “see 3”", "señal, 拒否, الرفض", "👩\u200d👧 ok", ""])
    expect(printable(text)).toBe(text);
});
