import { CallStatus } from "@callscript/core/call-state.ts";
import type { CallFilters } from "@callscript/core/desk/call-filters.ts";
import { CallSort } from "@callscript/core/desk/list-calls.sql.ts";
import { readSearch } from "@callscript/core/desk/read-search.ts";
import { Vertical } from "@callscript/core/vertical.ts";
import { z } from "zod";
import { AskedName } from "../../../../lib/asked-name.ts";
import { everyCall } from "./calls-query.ts";

/** The first of a parameter that is given more than once. */
const first = (value: unknown) => (Array.isArray(value) ? value[0] : value);
const optional = <Out>(schema: z.ZodType<Out>) => z.preprocess(first, schema.nullable()).catch(null);
const listOf = <Out>(schema: z.ZodType<Out>) =>
  z.preprocess(
    (value) => String(first(value) ?? "").split(","),
    z.array(z.unknown()).transform((parts) => {
      const read = parts.map((part) => schema.safeParse(part)).filter((one) => one.success);
      return [...new Set(read.map((one) => one.data))];
    }),
  );
const Minutes = z
  .string()
  .regex(/^\d{0,4}-\d{0,4}$/)
  .transform((range) => range.split("-").map((end) => (end === "" ? null : Number(end))));

const Moment = z.iso.datetime({ precision: 0 });

const Address = z.object({
  status: listOf(CallStatus),
  q: z.preprocess(first, z.string().trim().max(200)).catch(""),
  /** A UTC day, or a moment; "today" moves with it. */
  from: optional(z.union([z.literal("today"), z.iso.date(), Moment])),
  to: optional(z.union([z.iso.date(), Moment])),
  vertical: optional(Vertical),
  campaign: optional(z.uuid()),
  publisher: optional(AskedName),
  verdict: optional(z.enum(["confirmed_bad", "marked_safe", "open"])),
  sev: listOf(z.coerce.number().int().min(1).max(4)),
  minutes: optional(Minutes),
  sort: z.preprocess(first, CallSort).catch("newest"),
});

/** What the list shows, as its address says it: each view is a link. */
export type CallsView = z.infer<typeof Address>;

/** Reads an address; what cannot be read is as if it were not there. */
export function readCallsView(params: Readonly<Record<string, string | string[] | undefined>>): CallsView {
  return Address.parse(params);
}

/** The view as the database is asked for it. */
export function filtersOf(view: CallsView, now: Date): CallFilters {
  const [minMinutes = null, maxMinutes = null] = view.minutes ?? [];
  return {
    statuses: view.status,
    fromDay: view.from === "today" ? now.toISOString().slice(0, 10) : view.from,
    toDay: view.to,
    vertical: view.vertical,
    campaign: view.campaign,
    publisher: view.publisher,
    verdict: view.verdict,
    severities: view.sev,
    minMinutes,
    maxMinutes,
    search: readSearch(view.q),
  };
}

const waiting: CallStatus[] = ["pending", "downloaded", "processing", "transcribed"];

/** The views that everybody has. */
export const savedViews: readonly { name: string; view: CallsView }[] = [
  { name: "All", view: everyCall },
  { name: "Failed", view: { ...everyCall, status: ["failed"] } },
  { name: "Skipped", view: { ...everyCall, status: ["skipped"] } },
  { name: "Waiting", view: { ...everyCall, status: waiting } },
  { name: "Flagged", view: { ...everyCall, status: ["flagged"] } },
  { name: "Today", view: { ...everyCall, from: "today" } },
];
