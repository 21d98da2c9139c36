/**
 * Whether another site's page asks, by the browser's own word (Sec-Fetch-Site): a link or a picture there carries our cookie,
 * and no Origin. Who types the address, or asks with no browser, names no site.
 */
export function isFromElsewhere(request: Request): boolean {
  const site = request.headers.get("sec-fetch-site");
  return site !== null && site !== "same-origin" && site !== "none";
}
