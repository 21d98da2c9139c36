export type Attempt<T> = { ok: true; value: T } | { ok: false; error: unknown };

/** What a port did or how it failed: keeps the ports' failures apart from the database's, which are thrown. */
export async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, error };
  }
}
