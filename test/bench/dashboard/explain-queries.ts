import type { Db } from "@callscript/core/query.ts";
import { z } from "zod";

/** One node of `explain (analyze, buffers, format json)`, as far as it is read. */
const PlanNode = z.object({
  "Node Type": z.string(),
  "Relation Name": z.string().optional(),
  "Actual Rows": z.number(),
  "Actual Loops": z.number(),
  "Shared Hit Blocks": z.number(),
  "Shared Read Blocks": z.number(),
  get Plans() {
    return z.array(PlanNode).optional();
  },
});
type PlanNode = z.infer<typeof PlanNode>;
const Explained = z
  .tuple([z.object({ "QUERY PLAN": z.tuple([z.object({ Plan: PlanNode, "Execution Time": z.number() })]) })])
  .transform(([{ "QUERY PLAN": plans }]) => plans[0]);

export interface QueryPlan {
  query: string;
  milliseconds: number;
  /** Pages of 8 kB that were looked at. */
  buffers: number;
  /** Tables that were read from end to end. */
  scanned: string[];
  /** Rows of the largest sort; 0 where nothing was sorted. */
  sorted: number;
}

/** The database, where each statement is explained and run before it is answered; `plans` takes what is found. */
export function explainQueries(db: Db, plans: QueryPlan[]): Db {
  const explained: Db = {
    async rows(text, params) {
      const { Plan: plan, "Execution Time": milliseconds } = Explained.parse(
        await db.rows(`explain (analyze, buffers, format json) ${text}`, params),
      );
      const nodes = everyNode(plan);
      plans.push({
        query: /^\/\* (\w+) \*\//.exec(text)?.[1] ?? text.slice(0, 40),
        milliseconds,
        buffers: plan["Shared Hit Blocks"] + plan["Shared Read Blocks"],
        scanned: nodes
          .filter((node) => node["Node Type"] === "Seq Scan")
          .map((node) => node["Relation Name"] ?? "?"),
        sorted: Math.max(
          0,
          ...nodes.filter((node) => node["Node Type"].endsWith("Sort")).map((node) => node["Actual Rows"]),
        ),
      });
      return db.rows(text, params);
    },
    transaction: (work) => work(explained),
  };
  return explained;
}

function everyNode(node: PlanNode): PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(everyNode)];
}
