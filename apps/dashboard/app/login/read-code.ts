export type SentCode = { kind: "authenticator" | "backup"; code: string };

/** What was typed: six digits of an authenticator, or a backup code; spaces do not count. Null: neither. */
export function readCode(typed: string): SentCode | null {
  const code = typed.replace(/\s/g, "");
  if (/^\d{6}$/.test(code)) return { kind: "authenticator", code };
  const [, first, last] = /^([a-zA-Z0-9]{5})-?([a-zA-Z0-9]{5})$/.exec(code) ?? [];
  return first === undefined || last === undefined ? null : { kind: "backup", code: `${first}-${last}` };
}
