import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { CallStatus, transitions } from "@callscript/core/call-state.ts";
import { type Db, query } from "@callscript/core/query.ts";
import { z } from "zod";
import type { Tape } from "../fakes/hostile-provider/tape.ts";
import { type TrueCall, truthOf } from "../fakes/hostile-provider/truth.ts";

const Row = z.object({
  id: z.string(),
  startUtc: z.date().transform((at) => at.toISOString()),
  endUtc: z
    .date()
    .transform((at) => at.toISOString())
    .nullable(),
  durationSeconds: z.int().nullable(),
  connectedSeconds: z.int().nullable(),
  hasConnected: z.boolean().nullable(),
  revenue: z.coerce.number().nullable(),
  payout: z.coerce.number().nullable(),
  campaign: z.string().nullable(),
  status: CallStatus,
  error: z.string().nullable(),
  storagePath: z.string().nullable(),
  sha256: z.string().nullable(),
  moves: z.array(z.tuple([CallStatus.nullable(), CallStatus])),
  finished: z.int(),
});
type Row = z.infer<typeof Row>;

const everyCall = query<[]>()(
  "every_call_of_the_week",
  Row,
  `select c.ringba_call_id as id, c.start_time_utc as "startUtc", c.ended_at_utc as "endUtc",
    c.duration_seconds as "durationSeconds", c.connected_seconds as "connectedSeconds",
    c.has_connected as "hasConnected", c.revenue, c.payout, g.ringba_campaign_id as campaign, c.status,
    c.processing_error as error, c.storage_path as "storagePath", c.recording_sha256 as sha256, e.moves, e.finished
  from core.calls c left join core.campaigns g on g.id = c.campaign_id
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_array(e.from_status, e.to_status) order by e.id)
        filter (where e.to_status is not null), '[]') as moves,
      (count(*) filter (where e.kind = 'finished'))::int as finished
    from core.call_events e where e.call_id = c.id
  ) e`,
);

/** Offending calls or files, by what is wrong with them. All lists empty: the database and the vault are the truth. */
export interface WeekFindings {
  lost: string[];
  recordingsLost: string[];
  duplicated: string[];
  stale: string[];
  invented: string[];
  illegalMoves: string[];
  /** Still waiting, though nothing is left to come. */
  unsettled: string[];
  /** Not named, or not tagged by the name. */
  campaigns: string[];
  filesWithoutRow: string[];
  rowsWithoutFile: string[];
  wrongBytes: string[];
}

/** Compares every row and every file with the final version of the tape. */
export async function verifyWeek(db: Db, root: string, tape: Tape): Promise<WeekFindings> {
  const truth = new Map(truthOf(tape).map((call) => [call.id, call]));
  const rows = await everyCall.run(db);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const files = await filesOf(root);
  const named = new Map(rows.flatMap((row) => (row.storagePath === null ? [] : [[row.storagePath, row]])));
  return {
    lost: [...truth.keys()].filter((id) => !byId.has(id)),
    recordingsLost: [...truth.values()]
      .filter((call) => call.recordingSha256 !== null && (byId.get(call.id)?.storagePath ?? null) === null)
      .map((call) => told(call.id, byId.get(call.id))),
    duplicated: rows.filter((row) => row.finished > 1).map((row) => row.id),
    stale: rows.flatMap((row) => differences(row, truth.get(row.id))),
    invented: rows.filter((row) => !truth.has(row.id)).map((row) => row.id),
    illegalMoves: rows.filter((row) => !isLegal(row)).map((row) => told(row.id, row)),
    unsettled: rows.filter(({ status }) => status === "pending").map((row) => told(row.id, row)),
    campaigns: await wrongCampaigns(db, tape),
    filesWithoutRow: [...files.keys()].filter((file) => !named.has(file)),
    rowsWithoutFile: [...named.keys()].filter((file) => !files.has(file)),
    wrongBytes: [...named].flatMap(([file, row]) => {
      const expected = truth.get(row.id)?.recordingSha256;
      return row.sha256 === expected && (files.get(file) ?? expected) === expected ? [] : [row.id];
    }),
  };
}

const everyCampaign = query<[]>()(
  "every_campaign_of_the_week",
  z.object({ id: z.string(), name: z.string(), vertical: z.string(), tagged: z.string() }),
  `select ringba_campaign_id as id, name, vertical, coalesce(core.vertical_of(name), 'General') as tagged
  from core.campaigns`,
);

async function wrongCampaigns(db: Db, tape: Tape): Promise<string[]> {
  const names = new Map(tape.calls.map(({ campaign }) => [campaign?.id, campaign?.name]));
  const rows = await everyCampaign.run(db);
  return rows
    .filter(({ id, name, vertical, tagged }) => name !== names.get(id) || vertical !== tagged)
    .map(({ id, name, vertical }) => `${id}: ${name}, ${vertical}`);
}

const facts = [
  "startUtc",
  "endUtc",
  "durationSeconds",
  "connectedSeconds",
  "hasConnected",
  "revenue",
  "payout",
  "campaign",
] as const satisfies readonly (keyof TrueCall & keyof Row)[];

function differences(row: Row, truth: TrueCall | undefined): string[] {
  if (truth === undefined) return [];
  const wrong = facts.filter((fact) => row[fact] !== truth[fact]);
  return wrong.length === 0
    ? []
    : [`${row.id}: ${wrong.map((fact) => `${fact} ${row[fact]}, final ${truth[fact]}`).join("; ")}`];
}

/** Every event begins where the one before it ended and goes where core/call-state.ts lets it go. */
function isLegal({ moves, status }: Row): boolean {
  let at: CallStatus | null = null;
  for (const [from, to] of moves) {
    if (from !== at) return false;
    const allowed: readonly CallStatus[] = from === null ? ["pending"] : [from, ...transitions[from]];
    if (!allowed.includes(to)) return false;
    at = to;
  }
  return at === status;
}

function told(id: string, row: Row | undefined): string {
  return row === undefined ? `${id}: no row` : `${id}: ${row.status}, ${row.error ?? "no error"}`;
}

/** sha256 by path below the vault's folder; half-written files would be among them. */
async function filesOf(root: string): Promise<Map<string, string>> {
  if (!existsSync(root)) return new Map();
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const found = new Map<string, string>();
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    found.set(
      path.relative(root, file),
      createHash("sha256")
        .update(await readFile(file))
        .digest("hex"),
    );
  }
  return found;
}
