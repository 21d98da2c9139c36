// The child process that holds the native engine: what crashes here takes no lane with it.
import process from "node:process";
import { failureOf } from "@callscript/core/failure.ts";
import { type Answer, type Job, loaded } from "./child-protocol.ts";
import { loadSherpa } from "./native.ts";
import { openRecogniser, type Recogniser } from "./recognise.ts";
import { transcribeAudio } from "./transcribe-audio.ts";

let recogniser: Recogniser | null = null;

async function work({ model, bytes, stereoRoles }: Job): Promise<Answer> {
  try {
    recogniser ??= openRecogniser(loadSherpa(), model);
  } catch (error) {
    return { ok: false, fault: "lane", reason: failureOf(error).reason };
  }
  process.send?.(loaded);
  try {
    const before = process.cpuUsage();
    const heard = await transcribeAudio(bytes, recogniser, stereoRoles);
    const spent = process.cpuUsage(before);
    return {
      ok: true,
      heard,
      computeSeconds: (spent.user + spent.system) / 1e6,
      rssBytes: process.memoryUsage.rss(),
    };
  } catch (error) {
    const failure = failureOf(error);
    return {
      ok: false,
      fault: "call",
      reason: failure.reason,
      final: failure.kind === "call" && failure.final === true,
    };
  }
}

process.on("message", (job: Job) => {
  void work(job).then((answer) => process.send?.(answer));
});
// The parent is gone, even by SIGKILL: so is this child.
process.once("disconnect", () => process.exit(0));
