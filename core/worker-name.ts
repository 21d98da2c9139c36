/** A name no other worker has, alive or dead: lane plus 48 random bits. */
export function workerName(lane: string): string {
  const bits = crypto.getRandomValues(new Uint8Array(6));
  return `${lane}-${Array.from(bits, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}
