/** Where to go after sign-in: a path of our own, else the inbox. */
export function ownPath(next: string | undefined): string {
  return next !== undefined && /^\/(?![/\\])[\w\-./?=&%,:[\]]*$/.test(next) ? next : "/flags";
}
