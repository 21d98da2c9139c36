import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { createPixelHandler } from "@callscript/adapters/ringba/pixel-handler.ts";
import { takeHint } from "@callscript/core/take-hint.sql.ts";
import { log, setting } from "../_shared/serve-lane.ts";

const db = openPool({ url: setting("DATABASE_URL"), max: 2, applicationName: "callscript-pixel" });

export default {
  fetch: createPixelHandler({
    log,
    async take({ keyHash, providerCallId, recordingUrl }) {
      const [row] = await takeHint.run(db, keyHash, providerCallId, recordingUrl);
      return row?.taken === true;
    },
  }),
};
