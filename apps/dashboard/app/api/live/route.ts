import { onCallChanges } from "../../../lib/call-changes.ts";
import { guarded } from "../../../lib/json-answer.ts";
import { requireReader } from "../../../lib/require-reader.ts";
import { signedInBy } from "../../../lib/session.ts";

export const dynamic = "force-dynamic";

const beatMs = 10_000;
/** The browser comes back by itself; nothing of a page that is gone stays for longer. */
const longestMs = 15 * 60_000;

/** Server-sent events to whoever is signed in: `changed` when calls came or moved, `beat` while nothing did, no
 * data. Each beat asks anew who is signed in. */
export async function GET(request: Request): Promise<Response> {
  const person = await requireReader(request);
  if (person instanceof Response) return person;
  const encoder = new TextEncoder();
  let forget: () => void = () => undefined;
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      let isOpen = true;
      const send = (event: string) => controller.enqueue(encoder.encode(`event: ${event}\ndata: {}\n\n`));
      const end = () => {
        if (!isOpen) return;
        forget();
        controller.close();
      };
      const beat = async () => {
        const isStill = await isSignedIn(request);
        if (!isStill) end();
        else if (isOpen) send("beat");
      };
      // A database that is away says nothing of anybody: the stream ends, and its reader comes back.
      const timers = [setInterval(() => void beat().catch(end), beatMs), setTimeout(end, longestMs)];
      const unhear = onCallChanges(() => send("changed"));
      forget = () => {
        isOpen = false;
        for (const timer of timers) clearTimeout(timer);
        unhear();
      };
      controller.enqueue(encoder.encode("retry: 3000\n\n"));
      send("beat");
    },
    cancel: () => forget(),
  });
  return new Response(stream, {
    headers: { ...guarded, "content-type": "text/event-stream", "x-accel-buffering": "no" },
  });
}

async function isSignedIn({ headers }: Request): Promise<boolean> {
  return (await signedInBy(headers))?.owesSecondFactor === false;
}
