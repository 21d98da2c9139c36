import { model, node, tensor, tensorTypes, value } from "./onnx.ts";
import { amplitude, pilots } from "./tones.ts";

const { float, int64 } = tensorTypes;
const rate = 16_000;
/** The segmentation model's frames: 991 samples every 270. */
const fieldSize = 991;
const fieldShift = 270;
/** The engine's seven classes: nobody, each of three, each pair. Our third speaker never speaks. */
const classes = [[], [0], [1], [2], [0, 1], [0, 2], [1, 2]] as const;
const speakers = 3;

/** Hears who speaks by the energy at each pilot tone. */
export function segmentation(): Uint8Array {
  const filters = new Float32Array(2 * speakers * fieldSize);
  for (const [speaker, hertz] of pilots.entries()) {
    for (let at = 0; at < fieldSize; at += 1) {
      const hann = ((0.5 - 0.5 * Math.cos((2 * Math.PI * at) / (fieldSize - 1))) * 2) / fieldSize;
      filters[2 * speaker * fieldSize + at] = hann * Math.cos((2 * Math.PI * hertz * at) / rate);
      filters[(2 * speaker + 1) * fieldSize + at] = hann * Math.sin((2 * Math.PI * hertz * at) / rate);
    }
  }
  const pairs = new Float32Array(2 * speakers * speakers);
  for (let speaker = 0; speaker < speakers; speaker += 1) {
    pairs[2 * speaker * speakers + speaker] = 1;
    pairs[(2 * speaker + 1) * speakers + speaker] = 1;
  }
  const powerset = new Float32Array(speakers * classes.length);
  for (const [index, members] of classes.entries())
    for (const speaker of members) powerset[speaker * classes.length + index] = 1;
  return model({
    inputs: [value("x", float, ["N", 1, "T"])],
    outputs: [value("y", float, ["N", "F", classes.length])],
    constants: [
      tensor("filters", float, [2 * speakers, 1, fieldSize], filters),
      tensor("pairs", float, [2 * speakers, speakers], pairs),
      tensor("epsilon", float, [], [1e-9]),
      tensor("threshold", float, [], [Math.log((amplitude * amplitude) / 16)]),
      tensor("powerset", float, [speakers, classes.length], powerset),
    ],
    nodes: [
      node("Conv", ["x", "filters"], ["parts"], { strides: [fieldShift], kernel_shape: [fieldSize] }),
      node("Mul", ["parts", "parts"], ["squares"]),
      node("Transpose", ["squares"], ["by_frame"], { perm: [0, 2, 1] }),
      node("MatMul", ["by_frame", "pairs"], ["energy"]),
      node("Add", ["energy", "epsilon"], ["positive"]),
      node("Log", ["positive"], ["level"]),
      node("Sub", ["level", "threshold"], ["above"]),
      node("MatMul", ["above", "powerset"], ["scores"]),
      node("LogSoftmax", ["scores"], ["y"], { axis: -1 }),
    ],
    metadata: {
      model_type: "pyannote-segmentation-3.0",
      version: "1",
      model_author: "callscript demo",
      num_speakers: speakers,
      powerset_max_classes: 2,
      num_classes: classes.length,
      sample_rate: rate,
      window_size: 10 * rate,
      receptive_field_size: fieldSize,
      receptive_field_shift: fieldShift,
    },
  });
}

/** Kaldi's filter bank, which the embedding's front end uses: 80 bins from 20 to 7600 Hz. */
const kaldiBins = 80;
const kaldiMel = (hertz: number) => 1127 * Math.log(1 + hertz / 700);
const kaldiCentres = Array.from({ length: kaldiBins }, (_, bin) => {
  const low = kaldiMel(20);
  const step = (kaldiMel(rate / 2 - 400) - low) / (kaldiBins + 1);
  return 700 * (Math.exp((low + (bin + 1) * step) / 1127) - 1);
});

/** A voice is told by which pilot sounds: the mean energy of the pilots' bins. */
export function embedding(): Uint8Array {
  const size = 4;
  const weights = new Float32Array(kaldiBins * size);
  for (const [speaker, hertz] of pilots.entries()) {
    const nearest = kaldiCentres.reduce(
      (best, centre, bin) =>
        Math.abs(centre - hertz) < Math.abs((kaldiCentres[best] ?? 0) - hertz) ? bin : best,
      0,
    );
    weights[nearest * size + speaker] = 1;
  }
  return model({
    inputs: [value("feats", float, ["B", "T", kaldiBins])],
    outputs: [value("embs", float, ["B", size])],
    constants: [
      tensor("weights", float, [kaldiBins, size], weights),
      tensor("bias", float, [size], [-15, -15, -15, 0.01]),
    ],
    nodes: [
      node("ReduceMean", ["feats"], ["mean"], { axes: [1], keepdims: 0 }),
      node("MatMul", ["mean", "weights"], ["levels"]),
      node("Add", ["levels", "bias"], ["above"]),
      node("Relu", ["above"], ["embs"]),
    ],
    metadata: {
      framework: "wespeaker",
      language: "English",
      url: "https://example.invalid/stand-in",
      comment: "pilot tones",
      sample_rate: rate,
      output_dim: size,
      normalize_samples: 0,
      feature_normalize_type: "",
    },
  });
}

/** Voice activity: the energy of the samples against that of the quietest code. */
export function vad(): Uint8Array {
  return model({
    inputs: [
      value("input", float, ["B", "N"]),
      value("state", float, [2, "B", 128]),
      value("sr", int64, [1]),
    ],
    outputs: [value("output", float, ["B", 1]), value("stateN", float, [2, "B", 128])],
    constants: [
      tensor("epsilon", float, [], [1e-9]),
      tensor("threshold", float, [], [Math.log((amplitude * amplitude) / 8)]),
    ],
    nodes: [
      node("Mul", ["input", "input"], ["squares"]),
      node("ReduceMean", ["squares"], ["mean"], { axes: [1], keepdims: 1 }),
      node("Add", ["mean", "epsilon"], ["positive"]),
      node("Log", ["positive"], ["level"]),
      node("Sub", ["level", "threshold"], ["above"]),
      node("Sigmoid", ["above"], ["output"]),
      node("Identity", ["state"], ["stateN"]),
    ],
  });
}
