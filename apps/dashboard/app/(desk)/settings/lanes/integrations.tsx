import { lastAlertTest } from "@callscript/core/desk/alert-tests.sql.ts";
import type { SetupReport } from "@callscript/core/desk/setup-reports.sql.ts";
import { database } from "../../../../lib/database.ts";
import { age } from "../../../../lib/format.ts";
import { testAlerts } from "./actions.ts";
import { setupLines } from "./setup-words.ts";
import { testWords } from "./test-words.ts";
import { Verbs } from "./verbs.tsx";

const stateWords = { true: "Set", false: "Missing", null: "Not told" } as const;

/** What the runner is set up with, as it tells itself. Secrets are set or missing; none is ever here. */
export async function Integrations({ reports, now }: { reports: readonly SetupReport[]; now: Date }) {
  const [test] = await lastAlertTest.run(database());
  const told = reports.map(({ reported_at_utc }) => reported_at_utc.getTime());
  const newest = told.length === 0 ? null : new Date(Math.max(...told));
  return (
    <>
      <dl className="flex flex-col">
        {setupLines(reports).map(({ name, isSet, text }) => (
          <div
            key={name}
            className="flex flex-wrap gap-x-4 gap-y-1 border-border border-t py-2.5 first:border-t-0 min-[720px]:flex-nowrap"
          >
            <dt className="w-32 flex-none font-medium">{name}</dt>
            <dd className={isSet === false ? "w-16 flex-none text-sev-3-ink" : "w-16 flex-none text-sub"}>
              {stateWords[`${isSet}`]}
            </dd>
            <dd className="min-w-0 flex-1 basis-full text-sub min-[720px]:basis-auto">
              {text}
              {name === "Slack webhook" ? (
                <>
                  <Verbs className="mt-2" verbs={[{ label: "Send a test message", act: testAlerts }]} />
                  {test === undefined ? null : <p className="mt-1 text-[12.5px]">{testWords(test, now)}</p>}
                </>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
      {newest === null ? null : (
        <p className="mt-1 text-muted-foreground text-xs">Told by the runner {age(newest, now)} ago.</p>
      )}
    </>
  );
}
