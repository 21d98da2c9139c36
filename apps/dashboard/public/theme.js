// Before the first paint: the chosen theme, else the system's. A file of its own, so that the page needs no inline script.
const chosen = localStorage.getItem("theme");
const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.classList.toggle("dark", dark);
