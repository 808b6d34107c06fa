import { setTimeout as pause } from 'node:timers/promises';
import type { BotProcess } from './bot/bot-process.js';
import type { Sample } from './bot/main.js';

/** A sample, and when it was taken. */
export interface TimedSample extends Sample {
  /** Since the start of the watch. */
  readonly seconds: number;
}

const SAMPLE_MS = 1_000;
const SCRAPE_MS = 5_000;

/** Samples and scrapes bots until it is ended. */
export class Watch {
  readonly samples: readonly TimedSample[][];
  readonly #bots: readonly BotProcess[];
  readonly #startedAt = performance.now();
  #isOver = false;
  readonly #loops: Promise<void>[];

  constructor(bots: readonly BotProcess[]) {
    this.#bots = bots;
    this.samples = bots.map(() => []);
    this.#loops = [
      this.#every(SAMPLE_MS, () => this.#sample()),
      this.#every(SCRAPE_MS, () => Promise.all(bots.map((bot) => bot.scrape()))),
    ];
  }

  get seconds(): number {
    return (performance.now() - this.#startedAt) / 1_000;
  }

  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#loops);
  }

  async #sample(): Promise<void> {
    const taken = await Promise.all(this.#bots.map((bot) => bot.ask('sample')));
    for (const [at, sample] of taken.entries()) {
      this.samples[at]?.push({ ...sample, seconds: this.seconds });
    }
  }

  async #every(ms: number, action: () => Promise<unknown>): Promise<void> {
    while (!this.#isOver) {
      await action();
      await pause(ms);
    }
  }
}
