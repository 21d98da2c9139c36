import path from "node:path";

/** No longer than a file's name can be, its extension included. */
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}$/;

/**
 * The file that a key stands for, under the root and nowhere else.
 * @throws for a key with an empty, hidden, parent or overlong segment, or any other character than A-Z a-z 0-9 . _ - and /.
 */
export function storePath(root: string, key: string): string {
  if (key.length > 512 || !key.split("/").every((one) => segment.test(one))) {
    throw new Error("a key is made of names with letters, digits, '.', '_' and '-', joined by '/'");
  }
  return path.join(root, ...key.split("/"));
}
