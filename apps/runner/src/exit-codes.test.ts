import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { exitCodes, exitCodesText } from "./exit-codes.ts";
import { repositoryRoot } from "./repository-root.ts";

test("every exit code is listed in --help, and in the README as there", () => {
  const listed = exitCodesText.split(", ").map((one) => Number.parseInt(one, 10));
  expect(listed).toEqual(Object.values(exitCodes));
  const readme = readFileSync(path.join(repositoryRoot(), "README.md"), "utf8");
  expect(readme.replaceAll("\n", " ")).toContain(`Exit codes: ${exitCodesText}.`);
});
