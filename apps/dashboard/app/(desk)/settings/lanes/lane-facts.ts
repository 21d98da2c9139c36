import type { LaneName } from "@callscript/core/call-state.ts";
import type { laneBudgets } from "@callscript/core/desk/lane-cards.sql.ts";
import type { SetupReport } from "@callscript/core/desk/setup-reports.sql.ts";
import { age, count, money, time, unknown } from "../../../../lib/format.ts";
import { queueFor } from "../../dashboard/lane-words.ts";
import { costWords } from "./lane-words.ts";

type Fact = readonly [name: string, value: string];

interface Known {
  queues: readonly { status: string; calls: number; oldest_utc: Date }[];
  budgets: Awaited<ReturnType<typeof laneBudgets.run>>[number] | undefined;
  reports: readonly SetupReport[];
  now: Date;
}

/** What waits for a lane, what it costs and may cost, and who works on it. */
export function laneFacts(lane: LaneName, known: Known): Fact[] {
  if (lane === "upkeep") return [];
  const { budgets } = known;
  return [...waitingFacts(lane, known), ...(budgets === undefined ? [] : ownFacts[lane](budgets, known))];
}

function waitingFacts(lane: "ingest" | "vault" | "factory" | "judge", { queues, now }: Known): Fact[] {
  if (lane === "ingest") return [];
  const queue = queueFor(lane, queues);
  return [
    ["Waiting", `${count(queue?.calls ?? 0)} ${queue?.calls === 1 ? "call" : "calls"}`],
    ["Oldest", queue === null ? unknown : `began ${age(queue.oldest_utc, now)} ago`],
  ];
}

type Budgets = NonNullable<Known["budgets"]>;
const ownFacts: Record<"ingest" | "vault" | "factory" | "judge", (budgets: Budgets, known: Known) => Fact[]> =
  {
    ingest: ({ ringba_per_minute: perMinute, ringba_blocked_until: blocked }) => [
      [
        "Budget",
        perMinute === null
          ? unknown
          : `${count(Math.round(perMinute))} requests a minute${blocked === null ? "" : `, none before ${time(blocked)} UTC`}`,
      ],
    ],
    vault: () => [],
    factory: ({ speech_today_usd: usd, unpriced, in_work: inWork, workers }, { reports }) => {
      const speech = reports.find((one) => one.part === "speech");
      const most = speech === undefined ? "" : ` of ${count(Math.max(workers, speech.facts.workers))}`;
      return [
        [
          "Workers",
          `${count(workers)}${most} at work, on ${count(inWork)} ${inWork === 1 ? "call" : "calls"}`,
        ],
        [
          "Cost today",
          unpriced === 0
            ? money(usd)
            : `${money(usd)}, and ${count(unpriced)} transcriptions without a price`,
        ],
      ];
    },
    judge: ({ judge_today_usd: usd }, { reports }) => {
      const judge = reports.find((one) => one.part === "judge");
      return [["Cost today", costWords(usd, judge?.facts.dailyBudgetUsd ?? null)]];
    },
  };
