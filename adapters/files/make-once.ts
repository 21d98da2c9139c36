import { randomBytes } from "node:crypto";
import { linkSync, rmSync, writeFileSync } from "node:fs";

/**
 * Makes a private file (0600), whole or not at all; does nothing where it exists. Of two processes at once one wins, and
 * both then read the same content.
 */
export function makeOnce(file: string, content: string): void {
  const whole = `${file}.${randomBytes(4).toString("hex")}`;
  writeFileSync(whole, content, { mode: 0o600 });
  try {
    linkSync(whole, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(whole);
  }
}
