import { count, money, percent, smallMoney, unknown, wait } from "../../../lib/format.ts";

const costTarget = 0.0015;
const latencyTargetSeconds = 300;

export interface KpiInput {
  day: { calls: number; judged: number; flagged: number; confirmed: number; confirmed_usd: string };
  latency: { p50: number | null; p95: number | null; under5: number | null };
  cost: { per_call: string | null; today: string; unpriced: number };
}

/** Five figures, each with its denominator, and its target beside it where there is one. */
export function KpiStrip({ day, latency, cost }: KpiInput) {
  const perCall = cost.per_call === null ? null : Number(cost.per_call);
  const cells = [
    { name: "Calls", value: count(day.calls), note: `${count(day.judged)} judged` },
    {
      name: "Flagged",
      value: day.judged === 0 ? unknown : percent(day.flagged / day.judged),
      note: `${count(day.flagged)} of ${count(day.judged)} judged`,
    },
    {
      name: "Savings confirmed",
      value: money(day.confirmed_usd, { sum: true }),
      note: `${count(day.confirmed)} confirmed bad`,
    },
    {
      name: "AI cost per call",
      value: smallMoney(perCall),
      note: cost.unpriced === 0 ? "target $0.00150" : "target $0.00150; without speech, its price is not set",
      share: perCall === null ? null : perCall / costTarget,
    },
    {
      name: "Hang-up to flag, 95 %",
      value: wait(latency.p95),
      note:
        latency.p50 === null
          ? "target 5 min; nothing flagged yet"
          : `target 5 min; median ${wait(latency.p50)}, ${percent(latency.under5)} in time`,
      share: latency.p95 === null ? null : latency.p95 / latencyTargetSeconds,
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-[10px] border border-border bg-border min-[720px]:grid-cols-3 min-[1100px]:grid-cols-5">
      {cells.map(({ name, value, note, share }) => (
        <div key={name} className="bg-card p-4 last:col-span-2 min-[1100px]:last:col-span-1">
          <dt className="text-[12.5px] text-muted-foreground">{name}</dt>
          <dd className="mt-1 font-semibold text-[26px] leading-8 tracking-[-.03em]">{value}</dd>
          {share === undefined ? null : <TargetBar share={share} />}
          <dd className="mt-1 text-muted-foreground text-xs">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

/** How much of the target is used; the tick is the target. */
function TargetBar({ share }: { share: number | null }) {
  return (
    <dd aria-hidden="true" className="relative mt-1.5 h-1.5 rounded-full bg-accent">
      {share === null ? null : (
        <span
          className="absolute inset-y-0 left-0 rounded-full"
          style={{
            width: `${Math.min(100, share * 75)}%`,
            background: share > 1 ? "var(--sev-3)" : "var(--muted-foreground)",
          }}
        />
      )}
      <span className="absolute -inset-y-0.5 left-3/4 w-0.5 bg-foreground" />
    </dd>
  );
}
