import "server-only";
import type { OpenRule } from "./rule-state.ts";
import { formOf, readDraftRule } from "./rule-texts.ts";

interface StoredRule {
  id: string;
  base?: unknown;
  definition?: unknown;
  unread: string | null;
  removed: boolean;
  version: number;
  changed_by: string | null;
  changed_at_utc: Date | null;
}

/** A rule of the draft as the editor opens it. */
export function openRuleOf(stored: StoredRule): OpenRule {
  return {
    id: stored.id,
    version: stored.version,
    removed: stored.removed,
    isNew: stored.base === null,
    form: formOf(readDraftRule(stored.definition), stored.unread),
    changedBy: stored.changed_by,
    changedAt: stored.changed_at_utc?.toISOString() ?? null,
  };
}
