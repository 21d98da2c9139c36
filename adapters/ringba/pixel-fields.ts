import { z } from "zod";
import { linkOf, textOf } from "./call-record.ts";

/** What a pixel says; a call without an id is refused, a link that is none is left out. */
export interface PixelFields {
  providerCallId: string | null;
  recordingUrl: string | null;
}

/** The first that says something counts, in whatever order the body has them. */
const callIdNames = ["inboundcallid", "callid"];
const recordingNames = ["recordingurl", "callrecordingurl"];
const longestLink = 2048;
const Fields = z.record(z.string(), z.unknown());

/**
 * Reads the body of a pixel: JSON, or a form. Names are taken in any case, with or without underscores; what Ringba
 * did not replace ("[Call:RecordingUrl]") is empty. null when the body is neither.
 */
export function readPixelFields(body: string): PixelFields | null {
  const named = body.trimStart().startsWith("{") ? jsonFields(body) : [...new URLSearchParams(body)];
  if (named === null) return null;
  const fields = named.map(([name, value]) => [name.toLowerCase().replace(/[^a-z0-9]/g, ""), value] as const);
  const first = (names: readonly string[], read: (text: string | null) => string | null) =>
    names
      .flatMap((wanted) => fields.filter(([name]) => name === wanted))
      .map(([, value]) => read(textOf(value)))
      .find((one) => one !== null) ?? null;
  return { providerCallId: first(callIdNames, callIdOf), recordingUrl: first(recordingNames, shortLinkOf) };
}

function jsonFields(body: string): [string, unknown][] | null {
  try {
    return Object.entries(Fields.parse(JSON.parse(body)));
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/** Ids go to Ringba's API as they are: whatever cannot be one is refused here. */
function callIdOf(text: string | null): string | null {
  return text !== null && /^[A-Za-z0-9_-]{1,128}$/.test(text) ? text : null;
}

function shortLinkOf(text: string | null): string | null {
  return text !== null && text.length <= longestLink ? linkOf(text) : null;
}
