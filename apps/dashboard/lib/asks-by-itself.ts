/** How middleware tells the locks of a request that nobody's hand is in; what a browser sends under this name counts for nothing. */
export const byItself = "x-asked-by-itself";

const beats = /^\/api\/(live|bench)$/;

/**
 * Whether a page asks without its reader: for what changed, how far a run is, and for itself again. A page that reads itself
 * again names itself as where it asks from; whoever opens or reloads it asks for a document.
 */
export function asksByItself({ url, method, headers }: Pick<Request, "url" | "method" | "headers">): boolean {
  const asked = new URL(url);
  if (beats.test(asked.pathname)) return true;
  const from = headers.get("referer");
  return (
    method === "GET" &&
    headers.get("sec-fetch-dest") === "empty" &&
    from !== null &&
    URL.canParse(from) &&
    pageOf(new URL(from)) === pageOf(asked)
  );
}

/** Without what the router adds. */
function pageOf({ pathname, search }: URL): string {
  const params = new URLSearchParams(search);
  params.delete("_rsc");
  return `${pathname}?${params}`;
}
