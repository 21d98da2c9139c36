import type { AudioProbe, Clock, ProviderCall, RecordingSource } from "@callscript/core/ports.ts";
import { readColumnIds, wantedColumns } from "../call-log-columns.ts";
import { CallLogReport } from "../call-log-report.ts";
import { readRecord } from "../call-record.ts";
import { countCalls } from "../count-calls.ts";
import { gatherDetail } from "../detail-record.ts";
import type { RingbaAccount } from "../ringba-request.ts";
import { authFinding, tokenReach } from "./auth-finding.ts";
import { attempt, type CountedRequests, createCountedRequests } from "./counted-requests.ts";
import { callToFetch, fetchOneRecording } from "./fetch-one-recording.ts";
import { type Finding, withoutSecrets } from "./finding.ts";
import { detailFinding, linkDelayFinding } from "./link-findings.ts";
import { lookAtCallLog } from "./look-at-call-log.ts";
import {
  countFinding,
  offsetFinding,
  pageSizeFinding,
  partialFinding,
  stretchFinding,
  wholePage,
} from "./page-findings.ts";
import type { ProbedColumns } from "./probed-page.ts";
import { clockFinding, rateLimitFinding } from "./rate-limit-signs.ts";
import { callDtFinding, columnsFinding } from "./record-findings.ts";
import { linkLifeFinding, recordingFinding } from "./recording-findings.ts";
import { type Setting, suggestSettings } from "./suggest-settings.ts";

export interface ProbePorts {
  account: RingbaAccount;
  /** The guarded source of recordings, telling each hop before it is asked. */
  recordings(beforeHop: (url: URL) => Promise<void>): RecordingSource;
  probe: AudioProbe;
  clock: Clock;
  /** Waits until one more request may be made; rejects when that is too long. */
  takeToken(): Promise<void>;
}

export interface AccountReport {
  /** Requests made, hops of the recording included. */
  requests: number;
  /** Ringba answered at all. */
  answered: boolean;
  /** Something of the account was answered, or what keeps us from it: a limit, a token that is not good for it. */
  useful: boolean;
  /** The limit that Ringba named when it refused; `perMinute` null: it named none. null: it refused nothing. */
  limited: { perMinute: number | null } | null;
  findings: readonly Finding[];
  settings: readonly Setting[];
}

/**
 * Finds out what is not known of a Ringba account: reads, writes nothing, makes at most 20 requests, one after the
 * other, and none after a rate limit or a refused token. Nothing in the report is a link, a number or the token.
 * @throws only what is no answer of Ringba's: the abort of `signal`, or a fault of ours.
 */
export async function probeAccount(
  ports: ProbePorts,
  { requestsPerMinute, signal }: { requestsPerMinute: number; signal: AbortSignal },
): Promise<AccountReport> {
  const { account, clock } = ports;
  const startedMs = clock.now().getTime();
  const requests = createCountedRequests(account, ports, signal);
  const own = encodeURIComponent(account.accountId);
  const accounts = await attempt(() => requests.ask({ method: "GET", path: "ringbaaccounts" }), signal);
  const list = await attempt(async () => {
    const answer = await requests.ask({ method: "GET", path: `${own}/calllogs/columns` });
    return answer.ok ? readColumnIds(answer.json) : null;
  }, signal);
  const known = list.ok ? list.value : null;
  const columns: ProbedColumns = {
    names: wantedColumns.filter((column) => known?.has(column) === true),
    refused: [],
  };
  const look = await lookAtCallLog(requests, columns, { path: `${own}/calllogs`, now: clock.now, signal });
  const fetchable = callToFetch(look);
  const wanted = fetchable ?? look.firsts.at(-1)?.calls[0] ?? null;
  const detail = await attempt(() => askDetail(requests, own, wanted), signal);
  const link = fetchable?.recordingUrl ?? null;
  const fetched =
    link === null
      ? null
      : await attempt(() => fetchOneRecording({ link, spend: requests.spend, signal }, ports), signal);
  const whole = wholePage(look);
  const count =
    whole === null
      ? null
      : await attempt(
          () =>
            countCalls(
              (request) => requests.ask({ ...request, path: `${own}/${request.path}` }),
              whole.stretch,
            ),
          signal,
        );
  const { replies } = requests;
  const read = known !== null || look.firsts.length > 0;
  const findings = [
    authFinding(accounts, { accountId: account.accountId, read }),
    clockFinding(replies),
    columnsFinding(list, columns),
    pageSizeFinding(look),
    offsetFinding(look),
    stretchFinding(look),
    partialFinding(look),
    countFinding(count, whole),
    callDtFinding(look),
    linkDelayFinding(look),
    detailFinding(detail, wanted),
    recordingFinding(fetched),
    linkLifeFinding(fetched),
    rateLimitFinding(replies, (clock.now().getTime() - startedMs) / 1000),
  ];
  const limited = replies.find((reply) => reply.limited !== null)?.limited ?? null;
  const clean = (text: string) => withoutSecrets(text, [account.apiToken, account.accountId]);
  return {
    requests: requests.made(),
    answered: replies.length > 0,
    useful: read || limited !== null || tokenReach(accounts, account.accountId) !== "not said",
    limited: limited && { perMinute: limited.perMinute },
    findings: findings.map(({ finding, evidence, ...rest }) => ({
      ...rest,
      finding: clean(finding),
      evidence: clean(evidence),
    })),
    settings: suggestSettings({ replies, requestsPerMinute }, fetched),
  };
}

async function askDetail(
  requests: CountedRequests,
  own: string,
  call: ProviderCall | null,
): Promise<ProviderCall[]> {
  if (call === null) return [];
  const body = JSON.stringify({ InboundCallIds: [call.providerCallId] });
  const answer = await requests.ask({ method: "POST", path: `${own}/calllogs/detail`, body });
  const parsed = answer.ok ? CallLogReport.safeParse(answer.json) : null;
  return (parsed?.data?.records ?? []).flatMap((record) => {
    const read = readRecord(gatherDetail(record), record);
    return read.ok ? [read.call] : [];
  });
}
