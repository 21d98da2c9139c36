import { readFile } from "node:fs/promises";
import { RulePack } from "@callscript/core/rule.ts";
import { parse } from "yaml";
import { z } from "zod";
import { rulePathsAt } from "./rule-paths-at.ts";

const PackHead = z.object({ pack: RulePack.shape.pack, version: RulePack.shape.version });
export type PackHead = z.infer<typeof PackHead>;

/**
 * Which packs a folder's files hold, and in which versions, read from what stands above their rules: every start asks,
 * and to parse all rules takes it half a second. A fault further down is found where the rules are read.
 * @throws naming the file whose head is none.
 */
export async function readPackHeads(folder: string): Promise<PackHead[]> {
  const files = await rulePathsAt(folder);
  return Promise.all(files.map(async (file) => headOf(await readFile(file, "utf8"), file)));
}

function headOf(text: string, file: string): PackHead {
  const [head = ""] = text.split(/^rules:/m);
  try {
    // Where the version stands below the rules, the whole file is read.
    const short = PackHead.safeParse(parse(head));
    return short.success ? short.data : PackHead.parse(parse(text, { merge: true }));
  } catch (error) {
    throw new Error(`${file}: no pack and version at its head`, { cause: error });
  }
}
