/** Where `g` and a letter lead. */
export const pageKeys: Readonly<Record<string, { name: string; href: string }>> = {
  d: { name: "Dashboard", href: "/dashboard" },
  f: { name: "Flags", href: "/flags" },
  c: { name: "Calls", href: "/calls" },
  s: { name: "Settings", href: "/settings" },
};
