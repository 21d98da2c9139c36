/** Sends pieces of text as they are read: the next is asked for when there is room for it, and none once the reader left. */
export function streamText(
  pieces: AsyncGenerator<string, void, void>,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { value, done } = signal.aborted ? await pieces.return() : await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    async cancel() {
      await pieces.return();
    },
  });
}
