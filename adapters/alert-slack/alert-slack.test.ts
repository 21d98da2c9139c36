import { afterEach, expect, test } from "vitest";
import { type LoopbackServer, loopbackServer } from "../../test/fakes/loopback-server.ts";
import { portFailure } from "../../test/support/port-failure.ts";
import { createAlertLog } from "../alert-log/alert-log.ts";
import { createSlackAlerter } from "./alert-slack.ts";

const alert = {
  key: "lane-paused:vault",
  title: "vault is paused",
  detail: "<!channel> 5 & more <http://x|click>",
};
let server: LoopbackServer | undefined;
afterEach(() => server?.close());

async function slack(answer: Parameters<typeof loopbackServer>[0], timeoutMs = 1000) {
  server = await loopbackServer(answer);
  return createSlackAlerter({ webhookUrl: `${server.origin}/services/T0/B0/secret`, timeoutMs });
}

test("sends escaped text that mentions nobody", async () => {
  await (await slack((_, response) => response.end("ok"))).send(alert);
  const [request] = server?.requests ?? [];
  expect(request?.headers["content-type"]).toBe("application/json");
  expect(JSON.parse(request?.body ?? "")).toEqual({
    text: "*vault is paused*\n&lt;!channel&gt; 5 &amp; more &lt;http://x|click&gt;",
    unfurl_links: false,
  });
});

test.each([
  [404, "lane"],
  [403, "lane"],
  [410, "lane"],
  [500, "transient"],
  [429, "transient"],
  [302, "transient"],
])("%i fails as %s, without the webhook's secret", async (status, kind) => {
  const alerter = await slack((_, response) =>
    response.writeHead(status, { location: "/x" }).end("no_service"),
  );
  const failure = await portFailure(alerter.send(alert));
  expect(failure.kind).toBe(kind);
  expect(failure.reason).not.toContain("secret");
});

test("silence and a closed port are transient", async () => {
  const alerter = await slack(() => undefined, 100);
  expect(await portFailure(alerter.send(alert))).toEqual({
    kind: "transient",
    reason: "Slack did not answer in time",
  });
  await server?.close();
  expect((await portFailure(alerter.send(alert))).kind).toBe("transient");
});

test("the log takes an alert where there is no Slack", async () => {
  const lines: unknown[] = [];
  const ignore = () => undefined;
  const log = { info: ignore, error: ignore, warn: (...line: unknown[]) => lines.push(line) };
  await createAlertLog(log).send(alert);
  expect(lines).toEqual([["alert", alert]]);
});
