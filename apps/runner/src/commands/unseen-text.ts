import type { UnseenShipped } from "@callscript/core/desk/seed-rules.ts";

/** What an operator is told of a built-in pack that an upgrade brought and that does not override theirs. */
export function unseenText({ pack, shipped, current, by, basedOn }: UnseenShipped): string {
  const file = `rules/${pack.toLowerCase().replaceAll(" ", "-")}.yaml`;
  const base = basedOn === null ? "" : ` (based on the built-in ${basedOn})`;
  return `${pack}: the built-in version ${shipped} is newer than what version ${current} of ${by}${base} takes into account, and is not in force. To see what it changes: callscript rules import ${file} --dry-run --force. Once your own file has what you want of it: callscript rules import FILE --takes-built-in --note "...".`;
}
