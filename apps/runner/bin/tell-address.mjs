// Preloaded into the dashboard's server: each request gets a header with the address that it came from, under a name that
// only this process knows, because any name that is known a client could write. Behind proxies (TRUSTED_PROXIES=1 for one)
// it is what the outermost of them says.
import { randomUUID } from "node:crypto";
import { Server } from "node:http";

const header = `x-address-${randomUUID()}`;
const proxies = Number(process.env.TRUSTED_PROXIES ?? 0);
process.env.CALLSCRIPT_ADDRESS_HEADER = header;

const { emit } = Server.prototype;
Server.prototype.emit = function (event, ...given) {
  const [request] = given;
  if (event === "request" && request) request.headers[header] = addressOf(request);
  return emit.call(this, event, ...given);
};

function addressOf({ socket, headers }) {
  const said = String(headers["x-forwarded-for"] ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const chain = [...said, socket.remoteAddress ?? ""];
  return chain[Math.max(0, chain.length - 1 - proxies)] ?? "";
}
