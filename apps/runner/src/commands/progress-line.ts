/** One line that is written over on a terminal; silent where the output is a file or a pipe. */
export function progressLine(): { show(done: number, total: number): void; end(): void } {
  const visible = process.stderr.isTTY === true;
  let shown = false;
  return {
    show(done, total) {
      if (!visible) return;
      shown = true;
      process.stderr.write(`\r${done} of ${total}`);
    },
    end() {
      if (shown) process.stderr.write("\n");
    },
  };
}
