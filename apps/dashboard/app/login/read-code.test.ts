import { expect, test } from "vitest";
import { readCode } from "./read-code.ts";

test("a code is read as people type it", () => {
  expect(readCode("123456")).toEqual({ kind: "authenticator", code: "123456" });
  expect(readCode(" 123 456 ")).toEqual({ kind: "authenticator", code: "123456" });
  expect(readCode("aB3dE-fG7hI")).toEqual({ kind: "backup", code: "aB3dE-fG7hI" });
  expect(readCode("aB3dEfG7hI")).toEqual({ kind: "backup", code: "aB3dE-fG7hI" });
  for (const typed of ["", "12345", "1234567", "aB3dE_fG7hI", "aB3dE-fG7h"])
    expect(readCode(typed)).toBeNull();
});
