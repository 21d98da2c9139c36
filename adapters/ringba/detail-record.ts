import { z } from "zod";

const Column = z.object({
  name: z.string(),
  original: z.unknown().optional(),
  formattedValue: z.unknown().optional(),
});
const Event = z.looseObject({ columns: z.array(z.unknown()).optional() });
const Detail = z.looseObject({ events: z.array(Event).optional() });

/**
 * A `calllogs/detail` record spreads a call's facts over its events (`RecordedCall` has the recording's link):
 * gathers them under the names of the call log. What the record says itself comes first.
 */
export function gatherDetail(record: unknown): unknown {
  const detail = Detail.safeParse(record);
  if (!detail.success) return record;
  const gathered: Record<string, unknown> = {};
  for (const event of detail.data.events ?? []) {
    const { columns = [], name: _name, ...facts } = event;
    Object.assign(gathered, present(facts));
    for (const one of columns) {
      const column = Column.safeParse(one);
      if (column.success) {
        Object.assign(
          gathered,
          present({ [column.data.name]: column.data.original ?? column.data.formattedValue }),
        );
      }
    }
  }
  const { events: _events, ...own } = detail.data;
  return { ...gathered, ...present(own) };
}

function present(facts: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).filter(([, value]) => value !== null && value !== undefined && value !== ""),
  );
}
