import { keepHere } from "./kept-here.ts";

/** From light to dark or back; the choice is kept in this browser. */
export function switchTheme(): void {
  const dark = document.documentElement.classList.toggle("dark");
  keepHere("theme", dark ? "dark" : "light");
}
