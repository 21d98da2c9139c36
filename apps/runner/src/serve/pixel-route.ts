import { createPixelHandler } from "@callscript/adapters/ringba/pixel-handler.ts";
import { takeTogether } from "@callscript/adapters/ringba/take-together.ts";
import type { Log } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import type { Hono } from "hono";

/** Ringba's "recording available" pixel; docs/pixel.md says how it is set up. */
export function addPixelRoute(app: Hono, ports: { db: Db; log: Log }): void {
  const handle = createPixelHandler({ take: takeTogether(ports), log: ports.log });
  app.all("/hooks/ringba", (context) => handle(context.req.raw));
}
