import { readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type Query, queryRegistry } from "@callscript/core/query.ts";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { testDatabase } from "../support/database.ts";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const files = ["core", "lanes", "adapters", "apps"].flatMap((folder) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".sql.ts") && !file.includes("node_modules") && !file.includes(".next"))
    .map((file) => path.join(root, folder, file)),
);
await Promise.all(files.map((file) => import(file)));
const { url } = await testDatabase();
const client = new pg.Client({ connectionString: url });
beforeAll(() => client.connect());
afterAll(() => client.end());

const typeNames = new Map<number, string>([
  [pg.types.builtins.BOOL, "bool"],
  [pg.types.builtins.INT2, "int2"],
  [pg.types.builtins.INT4, "int4"],
  [pg.types.builtins.INT8, "int8"],
  [pg.types.builtins.FLOAT8, "float8"],
  [pg.types.builtins.NUMERIC, "numeric"],
  [pg.types.builtins.UUID, "uuid"],
  [pg.types.builtins.TIMESTAMPTZ, "timestamptz"],
  [pg.types.builtins.DATE, "date"],
]);

/** What the driver makes of a column of this type: a sample that the zod field must take. */
const samples: Record<string, readonly unknown[]> = {
  bool: [true],
  int2: [1],
  int4: [1],
  int8: ["1"],
  float8: [0.5],
  numeric: ["1.5"],
  uuid: ["0190aaaa-0000-7000-8000-000000000000"],
  timestamptz: [new Date(0)],
  date: [new Date(0)],
};

test("queries are found", () => {
  expect(queryRegistry.size).toBeGreaterThan(10);
});

test.each([...queryRegistry.values()].map((query) => [query.name, query] as const))(
  "%s: its columns are its row's",
  async (_name, query) => {
    const columns = await describeColumns(query);
    if (!(query.row instanceof z.ZodObject)) return expect(columns.length).toBeGreaterThan(0);
    const shape: Record<string, z.ZodType> = query.row.shape;
    const wanted = Object.keys(shape);
    if (wanted.length === 0) return;
    expect(columns.map((column) => column.name).sort()).toEqual(wanted.sort());
    for (const { name, type } of columns) {
      const field = shape[name];
      for (const sample of samples[type] ?? []) {
        const parsed = field?.safeParse(sample);
        const wrongType = parsed?.error?.issues.some(
          (issue) => issue.code === "invalid_type" && issue.path.length === 0,
        );
        expect(
          wrongType ?? false,
          `${query.name}.${name} is ${type}, which arrives as ${typeof sample}`,
        ).toBe(false);
      }
    }
  },
);

/** Asks the server what the statement would answer with, by Parse and Describe: nothing is run. */
function describeColumns(
  query: Query<readonly unknown[], unknown>,
): Promise<{ name: string; type: string }[]> {
  return new Promise((resolve, reject) => {
    let columns: { name: string; type: string }[] = [];
    let failed: Error | null = null;
    const describe = {
      submit(connection: pg.Connection) {
        connection.parse({ name: "", text: query.text, types: [] }, true);
        connection.describe({ type: "S", name: "" }, true);
        connection.sync();
      },
      handleRowDescription(message: { fields: { name: string; dataTypeID: number }[] }) {
        columns = message.fields.map(({ name, dataTypeID }) => ({
          name,
          type: typeNames.get(dataTypeID) ?? "other",
        }));
      },
      handleError(error: Error) {
        failed = error;
        client.connection.sync();
      },
      handleReadyForQuery() {
        if (failed) reject(new Error(`${query.name}: ${failed.message}`));
        else resolve(columns);
      },
    };
    client.query(describe);
  });
}
