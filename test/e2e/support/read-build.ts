import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { root } from "./run-callscript.ts";

const read = <T>(file: string, schema: z.ZodType<T>): T =>
  schema.parse(JSON.parse(readFileSync(path.join(root, "apps/dashboard/.next", file), "utf8")));

const Routes = z.object({
  redirects: z.array(z.object({ source: z.string(), internal: z.boolean().default(false) })),
  rewrites: z.object({
    beforeFiles: z.array(z.unknown()),
    afterFiles: z.array(z.unknown()),
    fallback: z.array(z.unknown()),
  }),
});
const Actions = z.record(
  z.string(),
  z.object({ workers: z.record(z.string(), z.unknown()), filename: z.string(), exportedName: z.string() }),
);

export interface BuiltAction {
  id: string;
  /** Its file and name, as `app/login/actions.ts signIn`. */
  name: string;
  /** The pages that it can be sent to, as `app/login/page`. */
  pages: string[];
}

/** What the build itself says there is: pages and routes by their files and paths, and server actions. */
export function readBuild() {
  const { node, edge } = read(
    "server/server-reference-manifest.json",
    z.object({ node: Actions, edge: Actions }),
  );
  return {
    buildId: readFileSync(path.join(root, "apps/dashboard/.next/BUILD_ID"), "utf8"),
    /** From file to path. */
    paths: read("app-path-routes-manifest.json", z.record(z.string(), z.string())),
    /** Of the older kind: pages of a router that is not used here. */
    otherPages: Object.keys(read("server/pages-manifest.json", z.record(z.string(), z.string()))),
    routes: read("routes-manifest.json", Routes),
    actions: [...Object.entries(node), ...Object.entries(edge)].map(
      ([id, { workers, filename, exportedName }]): BuiltAction => ({
        id,
        name: `${filename} ${exportedName}`,
        pages: Object.keys(workers),
      }),
    ),
  };
}
