import { keepHere } from "./kept-here.ts";

/** What a browser keeps, and the class of the page's root that makes it seen: `first-paint.js` sets it before the first paint. */
const looks = { density: "compact", sidebar: "slim" } as const;
export type Look = (typeof looks)[keyof typeof looks];

/** Puts a look on, or takes it off; the choice is kept in this browser. */
export function switchLook(name: keyof typeof looks, isOn?: boolean): void {
  const look = looks[name];
  keepHere(name, document.documentElement.classList.toggle(look, isOn) ? look : null);
}
