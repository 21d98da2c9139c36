/** The address of a call, at a second where one is asked for; `from` is the list that one comes from, as its own address. */
export function callHref(id: string, from: string | null, second: number | null = null): string {
  const params = new URLSearchParams();
  if (second !== null) params.set("t", String(second));
  if (from !== null) params.set("from", from);
  const query = params.toString();
  return `/calls/${id}${query === "" ? "" : `?${query}`}`;
}
