import { plausibleTime } from '../core/streams/event-time.js';
import type { WatchedStream } from '../core/streams/watched-stream.js';
import type { FrameReader } from './frame-reader.js';
import { Needle } from './needle.js';

/** A stream that was silent for longer is dead, or as good as that to whoever cuts it off. */
const SILENCE_MS = 30_000;
const LONGEST_PING = 120;
const LONGEST_PONG = 256;
const PONGS = [new Needle('pong'), new Needle('PONG')];

/** A connection that is up and that no client's own instrumentation follows. */
export class FollowedSocket {
  readonly #stream: WatchedStream;
  readonly #reader: FrameReader;
  /** By the exchange's clock, as each message needs that anyhow. */
  #heardAt: number;
  #awaitsPong = false;
  /** Whether the ping was in the exchange's own words, and so will be its answer. */
  #awaitsWords = false;

  constructor(stream: WatchedStream, reader: FrameReader) {
    this.#stream = stream;
    this.#reader = reader;
    this.#heardAt = stream.exchangeNow();
  }

  /** Whether it is alive: something came lately, and no ping waits for its answer. */
  get isAlive(): boolean {
    return !this.#awaitsPong && this.#stream.exchangeNow() - this.#heardAt <= SILENCE_MS;
  }

  message(data: unknown): void {
    const now = this.#stream.exchangeNow();
    this.#heardAt = now;
    const bytes = this.#reader.bytesOf(data);
    if (bytes === undefined) return;
    if (this.#awaitsWords) this.#lookForPong(bytes);
    const time = plausibleTime(this.#reader.time(bytes), now);
    if (time !== undefined) this.#stream.messageOf(now - time, this.#reader.channel(bytes));
  }

  /** The exchange sent a ping of the protocol. */
  heard(): void {
    this.#heardAt = this.#stream.exchangeNow();
  }

  pinged(): void {
    this.#awaitsPong = true;
    this.#stream.pinged();
  }

  /** Something was sent; many exchanges want pings in words of their own. */
  sent(data: unknown): void {
    if (typeof data !== 'string' || data.length > LONGEST_PING || !/ping/i.test(data)) return;
    this.#awaitsWords = true;
    this.pinged();
  }

  ponged(): void {
    this.#heardAt = this.#stream.exchangeNow();
    this.#awaitsPong = false;
    this.#stream.ponged();
  }

  /** @param isMissed false where the bot closed it */
  ended(isMissed: boolean): void {
    if (isMissed) this.#stream.ended(true);
    else this.#stream.closed();
  }

  #lookForPong(bytes: Uint8Array): void {
    const { length } = bytes;
    if (length > LONGEST_PONG || PONGS.every((pong) => pong.endIn(bytes, 0, length) === -1)) return;
    this.#awaitsWords = false;
    this.ponged();
  }
}
