/** The random tail of an id, whatever its version: 48 bits. */
const tailDigits = 12;

/**
 * Is a call of the random sample? A share of 0.01 takes one in a hundred, by the random tail of the call's UUID: the same
 * call is always in it or never, and nothing that is known of the call decides it.
 */
export function inSample(callId: string, share: number): boolean {
  const tail = callId.replaceAll("-", "").slice(-tailDigits);
  return Number.parseInt(tail, 16) / 16 ** tailDigits < share;
}
