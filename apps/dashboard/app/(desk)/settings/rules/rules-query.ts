/** What the address of the rules' page says. */
export interface RulesView {
  pack: string;
  /** A code, a code with its first day ("code@2026-10-01"), or the id of a rule of the draft; null: the first one. */
  rule: string | null;
  v: "draft" | "published" | "changes";
}

/** The address of a view. */
export function rulesHref({ pack, rule, v }: RulesView): string {
  const params = new URLSearchParams({ pack: packParam(pack) });
  if (rule !== null) params.set("rule", rule);
  if (v !== "draft") params.set("v", v);
  return `/settings/rules?${params}`;
}

/** "Auto Insurance" as "auto-insurance". */
export function packParam(pack: string): string {
  return pack.toLowerCase().replaceAll(" ", "-");
}
