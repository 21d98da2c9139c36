/** The call log columns that CallScript asks for; sent only where the account's own column list knows them. */
export const wantedColumns = [
  "inboundCallId",
  "callDt",
  "callCompletedDt",
  "isLive",
  "isIncomplete",
  "campaignId",
  "campaignName",
  "publisherId",
  "publisherName",
  "buyer",
  "buyerId",
  "targetId",
  "targetName",
  "inboundPhoneNumber",
  "number",
  "callLengthInSeconds",
  "connectedCallLengthInSeconds",
  "conversionAmount",
  "payoutAmount",
  "hasConnected",
  "hasConverted",
  "hasPayout",
  "endCallSource",
  "noPayoutReason",
  "noConversionReason",
  "blockReason",
  "incompleteCallReason",
  "isDuplicate",
  "hasPreviouslyConnected",
  "wasConversionAdjusted",
  "wasPayoutAdjusted",
  "recordingUrl",
  "hasRecording",
] as const;

/** Without these a record cannot be stored at all. */
const neededColumns: readonly string[] = ["inboundCallId", "callDt"];

/**
 * Reads the answer of `GET calllogs/columns`: an array of objects with an `id` (seen: also plain strings, `column`,
 * `name`, and the array under `columns` or `data`). null when no list can be read from it.
 */
export function readColumnIds(answer: unknown): ReadonlySet<string> | null {
  const list = [answer, property(answer, "columns"), property(answer, "data")].find(Array.isArray);
  if (list === undefined) return null;
  const ids = new Set<string>();
  for (const column of list) {
    const id = [column, ...["id", "column", "name"].map((key) => property(column, key))].find(
      (one) => typeof one === "string",
    );
    if (typeof id === "string") ids.add(id);
  }
  return neededColumns.every((column) => ids.has(column)) ? ids : null;
}

/** The columns that a refusal names; null when it names none, a needed one, or so many that it lists what is valid. */
export function columnsRefused(message: string, sent: readonly string[]): readonly string[] | null {
  const words = new Set(message.split(/[^A-Za-z0-9]+/));
  const named = sent.filter((column) => words.has(column));
  const trusted = named.length > 0 && named.length <= 3 && !named.some((one) => neededColumns.includes(one));
  return trusted ? named : null;
}

function property(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
