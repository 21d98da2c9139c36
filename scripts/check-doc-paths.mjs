// A path named in a document must exist: every `folder/file` in backticks or links that begins with a root folder.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./setup/root.mjs";

const roots = "core|lanes|adapters|apps|rules|demo|supabase|evals|deploy|test|docs|scripts|\\.ci";
const named = new RegExp(`(?:\`|\\]\\()((?:\\./)?(?:${roots})/[\\w@./\\[\\]-]*)`, "g");
const rootFiles = /\]\(\.?\/?([A-Z][A-Z_]+(?:\.md)?|package\.json)\)/g;

const documents = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.md"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter(Boolean);
let missing = 0;
for (const document of documents) {
  const text = readFileSync(path.join(root, document), "utf8");
  for (const pattern of [named, rootFiles]) {
    for (const [, found] of text.matchAll(pattern)) {
      const wanted = found.replace(/[.,:]+$/, "");
      if (existsSync(path.join(root, wanted)) || existsSync(path.join(root, path.dirname(document), wanted)))
        continue;
      process.stdout.write(`${document}: ${wanted} does not exist\n`);
      missing += 1;
    }
  }
}
process.exit(missing === 0 ? 0 : 1);
