import { channelLabel } from '../core/streams/channel.js';
import type { FrameKeys } from '../exchanges/frame-keys.js';
import { timeAt, wordLength } from './frame-values.js';
import { Needle } from './needle.js';

/** How much of a message is looked at: its start, then its end. */
const HEAD_BYTES = 256;
const TAIL_BYTES = 128;
const LONGEST_WORD = 40;
/** A stream has a handful of channels; what comes after so many words is looked up each time. */
const MOST_WORDS = 64;
const BRACE = 0x7b;
const BRACKET = 0x5b;

/** What stands before the channel's name: `spot.trades`, `spot/trade`, `/market/ticker:BTC-USDT`. */
const PREFIXES: ReadonlySet<string> = new Set(['', 'spot', 'futures', 'market', 'contractMarket']);
const SEPARATORS: ReadonlySet<number | undefined> = new Set([0x2e, 0x2f]);

interface KnownWord {
  readonly codes: Uint8Array;
  readonly channel: string | undefined;
  readonly isPrefix: boolean;
}

/**
 * Reads event time and channel of one exchange's messages as they come from the socket, without
 * parsing them: parsing takes microseconds, and the bot does it anyway.
 */
export class FrameReader {
  readonly #keys: FrameKeys;
  readonly #times: readonly Needle[];
  readonly #channel: Needle;
  readonly #snapshot: Needle | undefined;
  readonly #words: KnownWord[] = [];
  readonly #text = Buffer.alloc(HEAD_BYTES + 1 + TAIL_BYTES);

  constructor(keys: FrameKeys) {
    this.#keys = keys;
    this.#times = keys.time.map((key) => new Needle(`"${key}":`));
    this.#channel = new Needle(`"${keys.channel}":"`);
    this.#snapshot = keys.snapshot === undefined ? undefined : new Needle(keys.snapshot);
  }

  /** The bytes of a message, of a long text its ends; undefined where it is in another form. */
  bytesOf(message: unknown): Uint8Array | undefined {
    if (typeof message === 'string') return this.#bytesOfText(message);
    return message instanceof Uint8Array ? message : undefined;
  }

  /** The event time, in whatever unit the exchange tells it, or NaN. */
  time(bytes: Uint8Array): number {
    if (!this.#tellsNews(bytes)) return Number.NaN;
    for (const needle of this.#times) {
      const end = this.#keyEnd(needle, bytes);
      if (end !== -1) return timeAt(bytes, end);
    }
    return Number.NaN;
  }

  #tellsNews(bytes: Uint8Array): boolean {
    // Some exchanges send their JSON in binary messages; others pack it, or send no JSON.
    if (bytes[0] !== BRACE && bytes[0] !== BRACKET) return false;
    const head = Math.min(bytes.length, HEAD_BYTES);
    return this.#snapshot === undefined || this.#snapshot.endIn(bytes, 0, head) === -1;
  }

  #keyEnd(needle: Needle, bytes: Uint8Array): number {
    const { length } = bytes;
    const tail = Math.max(0, length - TAIL_BYTES);
    const last = this.#keys.isTimeLast === true ? lastEnd(needle, bytes, tail) : -1;
    if (last !== -1) return last;
    const first = needle.endIn(bytes, 0, Math.min(length, HEAD_BYTES));
    return first === -1 && length > HEAD_BYTES ? needle.endIn(bytes, tail, length) : first;
  }

  /** The channel as a label; undefined where it is not known. */
  channel(bytes: Uint8Array): string | undefined {
    const start = this.#channel.endIn(bytes, 0, Math.min(bytes.length, HEAD_BYTES));
    if (start === -1) return undefined;
    return this.#channelAt(bytes, start);
  }

  #channelAt(bytes: Uint8Array, start: number): string | undefined {
    const length = wordLength(bytes, start, LONGEST_WORD);
    const end = start + length;
    const known = this.#known(bytes, start, length) ?? this.#learn(bytes.slice(start, end));
    const { channel, isPrefix } = known;
    return isPrefix && SEPARATORS.has(bytes[end]) ? this.#channelAt(bytes, end + 1) : channel;
  }

  #known(bytes: Uint8Array, start: number, length: number): KnownWord | undefined {
    for (const word of this.#words) if (isSame(word.codes, bytes, start, length)) return word;
    return undefined;
  }

  #learn(codes: Uint8Array): KnownWord {
    const text = Buffer.from(codes).toString('latin1');
    const word = { codes, channel: channelLabel(text), isPrefix: PREFIXES.has(text) };
    if (this.#words.length < MOST_WORDS) this.#words.push(word);
    return word;
  }

  /** Old versions of ws give text; its ends are put into memory that is used again. */
  #bytesOfText(message: string): Uint8Array {
    const bytes = this.#text;
    if (message.length <= bytes.length) {
      return bytes.subarray(0, bytes.write(message, 0, 'latin1'));
    }
    bytes.write(message.slice(0, HEAD_BYTES), 0, 'latin1');
    // What stands between the two is no part of either.
    bytes[HEAD_BYTES] = 0;
    bytes.write(message.slice(-TAIL_BYTES), HEAD_BYTES + 1, 'latin1');
    return bytes;
  }
}

/** Where the last occurrence ends from `from` on. */
function lastEnd(needle: Needle, bytes: Uint8Array, from: number): number {
  let found = -1;
  for (let next = from; next !== -1; ) {
    next = needle.endIn(bytes, next, bytes.length);
    if (next !== -1) found = next;
  }
  return found;
}

function isSame(codes: Uint8Array, bytes: Uint8Array, start: number, length: number): boolean {
  if (codes.length !== length) return false;
  for (let at = 0; at < length; at += 1) {
    if (codes[at] !== bytes[start + at]) return false;
  }
  return true;
}
