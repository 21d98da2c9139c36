import type { CallsView } from "./calls-view.ts";

/** The address of a view: "" or "?status=failed&from=today". */
export function callsQuery(view: CallsView): string {
  const params = new URLSearchParams();
  const put = (name: string, value: string | null) => {
    if (value !== null && value !== "") params.set(name, value);
  };
  put("status", view.status.join(","));
  put("q", view.q);
  put("from", view.from);
  put("to", view.to);
  put("vertical", view.vertical);
  put("campaign", view.campaign);
  put("publisher", view.publisher);
  put("verdict", view.verdict);
  put("sev", view.sev.join(","));
  put("minutes", view.minutes === null ? null : view.minutes.map((end) => end ?? "").join("-"));
  put("sort", view.sort === "newest" ? null : view.sort);
  const query = params.toString();
  return query === "" ? "" : `?${query}`;
}

export const everyCall: CallsView = {
  status: [],
  q: "",
  from: null,
  to: null,
  vertical: null,
  campaign: null,
  publisher: null,
  verdict: null,
  sev: [],
  minutes: null,
  sort: "newest",
};

export function isFiltered(view: CallsView): boolean {
  return callsQuery({ ...view, sort: "newest" }) !== "";
}
