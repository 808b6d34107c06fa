/** About what a socket takes at once; it is written in a tenth of a millisecond. */
const PIECE_BYTES = 64 * 1024;
/** With so many bytes it is sent: the samples of a series still fit behind them, as a rule. */
export const FULL_PIECE_BYTES = PIECE_BYTES - 4 * 1024;
/** Of a scrape or two: more of them at once are rare, and their memory is soon given up. */
const MOST_KEPT = 8;

const kept: Buffer[] = [];

/** Memory for a piece of text; whatever stands in it. */
export function takePiece(): Buffer {
  return kept.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES);
}

/**
 * Takes back the memory of a piece that was sent. Who does not give it back loses nothing: but to make
 * and give up megabytes at each scrape keeps the garbage collector busy for longer than the text.
 */
export function givePieceBack(piece: Buffer): void {
  if (piece.buffer.byteLength !== PIECE_BYTES || kept.length >= MOST_KEPT) return;
  if (kept.some(({ buffer }) => buffer === piece.buffer)) return;
  kept.push(Buffer.from(piece.buffer));
}
