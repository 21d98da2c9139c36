import { wantedColumns } from "../call-log-columns.ts";
import type { Outcome } from "./counted-requests.ts";
import { type Finding, findingsOn } from "./finding.ts";
import type { CallLogLook } from "./look-at-call-log.ts";
import type { ProbedColumns } from "./probed-page.ts";

/** Which of the wanted columns the account has. */
export function columnsFinding(
  list: Outcome<ReadonlySet<string> | null>,
  { refused }: ProbedColumns,
): Finding {
  const { settled, unknown, fault } = findingsOn("columns");
  const refusal = refused.length === 0 ? "" : `; refused in the request: ${refused.join(", ")}`;
  if (!list.ok) return unknown("no list: ingest asks without naming columns", `${list.reason}${refusal}`);
  const known = list.value;
  if (known === null)
    return unknown(
      "the list cannot be read: ingest asks without naming columns",
      `GET calllogs/columns${refusal}`,
    );
  const missing = wantedColumns.filter((column) => !known.has(column));
  const evidence = `GET calllogs/columns lists ${known.size}${refusal}`;
  const gone = [...missing, ...refused];
  if (gone.includes("recordingUrl"))
    return fault("recordingUrl is not among them: recordings come through calllogs/detail at best", evidence);
  return gone.length === 0
    ? settled(`all ${wantedColumns.length} that are wanted`, evidence)
    : settled(
        `${wantedColumns.length - gone.length} of ${wantedColumns.length} wanted ones; without ${gone.join(", ")}`,
        evidence,
      );
}

/** How the account writes the moment at which a call began. */
export function callDtFinding({ firsts, failure }: CallLogLook): Finding {
  const { settled, unknown, fault } = findingsOn("callDt");
  const records = firsts.flatMap((page) => page.records);
  if (records.length === 0) return unknown("not seen", failure ?? "no calls");
  const kinds = new Map<string, number>();
  for (const record of records) {
    const kind = kindOfMoment(columnOf(record, "callDt"));
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const seen = [...kinds].map(([kind, count]) => `${kind}: ${count}`).join(", ");
  const reasons = [...new Set(firsts.flatMap((page) => page.unreadable))].slice(0, 3);
  const unreadable = firsts.reduce((sum, page) => sum + page.unreadable.length, 0);
  const evidence = `of ${records.length} records ${seen}`;
  if (unreadable > 0)
    return fault(`${unreadable} records cannot be read`, `${evidence}; ${reasons.join("; ")}`);
  return settled([...kinds.keys()].join(" or "), evidence);
}

function kindOfMoment(value: unknown): string {
  if (value === undefined || value === null) return "missing";
  if (typeof value === "number") {
    if (value > 1e11) return "number, epoch ms";
    return value >= 1e8 && value < 1e10 ? "number, epoch seconds" : "number, not an epoch";
  }
  if (typeof value !== "string") return `a ${typeof value}`;
  if (/^\d{12,14}$/.test(value)) return "text of epoch ms";
  if (/^\d{9,10}$/.test(value)) return "text of epoch seconds";
  if (/^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d\d:?\d\d)$/.test(value)) return "ISO text with a zone";
  return /^\d{4}-\d{2}-\d{2}T/.test(value) ? "ISO text without a zone (read as UTC)" : "text of another form";
}

function columnOf(record: unknown, column: string): unknown {
  return typeof record === "object" && record !== null ? Reflect.get(record, column) : undefined;
}
