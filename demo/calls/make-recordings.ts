// Makes demo/calls/*.mp3 again: `npx tsx demo/calls/make-recordings.ts [id ...]`. Needs Debian's flite, sox and lame.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type CodedTurn, leadSeconds, renderCode, symbolSeconds } from "../voice-code/tones.ts";
import { symbolsOf } from "../voice-code/vocabulary.ts";
import { allCalls } from "./all-calls.ts";
import type { DemoCall } from "./demo-call.ts";

const rate = 16_000;
const here = path.dirname(fileURLToPath(import.meta.url));
const voices = { agent: "slt", caller: "rms" } as const;
/** Speech is cut off here, Hz: the code lives above. */
const speechCeiling = 3_000;
const speechLevel = 0.5;

for (const tool of ["flite", "sox", "lame"]) {
  if (spawnSync(tool, ["--help"], { stdio: "ignore" }).error) {
    process.stderr.write(
      `${tool} is missing. On Debian or Ubuntu: apt-get install flite sox libsox-fmt-mp3 lame\n`,
    );
    process.exit(1);
  }
}

const scratch = mkdtempSync(path.join(tmpdir(), "demo-calls-"));
try {
  const wanted = process.argv.slice(2);
  for (const call of allCalls.filter(({ id }) => wanted.length === 0 || wanted.includes(id)))
    makeRecording(call);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}

function makeRecording(call: DemoCall): void {
  const turns: CodedTurn[] = call.turns.map((turn) => ({
    speaker: turn.speaker === "agent" ? 0 : 1,
    pieces: symbolsOf(turn.text),
    pause: turn.pause,
  }));
  const [agent, caller] = renderCode(turns, rate);
  let at = leadSeconds;
  for (const [index, turn] of call.turns.entries()) {
    const seconds = (turns[index]?.pieces.length ?? 0) * symbolSeconds;
    mixIn(
      turn.speaker === "agent" ? agent : caller,
      speak(turn.text, voices[turn.speaker], seconds),
      Math.round(at * rate),
    );
    at += seconds + turn.pause;
  }
  const channels =
    call.channels === 2 ? [agent, caller] : [agent.map((sample, index) => sample + (caller[index] ?? 0))];
  const wav = path.join(scratch, `${call.id}.wav`);
  writeFileSync(wav, wavOf(channels));
  const mp3 = path.join(here, `${call.id}.mp3`);
  const quality = call.channels === 2 ? ["-m", "s", "-b", "96"] : ["-m", "m", "-b", "48"];
  execFileSync("lame", ["--quiet", "-t", "--noreplaygain", "--lowpass", "-1", ...quality, wav, mp3]);
  process.stdout.write(`${call.id}  ${at.toFixed(1)} s  ${readFileSync(mp3).length} bytes\n`);
}

/** Speech of a text, stretched to the length of its code. */
function speak(text: string, voice: string, seconds: number): Float32Array {
  const spoken = path.join(scratch, "spoken.wav");
  execFileSync("flite", ["-voice", voice, "-t", text, "-o", spoken]);
  const length = Number(execFileSync("soxi", ["-D", spoken], { encoding: "utf8" }));
  const raw = execFileSync(
    "sox",
    [
      "-R",
      "-D",
      spoken,
      "-r",
      String(rate),
      "-c",
      "1",
      "-t",
      "f32",
      "-",
      "tempo",
      "-s",
      String(length / seconds),
      "sinc",
      "-n",
      "1023",
      `-${speechCeiling}`,
      "gain",
      "-n",
      "-6",
    ],
    { maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "ignore"] },
  );
  return new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.length));
}

function mixIn(channel: Float32Array, speech: Float32Array, from: number): void {
  for (let index = 0; index < speech.length && from + index < channel.length; index += 1) {
    channel[from + index] = (channel[from + index] ?? 0) + speechLevel * (speech[index] ?? 0);
  }
}

function wavOf(channels: readonly Float32Array[]): Buffer {
  const frames = channels[0]?.length ?? 0;
  const width = channels.length * 2;
  const wav = Buffer.alloc(44 + frames * width);
  wav.write("RIFF", 0);
  wav.writeUInt32LE(36 + frames * width, 4);
  wav.write("WAVEfmt ", 8);
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(channels.length, 22);
  wav.writeUInt32LE(rate, 24);
  wav.writeUInt32LE(rate * width, 28);
  wav.writeUInt16LE(width, 32);
  wav.writeUInt16LE(16, 34);
  wav.write("data", 36);
  wav.writeUInt32LE(frames * width, 40);
  for (let frame = 0; frame < frames; frame += 1) {
    for (const [side, channel] of channels.entries()) {
      const sample = Math.max(-1, Math.min(1, channel[frame] ?? 0));
      wav.writeInt16LE(Math.round(sample * 32_767), 44 + frame * width + side * 2);
    }
  }
  return wav;
}
