import type { Writable } from "node:stream";

/** Whoever reads our output may stop reading it (`| head`), and a terminal may be closed: the work goes on unseen. */
export function outliveReaders(outputs: readonly Writable[]): void {
  for (const output of outputs)
    output.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE" && error.code !== "EIO") throw error;
    });
}
