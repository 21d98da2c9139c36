export interface ByteReader {
  /** The next `count` bytes; fewer only at the end of the source. */
  take(count: number): Promise<Uint8Array>;
  /** The next bytes as they come, at most `count`; null at the end. */
  next(count: number): Promise<Uint8Array | null>;
  skip(count: number): Promise<void>;
}

/** Reads a stream piece by piece, whatever the size of its chunks; holds one chunk at a time. */
export function createByteReader(source: AsyncIterator<Uint8Array>): ByteReader {
  let left: Uint8Array = new Uint8Array(0);

  async function next(count: number): Promise<Uint8Array | null> {
    while (left.length === 0) {
      const { done, value } = await source.next();
      if (done === true) return null;
      left = value;
    }
    const piece = left.subarray(0, count);
    left = left.subarray(piece.length);
    return piece;
  }

  return {
    next,
    async take(count) {
      const taken = new Uint8Array(count);
      let length = 0;
      while (length < count) {
        const piece = await next(count - length);
        if (piece === null) break;
        taken.set(piece, length);
        length += piece.length;
      }
      return taken.subarray(0, length);
    },
    async skip(count) {
      for (let skipped = 0; skipped < count; ) {
        const piece = await next(count - skipped);
        if (piece === null) return;
        skipped += piece.length;
      }
    },
  };
}
