import { givePieceBack } from './piece-pool.js';

/** Characters; about what a socket takes at once. */
const CHUNK_LENGTH = 64 * 1024;
/** Bytes that are sent as they are; fewer are joined to the text around them. */
const WORTH_SENDING = 16 * 1024;
/** How a text that is made in slices knows its time and lets others have theirs. */
export interface Turns {
  /** How long a slice takes, in milliseconds. */
  readonly slice: number;
  /** Milliseconds on a clock that never goes back. */
  now(): number;
  /** Resolves after what else was waiting for its turn. */
  giveWay(): Promise<void>;
}

const EVENT_LOOP: Turns = {
  // Half of what a stretch may block, since other work of the same turn comes on top.
  slice: 1,
  now: () => performance.now(),
  giveWay: () =>
    new Promise((resolve) => {
      setImmediate(resolve);
    }),
};

/**
 * Joins `pieces` into chunks worth sending, and gives way after each slice, however long the whole
 * takes.
 * @param turns default: a millisecond, then a turn of the event loop
 */
export async function* sliced(
  pieces: Iterable<string | Buffer>,
  turns: Turns = EVENT_LOOP,
): AsyncGenerator<string | Buffer, void, undefined> {
  let chunk = '';
  let start = turns.now();
  for (const piece of pieces) {
    if (typeof piece === 'string') chunk += piece;
    else if (piece.length < WORTH_SENDING) {
      chunk += piece.toString();
      givePieceBack(piece);
    } else {
      if (chunk !== '') yield chunk;
      chunk = '';
      yield piece;
    }
    if (chunk.length >= CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
    if (turns.now() - start >= turns.slice) {
      await turns.giveWay();
      start = turns.now();
    }
  }
  if (chunk !== '') yield chunk;
}
