import { expect, test } from "vitest";
import { testDatabase } from "../../test/support/database.ts";
import { rolePassword } from "../../test/support/global-setup.ts";
import { openPool } from "./pool.ts";
import { openWebRole } from "./web-role.ts";

const { db, url } = await testDatabase();

test("the dashboard's role signs in with its password, keeps a pooler's suffix and takes no odd password", async () => {
  const web = openPool({
    url: await openWebRole(db, { ownerUrl: url, password: rolePassword }),
    max: 1,
    applicationName: "test",
  });
  expect(await web.rows("select current_user::text as who", [])).toEqual([{ who: "callscript_web" }]);
  await web.close();
  const ownerUrl = "postgresql://postgres.ref:x@pooler:6543/postgres";
  expect(await openWebRole(db, { ownerUrl, password: rolePassword })).toBe(
    `postgresql://callscript_web.ref:${rolePassword}@pooler:6543/postgres`,
  );
  await expect(openWebRole(db, { ownerUrl: url, password: "'; drop role x; --aaaaaaaaaa" })).rejects.toThrow(
    /made of letters/,
  );
});
