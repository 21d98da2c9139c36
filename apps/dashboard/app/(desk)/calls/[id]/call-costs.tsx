import type { CallCosts } from "@callscript/core/desk/costs.ts";
import { count, smallMoney } from "../../../../lib/format.ts";

const purposeWords = {
  judge: "Judged",
  rejudge: "Judged again",
  backtest: "Back-test",
  eval: "Evaluation",
} as const;

/** What the machines and models took for one call: transcriptions, and each request to a model. */
export function CallCostsList({ costs }: { costs: CallCosts }) {
  const { transcriptions, requests, totalUsd, isSpeechUnpriced } = costs;
  if (transcriptions.length + requests.length === 0) return null;
  const rows = [
    ...transcriptions.map(({ at_utc, compute_seconds, usd }) => ({
      at: at_utc,
      what: `Transcribed${compute_seconds === null ? "" : `, ${compute_seconds.toFixed(1)} s of computing`}`,
      usd: usd === null ? "price not set" : smallMoney(Number(usd)),
    })),
    ...requests.map(({ at_utc, purpose, outcome, tokens_in, tokens_cached, tokens_out, usd }) => ({
      at: at_utc,
      what: `${purposeWords[purpose]}${outcome === "settled" ? "" : `, ${outcome}`}: ${count(tokens_in)} tokens in (${count(tokens_cached)} cached), ${count(tokens_out)} out`,
      usd: `${outcome === "unsettled" ? "at most " : ""}${smallMoney(Number(usd))}`,
    })),
  ].sort((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <dl className="mt-3 grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-1 border-border border-t pt-2 text-[12.5px]">
      {rows.map(({ at, what, usd }) => (
        <div key={`${at.getTime()} ${what}`} className="contents">
          <dt className="text-sub">{what}</dt>
          <dd className="text-right text-muted-foreground">{usd}</dd>
        </div>
      ))}
      <dt className="font-medium">AI cost of this call{isSpeechUnpriced ? ", without speech" : ""}</dt>
      <dd className="text-right font-medium">{smallMoney(Number(totalUsd))}</dd>
    </dl>
  );
}
