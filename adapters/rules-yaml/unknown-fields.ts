import { Phrase, Rule, RulePack } from "@callscript/core/rule.ts";
import type { z } from "zod";

interface Issue {
  path: readonly PropertyKey[];
  message: string;
}

/**
 * The fields of a rule file that no schema knows: a misspelt one would be left out in silence. Fields at the top that
 * begin with `x-` hold what anchors point at.
 */
export function unknownFields(value: unknown): Issue[] {
  const rules = isRecord(value) && Array.isArray(value["rules"]) ? value["rules"] : [];
  return [
    ...unknownIn(value, RulePack.shape, []).filter(({ path }) => !String(path[0]).startsWith("x-")),
    ...rules.flatMap((rule: unknown, index) => {
      const phrases = isRecord(rule) && Array.isArray(rule["phrases"]) ? rule["phrases"] : [];
      return [
        ...unknownIn(rule, Rule.shape, ["rules", index]),
        ...phrases.flatMap((phrase: unknown, place) =>
          unknownIn(phrase, Phrase.shape, ["rules", index, "phrases", place]),
        ),
      ];
    }),
  ];
}

function unknownIn(value: unknown, shape: z.ZodRawShape, path: readonly PropertyKey[]): Issue[] {
  if (!isRecord(value)) return [];
  const known = Object.keys(shape);
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => ({
      path: [...path, name],
      message: `is no field that rules have; the fields are ${known.join(", ")}`,
    }));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
