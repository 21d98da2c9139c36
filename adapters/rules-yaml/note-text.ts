import type { RulesNote } from "./rules-note.ts";

/** `rules/general.yaml:12: tcpa_no_consent.severity: ...`, as editors and people read it. */
export function noteText({ file, line, rule, field, message }: RulesNote): string {
  const place = [rule, field].filter((part) => part !== null).join(".");
  return `${file}${line === null ? "" : `:${line}`}: ${place === "" ? "" : `${place}: `}${message}`;
}
