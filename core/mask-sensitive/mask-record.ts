import { replaceSpans, sensitiveSpans } from "./mask-turns.ts";

/** A value at any depth, with the names that lead to it; places in lists do not count. */
interface Leaf {
  name: string;
  text: string;
  put(masked: string): void;
  /** true: a number, which is no part of what its neighbours in a list say. */
  alone: boolean;
}

/**
 * A copy of a row's further fields in which card numbers, security codes and social-security numbers are masked: notes,
 * quotes and second transcripts hold what was said too. A field's name counts as talk (`ssn`, `card_number`); the items of
 * a list (`words`, `lines`) are read as one text. Links and everything else stay as they are.
 */
export function maskRecord<T extends object>(record: T): T {
  const copy = structuredClone(record);
  const texts = new Map<string, Leaf[]>();
  const groups: Leaf[][] = [];
  for (const leaf of leavesOf(copy, "")) {
    const known = leaf.alone ? undefined : texts.get(leaf.name);
    if (known !== undefined) known.push(leaf);
    else {
      const group = [leaf];
      groups.push(group);
      if (!leaf.alone) texts.set(leaf.name, group);
    }
  }
  for (const leaves of groups) {
    const label = { speaker: "name", text: labelOf(leaves[0]?.name ?? "") };
    const turns = leaves.map(({ text }) => ({ speaker: "value", text }));
    const [, ...spans] = sensitiveSpans([label, ...turns]);
    for (const [at, leaf] of leaves.entries()) {
      const found = spans[at] ?? [];
      if (found.length > 0) leaf.put(replaceSpans(leaf.text, found));
    }
  }
  return copy;
}

/** "cardNumber" and "card_number" as people say them; the last name only, the others are where it lies. */
function labelOf(name: string): string {
  const last = name.split("\n").at(-1) ?? "";
  return last.replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2").replaceAll("_", " ");
}

function* leavesOf(value: object, name: string): Generator<Leaf> {
  for (const [key, held] of Object.entries(value) as [string, unknown][]) {
    const path = Array.isArray(value) ? name : `${name}\n${key}`;
    const put = (masked: string) => Object.assign(value, { [key]: masked });
    if (typeof held === "string") {
      if (/[\p{Nd}\p{L}]/u.test(held) && !/^https?:\/\/\S+$/i.test(held))
        yield { name: path, text: held, put, alone: false };
    } else if (typeof held === "number") {
      if (Number.isSafeInteger(held) && held > 99) yield { name: path, text: String(held), put, alone: true };
    } else if (typeof held === "object" && held !== null) {
      yield* leavesOf(held, path);
    }
  }
}
