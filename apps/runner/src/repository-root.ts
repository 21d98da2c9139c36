import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds `supabase/migrations`, from wherever this file was bundled to. */
export function repositoryRoot(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, "supabase/migrations"))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error("supabase/migrations was not found above this program");
    folder = parent;
  }
  return folder;
}
