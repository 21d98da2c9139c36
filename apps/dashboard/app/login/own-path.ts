/** What the address of a page before the door may say. */
export type DoorAddress = Record<"next" | "ended", string | string[] | undefined>;

/** Where to go after sign-in: a path of our own, else the inbox. */
export function ownPath(next: unknown): string {
  return typeof next === "string" && /^\/(?![/\\])[\w\-./?=&%,:[\]]*$/.test(next) ? next : "/flags";
}

/** The page before the door that leads on to such a path; other words of its address are kept beside it. */
export function doorTo(door: string, next: unknown, more: Readonly<Record<string, string>> = {}): string {
  return `${door}?${new URLSearchParams({ next: ownPath(next), ...more })}`;
}
