import { Flag } from "@callscript/core/flag.ts";
import type { Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { z } from "zod";
import { newlyFlagged } from "../status/runner.sql.ts";

/** Prints a line for each newly flagged call. Quotes are printed for the demo's made-up calls only. */
export function announceFlags(
  { db, log }: { db: Db; log: Log },
  options: { withQuotes: boolean },
): { look(): void; stop(): void } {
  let afterUtc = new Date().toISOString();
  let busy = false;
  let stopped = false;
  const look = async () => {
    for (const row of await newlyFlagged.run(db, afterUtc)) {
      afterUtc = row.judged_at_utc;
      const [flag, ...more] = z.array(Flag).parse(row.flags);
      if (!flag || stopped) continue;
      const at =
        flag.start === null
          ? ""
          : ` at ${Math.floor(flag.start / 60)}:${String(Math.floor(flag.start % 60)).padStart(2, "0")}`;
      const quote = options.withQuotes && flag.quote ? `  "${flag.quote}"` : "";
      const others = more.length > 0 ? ` +${more.length}` : "";
      process.stdout.write(
        `flagged  ${(row.vertical ?? "General").padEnd(14)} ${flag.name}${others}${at}${quote}\n`,
      );
    }
  };
  return {
    look: () => {
      if (busy) return;
      busy = true;
      look()
        .catch((error: unknown) => log.warn("flags not announced", { reason: String(error) }))
        .finally(() => {
          busy = false;
        });
    },
    stop: () => {
      stopped = true;
    },
  };
}
