import type { Announcement } from '../meter/announcement.js';
import type { WriterSnapshot } from '../meter/reading/directory.js';
import { Directory } from '../meter/reading/directory.js';

/** Taken before a bot can put others in their place. */
const { setImmediate } = globalThis;

/** Series that are added up in one go: less than a tenth of a millisecond of the bot's loop. */
const SLICE = 50;

/** What one thread has announced. */
interface Told {
  /** Where its cells lie, and what its streams are. */
  readonly places: Announcement[];
  /** Its series, and where their exemplars lie. */
  readonly series: Announcement[];
}

/**
 * What the threads of a bot have announced, to be told again to an exporter's thread that starts
 * anew. Nothing is made of it meanwhile, because this runs on the bot's loop; only what threads have
 * counted that have ended is added up, bit by bit, so that their memory can be given back.
 */
export class ThreadLog {
  readonly #living = new Map<string, Told>();
  readonly #ending: [writer: string, told: Told][] = [];
  readonly #ended = new Directory('threads');

  announced(writer: string, announcements: readonly Announcement[]): void {
    let told = this.#living.get(writer);
    if (told === undefined) {
      told = { places: [], series: [] };
      this.#living.set(writer, told);
    }
    for (const announcement of announcements) {
      const { kind } = announcement;
      (kind === 'memory' || kind === 'stream' ? told.places : told.series).push(announcement);
    }
  }

  /** Whether anything is known of a thread that has not ended. */
  has(writer: string): boolean {
    return this.#living.has(writer);
  }

  ended(writer: string): void {
    const told = this.#living.get(writer);
    if (told === undefined) return;
    this.#living.delete(writer);
    this.#ending.push([writer, told]);
    if (this.#ending.length === 1) setImmediate(() => this.#addUp()).unref();
  }

  snapshot(): WriterSnapshot[] {
    const left = [...this.#living, ...this.#ending].map(([writer, { places, series }]) => ({
      writer,
      announcements: [...places, ...series],
    }));
    return [...this.#ended.snapshot(), ...left];
  }

  #addUp(): void {
    const [next] = this.#ending;
    if (next === undefined) return;
    const [writer, { places, series }] = next;
    const listen = this.#ended.listenTo(writer);
    const slice = series.splice(-SLICE).filter(({ kind }) => kind === 'series');
    for (const announcement of [...places, ...slice]) listen(announcement);
    this.#ended.end(writer);
    if (series.length === 0) this.#ending.shift();
    if (this.#ending.length > 0) setImmediate(() => this.#addUp()).unref();
  }
}
