import { createServer } from "node:net";

/** A Postgres that lets everyone in and, in the same breath, tells them that it shuts down. */
export function leavingPostgres(): Promise<{ url: string; close(): void }> {
  const server = createServer((socket) => {
    socket.on("error", () => undefined);
    socket.once("data", () => socket.end(letInAndShutDown));
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = address !== null && typeof address === "object" ? address.port : 0;
      resolve({ url: `postgresql://x:y@127.0.0.1:${port}/x`, close: () => server.close() });
    });
  });
}

/** https://www.postgresql.org/docs/17/protocol-message-formats.html: AuthenticationOk, ReadyForQuery, ErrorResponse. */
const letInAndShutDown = Buffer.concat([
  message("R", Buffer.alloc(4)),
  message("Z", Buffer.from("I")),
  message("E", Buffer.from("SFATAL\0C57P01\0Mterminating connection due to administrator command\0\0")),
]);

function message(type: string, body: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(body.length + 4);
  return Buffer.concat([Buffer.from(type), length, body]);
}
