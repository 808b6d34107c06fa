/** About what a socket takes at once; it is written in a tenth of a millisecond. */
const PIECE_BYTES = 64 * 1024;
/** With so many bytes it is sent: the samples of a series still fit behind them, as a rule. */
export const FULL_PIECE_BYTES = PIECE_BYTES - 4 * 1024;
/** Of a scrape or two: more of them at once are rare, and their memory is soon given up. */
const MOST_KEPT = 8;

/** All that was ever given: memory of anybody else must never be written to. */
const own = new WeakSet<ArrayBufferLike>();
const kept = new Set<ArrayBufferLike>();

/** Memory for a piece of text; whatever stands in it. */
export function takePiece(): Buffer {
  const [free] = kept;
  if (free === undefined) {
    const piece = Buffer.allocUnsafeSlow(PIECE_BYTES);
    own.add(piece.buffer);
    return piece;
  }
  kept.delete(free);
  return Buffer.from(free as ArrayBuffer);
}

/**
 * Takes back the memory of a piece that was sent; any other is left alone. Who does not give it back
 * loses nothing: but to make and give up megabytes at each scrape keeps the garbage collector busy
 * for longer than the text.
 */
export function givePieceBack({ buffer }: Buffer): void {
  if (own.has(buffer) && kept.size < MOST_KEPT) kept.add(buffer);
}
