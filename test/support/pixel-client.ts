import { connect, type Socket } from "node:net";

export interface PixelLoad {
  port: number;
  key: string;
  connections: number;
  /** The id of the next call to tell of. */
  nextId(): string;
  /** Whether to send a further pixel. */
  goesOn(): boolean;
  onAnswer(id: string, status: number, ms: number): void;
}

/**
 * Sends pixels over kept-alive connections, one at a time on each, until told to stop or until the server is gone. Bare
 * sockets: a client library would take more of the machine than the server that is measured.
 */
export async function sendPixels(load: PixelLoad): Promise<void> {
  await Promise.all(Array.from({ length: load.connections }, () => sendOverOne(load)));
}

function sendOverOne({ port, key, nextId, goesOn, onAnswer }: PixelLoad): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.setNoDelay(true);
    let id = "";
    let sentAtMs = 0;
    let received = "";
    const send = () => {
      if (!goesOn()) return socket.end();
      id = nextId();
      sentAtMs = performance.now();
      post(socket, key, id);
    };
    socket.on("connect", send);
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      const status = wholeAnswer(received);
      if (status === null) return;
      received = "";
      onAnswer(id, status, performance.now() - sentAtMs);
      send();
    });
    // A server that was killed: what it had not answered is not acknowledged.
    socket.on("error", () => undefined);
    socket.on("close", () => resolve());
  });
}

function post(socket: Socket, key: string, id: string): void {
  const body = `{"inbound_call_id":"${id}","recording_url":"https://media.ringba.com/recording-public?v=v1&k=${id}","call_recording_url":"[Call:RecordingUrl]"}`;
  socket.write(
    `POST /hooks/ringba HTTP/1.1\r\nhost: 127.0.0.1\r\nx-callscript-key: ${key}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
  );
}

/** The status once head and body are there. */
function wholeAnswer(text: string): number | null {
  const head = text.indexOf("\r\n\r\n");
  if (head < 0) return null;
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  return text.length >= head + 4 + length ? Number(text.slice(9, 12)) : null;
}
