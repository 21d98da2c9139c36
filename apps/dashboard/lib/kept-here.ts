const storages = { browser: () => localStorage, tab: () => sessionStorage } as const;

/** What this browser, or this tab alone, keeps under the name; null also where its owner lets pages keep nothing. */
export function readKept(name: string, where: keyof typeof storages = "browser"): string | null {
  try {
    return storages[where]().getItem(name);
  } catch {
    return null;
  }
}

/** Keeps a value, or takes it away (null); answers whether the browser did. */
export function keepHere(
  name: string,
  value: string | null,
  where: keyof typeof storages = "browser",
): boolean {
  try {
    if (value === null) storages[where]().removeItem(name);
    else storages[where]().setItem(name, value);
    return true;
  } catch {
    return false;
  }
}
