import type { CallFilters } from "@callscript/core/desk/call-filters.ts";
import { countOf } from "@callscript/core/desk/list-calls.ts";
import { database } from "../../../../lib/database.ts";
import { count } from "../../../../lib/format.ts";

/** How many calls the view has, exact to a thousand; it comes after the rows. */
export async function CallCount({ filters }: { filters: CallFilters }) {
  const { calls, isMore } = await countOf(database(), filters);
  return (
    <>
      {count(calls)}
      {isMore ? "+" : ""} {calls === 1 && !isMore ? "call" : "calls"}
    </>
  );
}
