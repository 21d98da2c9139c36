/**
 * Answers with a stream, unless whoever asked has left: Next reads nothing for them, and would leave the stream's file or
 * connection open.
 */
export async function streamTo(
  request: Request,
  body: ReadableStream<Uint8Array>,
  init: { status: number; headers: Record<string, string> },
): Promise<Response> {
  if (!request.signal.aborted) return new Response(body, init);
  await body.cancel();
  return new Response(null, { status: 499 });
}
