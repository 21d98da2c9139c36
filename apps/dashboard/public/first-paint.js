// Before the first paint: the looks that this browser keeps. A file of its own, so that the page needs no inline script.
function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}
const theme = kept("theme");
const isDark = theme === "dark" || (theme !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
const { classList } = document.documentElement;
classList.toggle("dark", isDark);
classList.toggle("compact", kept("density") === "compact");
classList.toggle("slim", kept("sidebar") === "slim");
