import type { ProgramEnding } from '../../support/program.js';
import type { Series } from '../../support/series.js';
import { parseExposition } from '../../support/series.js';
import type { Preload } from '../preload/bot.js';
import { Bot, TOKEN } from '../preload/bot.js';
import { CANARIES } from './canaries.js';

/** Anywhere among arguments: the moment of the call, in milliseconds since the epoch. */
export const NOW = '@now';

/** A call of a method of one of the bot's clients. */
export interface Call {
  /** The client's name in the bot's script. */
  readonly on: string;
  readonly method: string;
  readonly args?: readonly unknown[];
}

/** How a call ended, as `describe.cjs` puts it. */
export interface Outcome {
  /** Its place among the calls that were started together. */
  readonly index: number;
  readonly ok: boolean;
  readonly value?: unknown;
  readonly error?: unknown;
}

/** An event that a client gave. */
export interface RecordedEvent {
  readonly on: string;
  readonly name: string;
  readonly args: readonly unknown[];
}

/** An event to wait for. */
export interface AwaitedEvent {
  readonly on: string;
  readonly name: string;
  /** How many of them in all. Default 1. */
  readonly count?: number;
}

export interface DrivenBotOptions {
  readonly preload?: Preload;
  /** Comes on top of the canaries and the address. */
  readonly env?: Readonly<Record<string, string>>;
  /** The exchange that its clients talk to, unless its script is told otherwise. */
  readonly url: string;
}

/** Whose sockets are those that no client's own instrumentation follows; there are none. */
const NOBODY = 'nobody';

interface Answer {
  readonly id: number;
  readonly settled?: readonly Outcome[];
  readonly events?: readonly RecordedEvent[];
}

/**
 * A bot of `test/fixtures/bots` that ends in `drive()`, in a process of its own, with or without the
 * preload. It trades with the canary secrets.
 */
export class DrivenBot {
  readonly #bot: Bot;
  readonly #endpoint: string;
  readonly #events: RecordedEvent[] = [];
  #commands = 0;

  private constructor(bot: Bot, endpoint: string) {
    this.#bot = bot;
    this.#endpoint = endpoint;
  }

  /** @param file the script, relative to `test/fixtures/bots` */
  static async start(file: string, options: DrivenBotOptions): Promise<DrivenBot> {
    const { preload = 'require', url, env = {} } = options;
    const bot = new Bot(file, {
      preload,
      env: { ...environment(preload, url), ...env },
      timeoutMillis: 60_000,
    });
    const [, endpoint = 'none'] = await bot.says(/^endpoint (\S+)$/m);
    return new DrivenBot(bot, endpoint);
  }

  /** Makes one call and waits for its end. */
  async call(on: string, method: string, ...args: unknown[]): Promise<Outcome> {
    const [outcome] = await this.calls([{ on, method, args }]);
    if (outcome === undefined) throw new Error(`the call of ${method} has no outcome`);
    return outcome;
  }

  /** Starts calls in one go, and gives their outcomes in the order in which they ended. */
  async calls(calls: readonly Call[]): Promise<readonly Outcome[]> {
    return (await this.#ask({ do: 'call', calls })).settled ?? [];
  }

  /** Starts calls without waiting for them: see {@link DrivenBot.finish}. */
  async begin(calls: readonly Call[]): Promise<void> {
    await this.#ask({ do: 'begin', calls });
  }

  /** Waits for every call that was begun. */
  async finish(): Promise<readonly Outcome[]> {
    return (await this.#ask({ do: 'finish' })).settled ?? [];
  }

  /** The events so far. */
  async events(): Promise<readonly RecordedEvent[]> {
    this.#events.push(...((await this.#ask({ do: 'events' })).events ?? []));
    return this.#events;
  }

  /** Waits until a client has given an event of this name so many times in all. */
  async happened({ on, name, count = 1 }: AwaitedEvent, deadlineMs = 10_000): Promise<void> {
    const end = Date.now() + deadlineMs;
    const isIt = (event: RecordedEvent): boolean => event.on === on && event.name === name;
    while ((await this.events()).filter(isIt).length < count) {
      if (Date.now() > end) throw new Error(`gave up waiting for ${count} ${name} of ${on}`);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }

  /** What `/metrics` says now, as text. */
  async scrape(accept = '*/*'): Promise<string> {
    const headers = { accept, authorization: `Bearer ${TOKEN}` };
    const response = await fetch(this.#endpoint, { headers });
    if (response.status !== 200) throw new Error(`the endpoint answered ${response.status}`);
    return response.text();
  }

  /** The series of `/metrics` now. */
  async series(): Promise<Series> {
    const series = parseExposition(await this.scrape());
    const unclaimed = [...series.keys()].filter((key) => key.includes(NOBODY));
    if (unclaimed.length > 0) throw new Error(`sockets are followed twice: ${unclaimed}`);
    return series;
  }

  /** Everything that it has said beside its answers. */
  get stderr(): string {
    return this.#bot.stderr;
  }

  /** Lets the bot close its clients and end by itself. */
  end(): Promise<ProgramEnding> {
    this.#bot.release();
    return this.#bot.ended();
  }

  async #ask(command: object): Promise<Answer> {
    this.#commands += 1;
    const id = this.#commands;
    this.#bot.tell(JSON.stringify({ id, ...command }));
    const [line] = await this.#bot.says(new RegExp(`^\\{"id":${id}[,}].*\n`, 'm'));
    return JSON.parse(line) as Answer;
  }
}

function environment(preload: Preload, url: string): Record<string, string> {
  return {
    PAPER_EXCHANGE_URL: url,
    GENESIS_WS_HOSTS: `${new URL(url).host}=${NOBODY}`,
    BOT_API_KEY: CANARIES.apiKey,
    BOT_SECRET: CANARIES.secret,
    BOT_PASSPHRASE: CANARIES.passphrase,
    DRIVEN_BOT_IS_PRELOADED: preload === 'none' ? 'no' : 'yes',
    // Everything that is ever said, so that nothing secret is said unseen.
    OTEL_LOG_LEVEL: 'all',
  };
}

/** What a call gave; it must have given something. */
export function given<Value>(outcome: Outcome | undefined): Value {
  if (outcome?.ok !== true) throw new Error(`the call failed: ${JSON.stringify(outcome)}`);
  return outcome.value as Value;
}

/** Waits until `/metrics` says what is expected; the last series are in the error otherwise. */
export async function eventually(
  bot: DrivenBot,
  condition: (series: Series) => boolean,
  what: string,
  deadlineMs = 10_000,
): Promise<Series> {
  const end = Date.now() + deadlineMs;
  for (;;) {
    const series = await bot.series();
    if (condition(series)) return series;
    if (Date.now() > end) {
      const told = [...series]
        .filter(([key]) => /^genesis_(?!scrape|exporter|event_loop)/.test(key))
        .map(String);
      throw new Error(`gave up waiting for ${what}:\n${told.join('\n')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
