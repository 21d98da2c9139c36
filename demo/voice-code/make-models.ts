import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { decoder, encoder, joiner, tokens } from "./recogniser-models.ts";
import { embedding, segmentation, vad } from "./voice-models.ts";

/** What the engine is told of the folder: these models read a voice code and no speech. */
const manifest = { id: "demo-voice-code", standIn: true, diarization: { clusters: 2, threshold: 0.5 } };

/** Writes the stand-in speech models into a folder: the same bytes at each call, under a second. */
export async function makeStandInModels(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const files: Record<string, Uint8Array | string> = {
    "encoder.onnx": encoder(),
    "decoder.onnx": decoder(),
    "joiner.onnx": joiner(),
    "tokens.txt": tokens(),
    "segmentation.onnx": segmentation(),
    "embedding.onnx": embedding(),
    "silero_vad.onnx": vad(),
    "model.json": `${JSON.stringify(manifest)}\n`,
  };
  await Promise.all(
    Object.entries(files).map(([name, content]) => writeFile(path.join(folder, name), content)),
  );
}
