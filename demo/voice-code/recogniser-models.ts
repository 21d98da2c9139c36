import { binCentres, melBins } from "./mel.ts";
import { model, node, tensor, tensorTypes, value } from "./onnx.ts";
import { groups, toneBins, tonesOf } from "./tones.ts";
import { pieces } from "./vocabulary.ts";

const { float, int32, int64 } = tensorTypes;
/** Frames of 10 ms to one of the encoder's. */
const subsampling = 8;
const hidden = 4;
/** The decoder's durations, in encoder frames: 0 to 4. A piece lasts four, silence one. */
const durations = 5;
/** How steeply a piece's tones speak for it, and the mean log energy from which they do. */
const slope = 8;
const threshold = -9.5;

/** Averages the log energy of each tone's mel bin over an encoder frame. */
export function encoder(): Uint8Array {
  const tones = toneBins.length;
  const weights = new Float32Array(tones * melBins * subsampling);
  for (const [tone, bin] of toneBins.entries()) {
    for (let frame = 0; frame < subsampling; frame += 1)
      weights[(tone * melBins + bin) * subsampling + frame] = 1 / subsampling;
  }
  return model({
    inputs: [value("audio_signal", float, ["B", binCentres.length, "T"]), value("length", int64, ["B"])],
    outputs: [value("outputs", float, ["B", tones, "T2"]), value("encoded_lengths", int64, ["B"])],
    constants: [
      tensor("weights", float, [tones, melBins, subsampling], weights),
      tensor("eight", int64, [], [subsampling]),
    ],
    nodes: [
      node("Conv", ["audio_signal", "weights"], ["outputs"], {
        strides: [subsampling],
        kernel_shape: [subsampling],
      }),
      node("Div", ["length", "eight"], ["encoded_lengths"]),
    ],
    metadata: {
      vocab_size: pieces.length,
      normalize_type: "NA",
      pred_rnn_layers: 2,
      pred_hidden: hidden,
      subsampling_factor: subsampling,
      model_type: "EncDecRNNTBPEModel",
      version: "2",
      model_author: "callscript demo",
      // The engine turns the duration decoder on by this word.
      url: "https://example.invalid/tdt-stand-in",
      comment: "reads the demo's voice code; recognises no speech",
      feat_dim: melBins,
    },
  });
}

/** Remembers nothing: the code has no grammar. */
export function decoder(): Uint8Array {
  return model({
    inputs: [
      value("targets", int32, ["B", "U"]),
      value("target_length", int32, ["B"]),
      value("states.1", float, [2, "B", hidden]),
      value("onnx::Slice_3", float, [2, "B", hidden]),
    ],
    outputs: [
      value("outputs", float, ["B", hidden, "U"]),
      value("prednet_lengths", int32, ["B"]),
      value("states", float, [2, "B", hidden]),
      value("162", float, [2, "B", hidden]),
    ],
    constants: [
      tensor("embedding", float, [pieces.length + 1, hidden], new Float32Array((pieces.length + 1) * hidden)),
    ],
    nodes: [
      node("Gather", ["embedding", "targets"], ["embedded"], { axis: 0 }),
      node("Transpose", ["embedded"], ["outputs"], { perm: [0, 2, 1] }),
      node("Identity", ["target_length"], ["prednet_lengths"]),
      node("Identity", ["states.1"], ["states"]),
      node("Identity", ["onnx::Slice_3"], ["162"]),
    ],
  });
}

/** A piece's logit grows with the mean of its tones; blank stands at 0. Durations: blank 1 frame, a piece 4. */
export function joiner(): Uint8Array {
  const tones = toneBins.length;
  const symbols = pieces.length + 1;
  const weights = new Float32Array(tones * symbols);
  const bias = new Float32Array(symbols);
  for (let piece = 0; piece < pieces.length; piece += 1) {
    for (const tone of tonesOf(piece)) weights[tone * symbols + piece] = slope / groups;
    bias[piece] = -slope * threshold;
  }
  const index = (name: string, at: number) => tensor(name, int64, [1], [at]);
  const single = (name: string, of: number) => tensor(name, float, [1, 1, 1, 1], [of]);
  return model({
    inputs: [
      value("encoder_outputs", float, ["B", tones, "T"]),
      value("decoder_outputs", float, ["B", hidden, "U"]),
    ],
    outputs: [value("outputs", float, ["B", "T", "U", symbols + durations])],
    constants: [
      tensor("weights", float, [tones, symbols], weights),
      tensor("bias", float, [symbols], bias),
      tensor("nothing", float, [hidden, symbols], new Float32Array(hidden * symbols)),
      index("one", 1),
      index("two", 2),
      index("three", 3),
      index("first", 0),
      index("last", pieces.length),
      single("zero", 0),
      single("never", -1_000),
    ],
    nodes: [
      node("Transpose", ["encoder_outputs"], ["heard"], { perm: [0, 2, 1] }),
      node("MatMul", ["heard", "weights"], ["weighted"]),
      node("Add", ["weighted", "bias"], ["biased"]),
      node("Unsqueeze", ["biased", "two"], ["by_frame"]),
      node("Transpose", ["decoder_outputs"], ["said"], { perm: [0, 2, 1] }),
      node("MatMul", ["said", "nothing"], ["unmoved"]),
      node("Unsqueeze", ["unmoved", "one"], ["by_step"]),
      node("Add", ["by_frame", "by_step"], ["logits"]),
      node("Slice", ["logits", "first", "last", "three"], ["piece_logits"]),
      node("ReduceMax", ["piece_logits"], ["best_piece"], { axes: [3], keepdims: 1 }),
      node("Concat", ["logits", "never", "zero", "never", "never", "best_piece"], ["outputs"], { axis: 3 }),
    ],
  });
}

/** `piece index` a line, blank last. */
export function tokens(): string {
  return `${[...pieces, "<blk>"].map((piece, index) => `${piece} ${index}`).join("\n")}\n`;
}
