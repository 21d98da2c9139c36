/** Opens a select for the keys: a closed one would take the first arrow key as the choice on some systems. */
export function openSelect(select: HTMLSelectElement | null): void {
  select?.focus();
  try {
    select?.showPicker();
  } catch {
    // It stays closed where the browser does not let it be opened.
  }
}

/** Whether the browser can tell that a select is open. */
export const tellsOpen = () => CSS.supports("selector(:open)");

/** For a select whose change acts at once: an arrow key opens it, and Enter chooses, where the browser can tell. */
export function openOnArrow(event: React.KeyboardEvent<HTMLSelectElement>): void {
  if ((event.key !== "ArrowDown" && event.key !== "ArrowUp") || !tellsOpen()) return;
  if (event.currentTarget.matches(":open")) return;
  try {
    event.currentTarget.showPicker();
    event.preventDefault();
  } catch {
    // As the browser does it by itself.
  }
}
