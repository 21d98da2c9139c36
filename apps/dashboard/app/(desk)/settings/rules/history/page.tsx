import { readPackVersions } from "@callscript/core/desk/read-published-packs.ts";
import { flaggedByVersions } from "@callscript/core/desk/rule-drafts.sql.ts";
import { ruleVersions } from "@callscript/core/desk/rule-versions.sql.ts";
import type { Metadata } from "next";
import Link from "next/link";
import { database } from "../../../../../lib/database.ts";
import { count, moment, since } from "../../../../../lib/format.ts";
import { requirePerson } from "../../../../../lib/session.ts";
import { PackChanges } from "../pack-changes.tsx";
import { readPack } from "../read-rules-query.ts";
import { packChanges } from "../rule-texts.ts";
import { personWords } from "../rule-words.ts";
import { packParam, rulesHref } from "../rules-query.ts";
import { flagsOfVersion } from "./flags-of-version.ts";
import { RollBack } from "./roll-back.tsx";

export const metadata: Metadata = { title: "History of the rules" };

/** Every version of a pack, and what any two of them say differently. */
export default async function HistoryPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const params = await searchParams;
  const pack = readPack(params["pack"]);
  const here = `/settings/rules/history?pack=${packParam(pack)}`;
  const person = await requirePerson(here);
  const db = database();
  const [rows, flagged] = await Promise.all([ruleVersions.run(db), flaggedByVersions.run(db)]);
  const versions = rows.filter((row) => row.pack === pack);
  const named = (param: unknown, fallback: string | undefined) =>
    versions.find(({ version }) => version === param)?.version ?? fallback;
  const to = named(params["to"], versions[0]?.version);
  const from = named(
    params["from"],
    versions[versions.findIndex(({ version }) => version === to) + 1]?.version,
  );
  const packs = from === undefined ? [] : await readPackVersions(db, pack);
  const rulesOf = (version: string | undefined) => packs.find((one) => one.version === version)?.rules ?? [];
  const current = versions.find(({ in_force }) => in_force)?.version;
  return (
    <main className="min-h-0 flex-1 overflow-auto bg-card px-6 py-5">
      <p>
        <Link href={rulesHref({ pack, rule: null, v: "draft" })} className="text-sub underline">
          Rules of {pack}
        </Link>
      </p>
      <h2 className="mt-1 font-semibold text-[18px] leading-6 tracking-[-.02em]">History of {pack}</h2>
      <ol className="mt-4 max-w-3xl divide-y divide-border border-border border-y">
        {versions.map((row) => (
          <li key={row.version} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2.5">
            <span className="font-semibold">v{row.version}</span>
            {row.in_force ? (
              <span className="rounded-[5px] bg-safe-soft px-1.5 text-safe-ink text-xs leading-5">
                in force
              </span>
            ) : null}
            <span className="min-w-0 flex-1 break-words">{row.reason}</span>
            <span className="text-muted-foreground text-xs">
              {personWords(row.published_by, person.email)},{" "}
              <time dateTime={row.published_at_utc.toISOString()} title={moment(row.published_at_utc)}>
                {since(row.published_at_utc, new Date())}
              </time>
              , {count(row.rules)} {row.rules === 1 ? "rule" : "rules"},{" "}
              {count(flagsOfVersion(flagged, pack, row.version))} calls flagged by it
            </span>
            {person.role === "admin" && !row.in_force && current !== undefined ? (
              <RollBack pack={pack} earlier={row.version} basedOn={current} />
            ) : null}
          </li>
        ))}
      </ol>
      {versions.length === 0 ? <p className="mt-3 text-sub">No version was published yet.</p> : null}
      {versions.length < 2 ? null : (
        <form action="/settings/rules/history" className="mt-6 flex flex-wrap items-center gap-2">
          <input type="hidden" name="pack" value={packParam(pack)} />
          What changed from
          <VersionSelect name="from" versions={versions} chosen={from} />
          to
          <VersionSelect name="to" versions={versions} chosen={to} />
          <button
            type="submit"
            className="h-8 rounded-md border border-border-strong bg-card px-3 font-medium hover:bg-accent pointer-coarse:h-10"
          >
            Show
          </button>
        </form>
      )}
      {from === undefined ? null : (
        <section aria-label={`From v${from} to v${to}`} className="mt-3 max-w-3xl">
          <PackChanges changes={packChanges(rulesOf(from), rulesOf(to))} />
        </section>
      )}
    </main>
  );
}

function VersionSelect({
  name,
  versions,
  chosen,
}: {
  name: "from" | "to";
  versions: readonly { version: string }[];
  chosen: string | undefined;
}) {
  return (
    <select
      name={name}
      aria-label={name === "from" ? "The earlier version" : "The later version"}
      defaultValue={chosen}
      className="h-8 rounded-md border border-input bg-card px-2 pointer-coarse:h-10"
    >
      {versions.map(({ version }) => (
        <option key={version} value={version}>
          v{version}
        </option>
      ))}
    </select>
  );
}
