/** Does the same with each, eight at a time; answers what each came to, in order. */
export async function inTurns<In, Out>(all: readonly In[], work: (one: In) => Promise<Out>): Promise<Out[]> {
  const done: Out[] = [];
  let next = 0;
  const take = async () => {
    for (let at = next++; at < all.length; at = next++) {
      const one = all[at];
      if (one !== undefined) done[at] = await work(one);
    }
  };
  await Promise.all(Array.from({ length: 8 }, take));
  return done;
}
