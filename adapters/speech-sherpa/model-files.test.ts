import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { makeStandInModels } from "@callscript/demo/voice-code/make-models.ts";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findModel } from "./model-files.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "callscript-models-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const reasonOf = (found: ReturnType<typeof findModel>) => (found.ready ? null : found.reason);

test("a folder without a model, or none, says what to do", () => {
  expect(reasonOf(findModel(folder, { allowStandIn: false }))).toMatch(/no speech model; calls wait\. Put/);
  expect(reasonOf(findModel(path.join(folder, "none"), { allowStandIn: false }))).toMatch(/no speech model/);
});

test("stand-ins are a model only where they are allowed", async () => {
  await makeStandInModels(folder);
  expect(findModel(folder, { allowStandIn: true })).toMatchObject({ ready: true, files: { standIn: true } });
  expect(reasonOf(findModel(folder, { allowStandIn: false }))).toMatch(/stand-ins.*put a real model's files/);
});

test("an incomplete model names what is missing; an empty file counts as missing", async () => {
  await makeStandInModels(folder);
  unlinkSync(path.join(folder, "joiner.onnx"));
  writeFileSync(path.join(folder, "silero_vad.onnx"), "");
  expect(reasonOf(findModel(folder, { allowStandIn: true }))).toContain(
    "incomplete (joiner.int8.onnx, silero_vad.onnx)",
  );
});

test("files without a manifest are Parakeet with two voices; a broken manifest is said to be broken", async () => {
  await makeStandInModels(folder);
  unlinkSync(path.join(folder, "model.json"));
  expect(findModel(folder, { allowStandIn: false })).toMatchObject({
    ready: true,
    files: { id: "parakeet-tdt-0.6b-v2-int8", standIn: false, diarization: { clusters: 2 } },
  });
  for (const text of ['{"id": 7}', "{", ""]) {
    writeFileSync(path.join(folder, "model.json"), text);
    expect(reasonOf(findModel(folder, { allowStandIn: true })), text).toMatch(
      /model\.json is not understood/,
    );
  }
});
