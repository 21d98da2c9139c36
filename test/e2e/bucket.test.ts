import path from "node:path";
import { startEmbedded } from "@callscript/adapters/postgres/embedded.ts";
import { openPool } from "@callscript/adapters/postgres/pool.ts";
import { type FakeRingba, startFakeRingba } from "@callscript/demo/ringba/fake-ringba.ts";
import { makeStandInModels } from "@callscript/demo/voice-code/make-models.ts";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type S3Server, s3Server } from "../fakes/s3-server.ts";
import { wavFile } from "../support/wav.ts";
import { noBrowser, openBrowser, watchedPage } from "./support/browser.ts";
import { callscript, liveWith, newHome, type Place, type Program, start } from "./support/run-callscript.ts";

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined };
const keys = { id: "AKIDEXAMPLE", secret: "s3cr3t-key", region: "eu-central-1", bucket: "call-vault" };
const account = { accountId: "RA-bucket", apiToken: "a token of the test" };
let place: Place;
let bucket: S3Server;
let ringba: FakeRingba;
let program: Program;
let env: Record<string, string>;
let origin = "";

describe.skipIf(noBrowser !== null)(
  `recordings in a bucket (${noBrowser ?? "heard in a real Chromium"})`,
  () => {
    beforeAll(async () => {
      place = await newHome();
      await makeStandInModels(path.join(place.home, "models"));
      bucket = await s3Server(keys);
      ringba = await startFakeRingba({
        ...account,
        port: 0,
        firstStartedAt: new Date(Date.now() - 600_000),
        everySeconds: 60,
        unrecordedEvery: null,
      });
      origin = `http://localhost:${place.port}`;
      env = place.env({
        ...liveWith(ringba, account),
        STORE: "s3",
        S3_ENDPOINT: bucket.origin,
        S3_REGION: keys.region,
        S3_BUCKET: keys.bucket,
        S3_ACCESS_KEY_ID: keys.id,
        S3_SECRET_ACCESS_KEY: keys.secret,
      });
      program = start(["dist/callscript.mjs", "up"], env);
      await program.says(/is running/, 120_000);
    }, 300_000);
    afterAll(async () => {
      program.child.kill("SIGTERM");
      await program.ended;
      await ringba.close();
      await bucket.close();
      place.remove();
    });

    test("whoever is signed in is sent there with a link that expires, plays it, and plays on when it has", async () => {
      const call = await oneStored();
      const audioPath = `${origin}/calls/${call.id}/audio`;
      const stranger = await fetch(audioPath, { redirect: "manual" });
      expect([stranger.status, stranger.headers.get("location")]).toEqual([401, null]);

      const { output } = await callscript(["invite", "maya@example.com", "--role", "reviewer"], env);
      const browser = await openBrowser();
      try {
        const { page, errors } = await watchedPage(browser, origin);
        await page.goto(output.match(/http\S+/)?.[0] ?? "");
        await page.getByLabel("Name").fill("Maya");
        await page.getByLabel("Password").fill("three unrelated words");
        await page.getByRole("button", { name: "Join" }).click();
        await page.waitForURL((url) => url.pathname === "/flags");

        const kept = bucket.objects.get(call.path)?.bytes ?? Buffer.alloc(0);
        expect(kept.length).toBeGreaterThan(10_000);
        const sent = await page.request.get(audioPath, { maxRedirects: 0 });
        expect([sent.status(), sent.headers()["cache-control"]]).toEqual([302, "private, no-store"]);
        const link = new URL(sent.headers()["location"] ?? "");
        expect([link.origin, link.searchParams.get("X-Amz-Expires")]).toEqual([bucket.origin, "60"]);
        const part = await fetch(link, { headers: { range: "bytes=100-199" } });
        expect([part.status, part.headers.get("cache-control")]).toEqual([206, "no-store"]);
        expect(Buffer.from(await part.arrayBuffer())).toEqual(kept.subarray(100, 200));
        expect((await page.request.head(audioPath, { maxRedirects: 0 })).status()).toBe(200);
        const nowhere = `${origin}/calls/00000000-0000-4000-8000-000000000000/audio`;
        expect((await page.request.get(nowhere, { maxRedirects: 0 })).status()).toBe(404);

        // Longer than what a browser reads ahead, so that a leap needs the bucket again.
        bucket.objects.set(call.path, { bytes: longTone(), headers: { "content-type": "audio/wav" } });
        const shown = await page.goto(`${origin}/calls/${call.id}`);
        expect(shown?.headers()["content-security-policy"]).toContain(`media-src 'self' ${bucket.origin};`);
        const audio = page.locator("audio").first();
        await audio.waitFor({ state: "attached", timeout: 30_000 });
        const heard = () =>
          audio.evaluate((element) => (element instanceof HTMLAudioElement ? element.currentTime : 0));
        await expect.poll(heard, { timeout: 20_000 }).toBeGreaterThan(0.5);
        expect(errors).toEqual([]);

        bucket.expireLinks();
        await audio.evaluate((element) => {
          if (element instanceof HTMLAudioElement) element.currentTime = 400;
        });
        await expect.poll(heard, { timeout: 20_000 }).toBeGreaterThan(400.5);
        expect(await page.getByText("could not be played").count()).toBe(0);
      } finally {
        await browser.close();
      }
    }, 120_000);
  },
);

async function oneStored(): Promise<{ id: string; path: string }> {
  const cluster = await startEmbedded({ home: place.home, log: quiet });
  const db = openPool({ url: cluster.url, max: 1, applicationName: "test" });
  const stored = () =>
    db.rows("select id, storage_path from core.calls where storage_path is not null limit 1", []);
  try {
    await expect.poll(stored, { timeout: 60_000 }).toHaveLength(1);
    const [row] = await stored();
    return { id: String(row?.["id"]), path: String(row?.["storage_path"]) };
  } finally {
    await db.close();
  }
}

/** Ten minutes of 44.1 kHz, 53 MB. */
function longTone(): Buffer {
  const rate = 44_100;
  return wavFile(Buffer.alloc(rate * 2 * 600), { rate });
}
