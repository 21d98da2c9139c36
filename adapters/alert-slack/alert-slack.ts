import { laneFailure, PortError, transient } from "@callscript/core/failure.ts";
import type { Alerter } from "@callscript/core/ports.ts";
import { deadline } from "../http/deadline.ts";
import { readLimited } from "../http/read-limited.ts";
import { retryAfterSeconds } from "../http/retry-after.ts";

const never = new AbortController().signal;

/**
 * Alerts to a Slack incoming webhook. The text is escaped, so that a name in it can neither mention nor link.
 * @throws PortError: `lane` when Slack refuses the webhook for good, else `transient`. The URL is a secret and in no reason.
 */
export function createSlackAlerter({
  webhookUrl,
  timeoutMs,
}: {
  webhookUrl: string;
  timeoutMs: number;
}): Alerter {
  return {
    to: "slack",
    async send({ title, detail }) {
      const limit = deadline(never, timeoutMs);
      try {
        const response = await fetch(webhookUrl, {
          method: "POST",
          redirect: "manual",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ text: `*${escaped(title)}*\n${escaped(detail)}`, unfurl_links: false }),
          signal: limit.signal,
        });
        const said = (await readLimited(response.body, 10_000)).slice(0, 100);
        if (response.ok) return;
        const reason = `Slack answered with status ${response.status}: ${said}`;
        if (response.status === 403 || response.status === 404 || response.status === 410)
          throw laneFailure(reason);
        throw transient(reason, retryAfterSeconds(response.headers.get("retry-after")));
      } catch (error) {
        if (error instanceof PortError) throw error;
        throw transient(
          limit.timedOut() ? "Slack did not answer in time" : "Slack cannot be reached",
          undefined,
          error,
        );
      } finally {
        limit.end();
      }
    },
  };
}

/** Slack's three control characters, as its documentation asks. */
function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
