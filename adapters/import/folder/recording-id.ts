/**
 * The id of a recording without an index: its path in the folder, without the extension. Letters, digits, '.', '_' and
 * '-' stay; each byte of anything else, '/' and ':' included, becomes ':' and two hexadecimal digits, so that two
 * different names never get one id.
 */
export function recordingId(name: string): string {
  const stem = name.replace(/(?<=[^/])\.[^./]*$/, "").normalize("NFC");
  return Array.from(new TextEncoder().encode(stem), (byte) => {
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9._-]/.test(character) ? character : `:${byte.toString(16).padStart(2, "0")}`;
  }).join("");
}
