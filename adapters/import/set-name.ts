import path from "node:path";

/** The set of a path that is not given a name: a folder's own name, or a file's without its extension. */
export function setNameOf(given: string, kind: "file" | "folder"): string {
  const whole = path.resolve(given);
  return kind === "folder" ? path.basename(whole) : path.basename(whole, path.extname(whole));
}

/** Why a set cannot have this name; null: it can. Ids may hold ':', so a set may not: `import:a:b:c` is one call. */
export function setNameFault(name: string): string | null {
  if (name.trim() === "") return "A set needs a name";
  return name.includes(":")
    ? `A set cannot be called "${name}": ':' parts the set from the calls' ids`
    : null;
}
