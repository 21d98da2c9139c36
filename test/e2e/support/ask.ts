import http from "node:http";

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

export interface Asked {
  method?: string;
  /** Sent as it is written: no dot is taken out and nothing is encoded. */
  path: string;
  headers?: Record<string, string>;
  body?: Uint8Array | string;
}

export interface Answered {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

/** One request, and what came back; no redirect is followed. Of a stream of events the first word is enough. */
export function ask(origin: string, { method = "GET", path, headers = {}, body }: Asked): Promise<Answered> {
  const { hostname, port } = new URL(origin);
  return new Promise((resolve, reject) => {
    const request = http.request(
      { agent, hostname, port, method, path, headers, timeout: 30_000 },
      (response) => {
        let text = "";
        const answer = () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
        response.on("data", (chunk: Buffer) => {
          text += chunk.toString();
          if (response.headers["content-type"] !== "text/event-stream") return;
          answer();
          request.destroy();
        });
        response.on("end", answer);
        response.on("error", reject);
      },
    );
    request.on("timeout", () => request.destroy(new Error(`${method} ${path}: no answer within 30 s`)));
    request.on("error", reject);
    request.end(body);
  });
}
