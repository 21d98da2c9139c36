/**
 * Runs what writes to the console by itself, as a WASM library does, and lets nothing of it out. Nothing else is silenced:
 * the work does not wait, so nobody else speaks meanwhile.
 */
export function withoutChatter<T>(work: () => T): T {
  const { error, log } = console;
  const hush = () => undefined;
  Object.assign(console, { error: hush, log: hush });
  try {
    return work();
  } finally {
    Object.assign(console, { error, log });
  }
}
