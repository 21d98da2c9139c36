import type { Alerter, Log } from "@callscript/core/ports.ts";

/** Alerts as lines of the log, for an installation without Slack. */
export function createAlertLog(log: Log): Alerter {
  return {
    to: "log",
    async send({ key, title, detail }) {
      log.warn("alert", { key, title, detail });
    },
  };
}
