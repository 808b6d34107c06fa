import { closeSync, openSync, writeSync } from 'node:fs';
import type { ParsedFamily } from '../../test/support/exposition/parse-exposition.js';
import type { SeriesName } from './courses.js';
import { coursesOf } from './courses.js';
import { Dice } from './dice.js';
import { Trader } from './trader.js';

const SEED = 20;
const FLUSH_CHARACTERS = 4_000_000;

export interface HistoryOptions {
  readonly families: readonly ParsedFamily[];
  /** What Prometheus would add: `job`, `instance`. */
  readonly labels: Readonly<Record<string, string>>;
  /** Seconds since the epoch. */
  readonly from: number;
  readonly stepSeconds: number;
}

/** The samples of a bot that somebody scraped, invented, but the same in each run. */
export class History {
  readonly #trader: Trader;
  readonly #courses;
  readonly #names: readonly (readonly string[])[];
  readonly #from: number;
  readonly #stepSeconds: number;
  #at: number;

  constructor({ families, labels, from, stepSeconds }: HistoryOptions) {
    const dice = new Dice(SEED);
    this.#trader = new Trader(dice, stepSeconds);
    this.#courses = coursesOf(families, dice);
    this.#names = this.#courses.map(({ series }) => series.map((name) => lineStart(name, labels)));
    this.#from = from;
    this.#at = from;
    this.#stepSeconds = stepSeconds;
  }

  /** Writes the samples before a time (seconds) as promtool reads them; gives how many there are. */
  writeUntil(end: number, file: string): number {
    const out = openSync(file, 'w');
    let [text, samples] = ['', 0];
    while (this.#at < end) {
      const time = this.#at;
      const scrape = this.#scrape().map((sample) => `${sample} ${time}\n`);
      samples += scrape.length;
      text += scrape.join('');
      if (text.length > FLUSH_CHARACTERS) {
        writeSync(out, text);
        text = '';
      }
    }
    writeSync(out, `${text}# EOF\n`);
    closeSync(out);
    return samples;
  }

  /** What the bot's endpoint would serve next. */
  exposition(): string {
    return `${this.#scrape().join('\n')}\n`;
  }

  /** The samples of the next moment, without their time: none where the bot is down. */
  #scrape(): string[] {
    const moment = this.#trader.at(this.#at - this.#from);
    this.#at += this.#stepSeconds;
    if (moment === undefined) return [];
    return this.#courses.flatMap((course, index) => {
      const values = course.next(moment);
      return (this.#names[index] ?? []).map((name, at) => `${name} ${values[at]}`);
    });
  }
}

function lineStart({ name, labels }: SeriesName, more: Readonly<Record<string, string>>): string {
  const pairs = Object.entries({ ...labels, ...more });
  return `${name}{${pairs.map(([key, value]) => `${key}=${JSON.stringify(value)}`).join(',')}}`;
}
