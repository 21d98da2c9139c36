import type { Dirent } from "node:fs";
import { open, readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { audioType, describeHead, signatureBytes } from "../../store-fs/audio-type.ts";

export interface FoundRecording {
  /** Path in the folder, with '/'. */
  name: string;
  /** The file itself, after every link is followed. */
  file: string;
  modifiedAt: Date;
}

export interface FolderContent {
  recordings: FoundRecording[];
  /** Files that look like recordings and cannot be taken. */
  refused: { file: string; reason: string }[];
  /** Hidden files, other files than audio, and links that lead out of the folder, to folders or to what is taken. */
  leftOut: number;
}

/** Names that people give to recordings: one of these that is no audio is told, other files are passed by. */
const soundsLikeAudio = /\.(wav|mp3|ogg|oga|opus|flac|m4a|mp4|aac|wma|amr|gsm|au|aiff?)$/i;

/**
 * The recordings in a folder and its sub-folders, told by their first bytes, in the order of their names. One that links
 * give other names is taken once, by its own name where that is in the folder.
 * @throws when the folder itself cannot be read.
 */
export async function findRecordings(folder: string): Promise<FolderContent> {
  const content: FolderContent = { recordings: [], refused: [], leftOut: 0 };
  const root = await realpath(folder);
  await look(root, "", await readdir(root, { withFileTypes: true }), content);
  const isOwn = ({ name, file }: FoundRecording) => path.join(root, name) === file;
  content.recordings.sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || (a.name < b.name ? -1 : 1));
  const byFile = new Map<string, FoundRecording>();
  for (const recording of content.recordings)
    if (!byFile.has(recording.file)) byFile.set(recording.file, recording);
  const recordings = [...byFile.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const leftOut = content.leftOut + content.recordings.length - recordings.length;
  return { ...content, recordings, leftOut };
}

async function look(
  root: string,
  under: string,
  entries: readonly Dirent[],
  content: FolderContent,
): Promise<void> {
  for (const entry of entries) {
    const name = under === "" ? entry.name : `${under}/${entry.name}`;
    if (entry.name.startsWith(".")) content.leftOut += 1;
    else
      await take(root, name, entry, content).catch((error: NodeJS.ErrnoException) => {
        if (error.code === undefined) throw error;
        content.refused.push({ file: name, reason: `cannot be read (${error.code})` });
      });
  }
}

async function take(root: string, name: string, entry: Dirent, content: FolderContent): Promise<void> {
  const place = path.join(root, name);
  if (entry.isDirectory()) return look(root, name, await readdir(place, { withFileTypes: true }), content);
  const file = entry.isSymbolicLink() ? await realpath(place) : place;
  const found = await stat(file);
  if (!found.isFile() || !file.startsWith(root + path.sep)) {
    content.leftOut += 1;
    return;
  }
  const head = await headOf(file);
  // A UTF-16 text begins as an MPEG frame could.
  const isText = head[0] === 0xff && head[1] === 0xfe;
  if (audioType(head) !== null && !isText) content.recordings.push({ name, file, modifiedAt: found.mtime });
  else if (soundsLikeAudio.test(name))
    content.refused.push({ file: name, reason: `not audio: ${describeHead(head)}` });
  else content.leftOut += 1;
}

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(signatureBytes), 0, signatureBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
