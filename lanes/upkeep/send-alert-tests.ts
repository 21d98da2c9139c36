import { failureOf } from "@callscript/core/failure.ts";
import type { Alerter } from "@callscript/core/ports.ts";
import type { Db } from "@callscript/core/query.ts";
import { answerAlertTest, openAlertTests } from "./upkeep.sql.ts";

const wentTo = {
  slack: "Slack took it.",
  log: "No Slack webhook is set: it stands in the runner's log.",
} as const;

/** Sends the test messages that people asked for, and tells how each went; one that cannot be sent is not tried again. */
export async function sendAlertTests({ db, alerter }: { db: Db; alerter: Alerter }): Promise<void> {
  for (const { id, asked_by: askedBy } of await openAlertTests.run(db)) {
    const sent = await alerter
      .send({
        key: `test:${id}`,
        title: "A test message of CallScript",
        detail: `${askedBy} asked for it. Alerts arrive here.`,
      })
      .then(
        () => ({ is: true, detail: wentTo[alerter.to] }),
        (error: unknown) => ({ is: false, detail: failureOf(error).reason }),
      );
    await answerAlertTest.run(db, id, sent.is, sent.detail);
  }
}
