/**
 * The words that every match of a pattern needs, of all patterns of the process in one row: that a pattern cannot be said
 * is what a judge finds most often, and it finds it the fastest where it reads the memory in order.
 */
let literals = new Int32Array(1 << 14);
/** Where the literals of each group end, of which a match needs one, and where the groups of each pattern end. */
const groupEnds: number[] = [];
const patternEnds: number[] = [];

/** Keeps what a pattern needs, one literal of each group, the least likely group first, and gives the pattern its number. */
export function addNeeded(groups: readonly (readonly number[])[]): number {
  for (const group of groups) {
    const from = groupEnds.at(-1) ?? 0;
    const end = from + group.length;
    if (end > literals.length) literals = longer(literals, end);
    literals.set(group, from);
    groupEnds.push(end);
  }
  return patternEnds.push(groupEnds.length) - 1;
}

/** Only together with the patterns that have these numbers: see `forget-patterns`. */
export function forgetNeeded(): void {
  groupEnds.length = 0;
  patternEnds.length = 0;
}

function longer(row: Int32Array<ArrayBuffer>, least: number): Int32Array<ArrayBuffer> {
  const made = new Int32Array(2 * least);
  made.set(row);
  return made;
}

/** The turns, as bits, in which all that the pattern of a number needs is said, from those in which each literal is. */
export function turnsWithNeeded(number: number, turnsOfLiterals: Int32Array): number {
  const firstGroup = patternEnds[number - 1] ?? 0;
  const lastGroup = patternEnds[number] ?? 0;
  let at = groupEnds[firstGroup - 1] ?? 0;
  let turns = -1;
  for (let group = firstGroup; group < lastGroup && turns !== 0; group += 1) {
    const end = groupEnds[group] ?? 0;
    let said = 0;
    for (; at < end; at += 1) said |= turnsOfLiterals[literals[at] ?? 0] ?? 0;
    turns &= said;
  }
  return turns;
}
