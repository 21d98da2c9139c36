/** From light to dark or back; the choice is kept in this browser. */
export function switchTheme(): void {
  const dark = document.documentElement.classList.toggle("dark");
  localStorage.setItem("theme", dark ? "dark" : "light");
}
