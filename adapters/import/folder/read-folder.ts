import { callId, type StartSource } from "../import-row.ts";
import { dateInName } from "./date-in-name.ts";
import { type FolderContent, type FoundRecording, findRecordings } from "./find-recordings.ts";
import { recordingId } from "./recording-id.ts";

export interface FolderOptions {
  /** IANA name of the zone of times in names. */
  timeZone: string;
  /** When calls were whose files' names do not say. */
  date: Date | null;
}

type FileStartSource = Exclude<StartSource, "row">;

/** A recording as a call: what it is called and when it was. */
export interface FolderCall extends FoundRecording {
  id: string;
  startTimeUtc: Date;
  startSource: FileStartSource;
}

export interface FolderCalls extends Omit<FolderContent, "recordings"> {
  calls: FolderCall[];
}

/**
 * Reads a folder without an index: one call a recording. Recordings whose names differ in their extensions alone are
 * refused together, so that none takes the other's place on the next import.
 * @throws when the folder cannot be read.
 */
export async function readFolder(folder: string, options: FolderOptions): Promise<FolderCalls> {
  const { recordings, refused, leftOut } = await findRecordings(folder);
  const byId = new Map<string, FoundRecording[]>();
  for (const recording of recordings) {
    const id = recordingId(recording.name);
    byId.set(id, [...(byId.get(id) ?? []), recording]);
  }
  const calls: FolderCall[] = [];
  for (const [id, [recording, twin]] of byId) {
    if (recording === undefined) continue;
    const start = startOfFile(recording, options);
    if (twin !== undefined)
      for (const one of byId.get(id) ?? [])
        refused.push({ file: one.name, reason: "another recording beside it has the same name" });
    else if (!callId.safeParse(id).success)
      refused.push({ file: recording.name, reason: "its name is too long for an id" });
    else if (typeof start === "string") refused.push({ file: recording.name, reason: start });
    else calls.push({ ...recording, id, ...start });
  }
  return { calls, refused, leftOut };
}

/** When the call was: as its name says, else as the caller of the import says, else when the file was written. */
function startOfFile(
  { name, modifiedAt }: FoundRecording,
  { timeZone, date }: FolderOptions,
): { startTimeUtc: Date; startSource: FileStartSource } | string {
  const named = dateInName(name, timeZone);
  if (named?.ok === false) return named.reason;
  if (named !== null) return { startTimeUtc: named.at, startSource: "file_name" };
  if (date !== null) return { startTimeUtc: date, startSource: "option" };
  const now = new Date();
  const isSane = modifiedAt.getUTCFullYear() >= 1990 && modifiedAt <= now;
  return isSane
    ? { startTimeUtc: modifiedAt, startSource: "file_time" }
    : { startTimeUtc: now, startSource: "import_time" };
}
