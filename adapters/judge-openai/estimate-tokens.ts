const encoder = new TextEncoder();

/** UTF-8 bytes: a token is one at least, which makes them the bound that money is set aside by. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/**
 * Tokens of a line, estimated from above without the tokenizer's table: every labelled and public call has at most 0.84
 * of its estimate in o200k_base. Where a script needs more than a token each three bytes, windows are larger than asked.
 */
export function estimateTokens(line: string): number {
  return 5 + Math.ceil(byteLength(line) / 3);
}
