/** One line that is written over on a terminal; silent where the output is a file or a pipe. */
export function progressLine(): {
  show(done: number, total: number): void;
  tell(text: string): void;
  end(): void;
} {
  const visible = process.stderr.isTTY === true;
  let shown = false;
  const tell = (text: string) => {
    if (!visible) return;
    shown = true;
    process.stderr.write(`\r${text}\x1b[K`);
  };
  return {
    tell,
    show: (done, total) => tell(`${done} of ${total}`),
    end() {
      if (shown) process.stderr.write("\n");
      shown = false;
    },
  };
}
