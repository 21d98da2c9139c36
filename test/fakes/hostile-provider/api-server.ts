import type { ServerResponse } from "node:http";
import { type LoopbackServer, loopbackServer } from "../loopback-server.ts";
import { answerCount, answerDetail } from "./answer-detail.ts";
import { type Answer, answerPage } from "./answer-page.ts";
import { createListing, type Listing } from "./listing.ts";
import { drawn } from "./random.ts";
import type { Tally } from "./tally.ts";
import type { Tape } from "./tape.ts";
import type { TapeCall } from "./tape-call.ts";
import { accountColumns } from "./tape-record.ts";

export const account = { accountId: "RA1", apiToken: "hostile-world" };

export interface ApiWorld {
  tape: Tape;
  /** The most records that a page holds, whatever is asked for. */
  pageLimit: number;
  nowMs: () => number;
  links: { listed(call: TapeCall): string; fresh(call: TapeCall): string };
  tally: Tally;
}

type Draw = (what: string) => number;

/** The account's API: columns, call log, detail and insights below /v2/RA1. */
export async function apiServer(world: ApiWorld): Promise<LoopbackServer> {
  const { tape, tally } = world;
  const listing = createListing(tape, world.links.listed);
  let asked = 0;
  const server = await loopbackServer(({ path, body, headers }, response) => {
    // A week has more requests than are worth keeping.
    server.requests.length = 0;
    asked += 1;
    const request = asked;
    const draw: Draw = (what) => drawn(tape.seed, "request", request, what);
    const verb = path.slice(path.indexOf(account.accountId) + account.accountId.length + 1);
    tally.add(`asked: ${verb}`);
    if (headers.authorization !== `Token ${account.apiToken}`) return end(response, 401, "{}");
    if (isIll(response, world, draw)) return;
    const answer = answerOf(verb, body, world, listing, draw);
    for (const fault of answer.faults) tally.add(fault);
    if (draw("cut") >= 0.005) return end(response, answer.status, answer.body);
    tally.add("answer cut off");
    const whole = Buffer.from(answer.body);
    response.writeHead(answer.status, { "content-length": whole.byteLength });
    response.write(whole.subarray(0, Math.floor(whole.byteLength * draw("cut at"))), () =>
      response.destroy(),
    );
  });
  return server;
}

function answerOf(verb: string, body: string, world: ApiWorld, listing: Listing, draw: Draw): Answer {
  const nowMs = world.nowMs();
  switch (verb) {
    case "calllogs/columns": {
      const columns = accountColumns.map((id) => ({ id, title: id }));
      return { status: 200, body: JSON.stringify(columns), faults: [] };
    }
    case "calllogs":
      return answerPage(body, listing, { nowMs, pageLimit: world.pageLimit, draw });
    case "insights":
      return answerCount(body, listing, { nowMs, draw });
    case "calllogs/detail":
      return answerDetail(body, { tape: world.tape, listing, freshLink: world.links.fresh, atMs: nowMs });
    default:
      return { status: 404, body: "{}", faults: ["unknown path"] };
  }
}

const limited = {
  transactionId: "TR1",
  isRateLimited: true,
  exceedingRateLimit: "Minute",
  message: "Your account has been rate limited at the 'Minute'",
  rateLimit: { perMinute: { limit: 150, currentCount: 302 } },
};

/** An outage refuses everything, a burst four requests in five, and one request in a hundred fails on a good day. */
function isIll(response: ServerResponse, { tape, nowMs, tally }: ApiWorld, draw: Draw): boolean {
  const illness = tape.weather.api(nowMs()) ?? (draw("sporadic") < 0.01 ? "500" : null);
  if (illness === null || (illness !== "outage" && draw("ill") < 0.2)) return false;
  tally.add(illness);
  if (illness === "outage" && draw("how") < 0.5) response.destroy();
  else if (illness === "outage") end(response, 503, "<html>maintenance</html>");
  else if (illness === "429") end(response, 429, "{}", draw("how") < 0.5 ? { "retry-after": "7" } : {});
  else if (illness === "limited") end(response, 200, JSON.stringify(limited));
  else end(response, 500, JSON.stringify({ message: "boom" }));
  return true;
}

function end(response: ServerResponse, status: number, body: string, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
}
