import type { RulePack } from "@callscript/core/rule.ts";
import { type Document, isNode, LineCounter, parseDocument } from "yaml";
import type { RulesNote } from "./rules-note.ts";
import { unknownFields } from "./unknown-fields.ts";
import { WrittenPack } from "./written-pack.ts";

/** A pack as it stands in a file, with the line of each of its fields. */
export interface PackFile {
  file: string;
  pack: RulePack;
  lineOf(path: readonly PropertyKey[]): number | null;
}

export type ReadPack = { ok: true; read: PackFile } | { ok: false; faults: RulesNote[] };

/** Reads one pack from YAML text; every fault names its line, rule and field. Anchors and merge keys are followed. */
export function readPackText(text: string, file: string): ReadPack {
  const lines = new LineCounter();
  const document = parseDocument(text, { merge: true, lineCounter: lines });
  const fault = (line: number | null, rule: string | null, field: string | null, message: string) =>
    ({ level: "fault", file, line, rule, field, message }) as const;
  if (document.errors.length > 0) {
    const faults = document.errors.map(({ linePos, message }) =>
      fault(linePos?.[0].line ?? null, null, null, `is no YAML: ${message.split("\n")[0]}`),
    );
    return { ok: false, faults };
  }
  const lineOf = (path: readonly PropertyKey[]) => lineIn(document, lines, path);
  let value: unknown;
  try {
    value = document.toJS();
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    return { ok: false, faults: [fault(null, null, null, `is no YAML: ${error.message}`)] };
  }
  const parsed = WrittenPack.safeParse(value);
  const issues = [
    ...(parsed.success
      ? []
      : parsed.error.issues.map(({ path, message }) => ({ path, message: inPlainWords(message) }))),
    ...unknownFields(value),
  ];
  if (parsed.success && issues.length === 0) return { ok: true, read: { file, pack: parsed.data, lineOf } };
  const faults = issues.map(({ path, message }) => {
    const { rule, field } = placeOf(value, path);
    return fault(lineOf(path), rule, field, message);
  });
  return { ok: false, faults };
}

function inPlainWords(message: string): string {
  if (message.endsWith("received undefined")) return "is missing";
  return message === "Invalid input: expected string, received number"
    ? 'is a number: write it in quotes, such as "1"'
    : message;
}

/** The line of a field, else of the nearest thing around it that has one of its own (merged fields have none). */
function lineIn(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

function placeOf(
  value: unknown,
  path: readonly PropertyKey[],
): { rule: string | null; field: string | null } {
  const [rules, index, ...field] = path;
  if (rules !== "rules" || typeof index !== "number")
    return { rule: null, field: path.length === 0 ? null : path.join(".") };
  const list = isRecord(value) && Array.isArray(value["rules"]) ? value["rules"] : [];
  const rule: unknown = list[index];
  const code = isRecord(rule) && typeof rule["code"] === "string" ? rule["code"] : `rule ${index + 1}`;
  return { rule: code, field: field.length === 0 ? null : field.join(".") };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
