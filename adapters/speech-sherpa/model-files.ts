import { existsSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const Json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch (error) {
    context.addIssue({ code: "custom", message: error instanceof Error ? error.message : "no JSON" });
    return z.NEVER;
  }
});

/** `model.json` beside the model files; a folder without one holds Parakeet v2 int8 with its defaults. */
const Manifest = z.object({
  id: z.string().default("parakeet-tdt-0.6b-v2-int8"),
  /** true: reads a demo voice code and no speech. */
  standIn: z.boolean().default(false),
  diarization: z.object({ clusters: z.int().default(2), threshold: z.number().default(0.5) }).prefault({}),
});

/** Where each part of the model lies, and how it is to be used. */
export interface ModelFiles extends z.infer<typeof Manifest> {
  encoder: string;
  decoder: string;
  joiner: string;
  tokens: string;
  vad: string;
  segmentation: string;
  embedding: string;
}

const candidates = {
  encoder: ["encoder.int8.onnx", "encoder.onnx"],
  decoder: ["decoder.int8.onnx", "decoder.onnx"],
  joiner: ["joiner.int8.onnx", "joiner.onnx"],
  tokens: ["tokens.txt"],
  vad: ["silero_vad.onnx"],
  segmentation: ["sherpa-onnx-pyannote-segmentation-3-0/model.onnx", "segmentation.onnx"],
  embedding: ["nemo_en_titanet_small.onnx", "embedding.onnx"],
} as const;

/** Finds the model in a folder; else says in words what is missing. Stand-ins are no model unless they are allowed. */
export function findModel(
  folder: string,
  { allowStandIn }: { allowStandIn: boolean },
): { ready: true; files: ModelFiles } | { ready: false; reason: string } {
  const found: Partial<Record<keyof typeof candidates, string>> = {};
  const missing: string[] = [];
  for (const part of Object.keys(candidates) as (keyof typeof candidates)[]) {
    const file = candidates[part].map((name) => path.join(folder, name)).find(isFile);
    if (file) found[part] = file;
    else missing.push(candidates[part][0]);
  }
  const { encoder, decoder, joiner, tokens, vad, segmentation, embedding } = found;
  if (!encoder || !decoder || !joiner || !tokens || !vad || !segmentation || !embedding) {
    const what =
      missing.length === Object.keys(candidates).length
        ? "no speech model"
        : `the speech model is incomplete (${missing.join(", ")})`;
    return {
      ready: false,
      reason: `${what}; calls wait. Put the model's files into ${folder} (adapters/speech-sherpa/README.md)`,
    };
  }
  const manifestFile = path.join(folder, "model.json");
  const manifest = Json.pipe(Manifest).safeParse(
    existsSync(manifestFile) ? readFileSync(manifestFile, "utf8") : "{}",
  );
  if (!manifest.success)
    return { ready: false, reason: `model.json is not understood: ${z.prettifyError(manifest.error)}` };
  if (manifest.data.standIn && !allowStandIn)
    return {
      ready: false,
      reason: `${folder} holds stand-ins that read the demo's voice code and no speech; put a real model's files there`,
    };
  return {
    ready: true,
    files: { ...manifest.data, encoder, decoder, joiner, tokens, vad, segmentation, embedding },
  };
}

function isFile(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat?.isFile() === true && stat.size > 0;
}
