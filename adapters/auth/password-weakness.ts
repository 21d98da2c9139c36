/** What a new password must not be made of. */
export interface Known {
  email: string;
  name: string;
}

/** Fewer guesses than these, in powers of ten, and a list of leaked passwords and its variations reach it. */
const enough = 9;

let opened: Promise<(password: string, known: readonly string[]) => number> | undefined;

/** The dictionaries are read when the first password is looked at: half a second, a few megabytes. */
async function open() {
  const [{ ZxcvbnFactory }, { adjacencyGraphs, dictionary }] = await Promise.all([
    import("@zxcvbn-ts/core"),
    import("@zxcvbn-ts/language-common"),
  ]);
  const estimator = new ZxcvbnFactory({ dictionary, graphs: adjacencyGraphs });
  return (password: string, known: readonly string[]) => estimator.check(password, [...known]).guessesLog10;
}

/**
 * Why a password of enough characters is none: it is on a list of leaked ones, or one like it, repeated, a row of keys, or
 * made of the person's own name. Null: it is good. Nothing leaves this process.
 */
export async function passwordWeakness(password: string, { email, name }: Known): Promise<string | null> {
  opened ??= open();
  const guesses = await opened;
  const known = [email, ...email.split(/[@.]/), name, ...name.split(/\s+/), "callscript"];
  return guesses(
    password,
    known.filter((word) => word.length > 2),
  ) < enough
    ? "This password is on lists of leaked ones, or close to one of them. A few unrelated words are good."
    : null;
}
