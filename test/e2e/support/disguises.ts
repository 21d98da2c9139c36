import type { Asked } from "./ask.ts";

export interface Disguise {
  name: string;
  /** One of those that count most. */
  isPlain?: true;
  put(path: string): Asked;
}

const header = (name: string, headers: Record<string, string>): Disguise => ({
  name,
  put: (path) => ({ path, headers }),
});
const other = (name: string, write: (path: string) => string): Disguise => ({
  name,
  put: (path) => ({ path: write(path) }),
});
/** What a browser says it has already, to be sent one part of a page alone. */
const tree = encodeURIComponent(
  JSON.stringify(["", { children: ["(desk)", {}, null, "refetch"] }, null, null]),
);
const subrequest = (value: string) =>
  header(`as a subrequest of ${value}`, { "x-middleware-subrequest": value });
const fiveTimes = (name: string) => Array.from({ length: 5 }, () => name).join(":");

/** Ways of asking for a page that were, in this framework or in a proxy before one, once not locked as the page was. */
export const disguises = (buildId: string): readonly Disguise[] => [
  { ...other("as it is", (path) => path), isPlain: true },
  { ...other("as a payload by its name", (path) => `${path}.rsc`), isPlain: true },
  other("as a prefetch by its name", (path) => `${path}.prefetch.rsc`),
  other("as a segment by its name", (path) => `${path}.segments/_tree.segment.rsc`),
  { ...header("as a payload", { rsc: "1" }), isPlain: true },
  {
    ...header("as a prefetch", { rsc: "1", "next-router-prefetch": "1", purpose: "prefetch" }),
    isPlain: true,
  },
  header("as a segment", { rsc: "1", "next-router-prefetch": "1", "next-router-segment-prefetch": "/_tree" }),
  { ...header("as a part of a page", { rsc: "1", "next-router-state-tree": tree }), isPlain: true },
  header("as data", { "x-nextjs-data": "1" }),
  header("as a page that is resumed", { "next-resume": "1" }),
  { ...subrequest("middleware"), isPlain: true },
  subrequest("src/middleware"),
  subrequest("pages/_middleware"),
  { ...subrequest(fiveTimes("middleware")), isPlain: true },
  subrequest(fiveTimes("src/middleware")),
  header("as already invoked", {
    "x-middleware-invoke": "1",
    "x-invoke-path": "/login",
    "x-matched-path": "/login",
  }),
  { name: "without a body", isPlain: true, put: (path) => ({ path, method: "HEAD" }) },
  other("with a slash at its end", (path) => path.replace(/\/?(?=$|\?)/, "/")),
  other("with two slashes", (path) => `/${path}`),
  other("with two slashes at its end", (path) => `${path}//`),
  other("with an encoded letter", (path) =>
    path.replace(/[a-z]/, (one) => `%${one.charCodeAt(0).toString(16)}`),
  ),
  other("with encoded slashes", (path) => `/${path.slice(1).replaceAll("/", "%2F")}`),
  other("in capitals", (path) => path.toUpperCase()),
  other("by way of another", (path) => `/login/..${path}`),
  other("with a parameter", (path) => `${path};a=b`),
  other("by its file", (path) => `${path}/index`),
  other("as its data", (path) => `/_next/data/${buildId}${path === "/" ? "/index" : path}.json`),
  {
    name: "behind a proxy's word",
    put: (path) => ({ path: "/login", headers: { "x-original-url": path, "x-rewrite-url": path } }),
  },
  header("as another place", {
    "x-original-url": "/login",
    "x-rewrite-url": "/login",
    "x-forwarded-uri": "/login",
  }),
  header("as from inside", {
    "x-forwarded-for": "127.0.0.1",
    "x-forwarded-host": "localhost",
    "x-real-ip": "127.0.0.1",
  }),
  {
    name: "as another method",
    put: (path) => ({ path, method: "POST", headers: { "x-http-method-override": "GET" } }),
  },
];
