import { join } from 'node:path';
import type {
  PaperExchange,
  PaperExchangeOptions,
} from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import { Program } from '../../support/program.js';
import type { Series } from '../../support/series.js';
import { parseExposition } from '../../support/series.js';
import { botEnvironment, PACKAGE_ROOT, TOKEN } from '../preload/bot.js';

export type Told = Readonly<Record<string, unknown>>;

/** How a step of the bot ended. */
export interface Outcome {
  readonly value?: unknown;
  readonly error?: Told;
}

/** The bots: each line of the client, required and imported. */
export const BOTS = {
  '4.x, required': 'bots/alpaca-modern-require.cjs',
  '4.x, imported': 'bots/alpaca-modern-import.mjs',
  '3.x, required': 'alpaca-3/require.cjs',
  '3.x, imported': 'alpaca-3/import.mjs',
} as const;

/** The same for the entry of the 4.x line that has no streams. */
export const REST_BOTS = {
  '4.x without streams, required': 'bots/alpaca-rest-require.cjs',
  '4.x without streams, imported': 'bots/alpaca-rest-import.mjs',
} as const;

const SCRIPTS = { ...BOTS, ...REST_BOTS };
export type BotName = keyof typeof SCRIPTS;

export const isModern = (name: BotName): boolean => name.startsWith('4');

/** What a bot has for credentials; none of it may ever leave it. */
export const SECRETS = { ALPACA_KEY: 'CANARY-KEY-1f7c', ALPACA_SECRET: 'CANARY-SECRET-9b2e' };

export interface BotOptions {
  readonly preload?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

/** A bot of `test/fixtures` that does one step after the other, as it is told. */
export class DrivenBot extends Program {
  #id = 0;

  private constructor(name: BotName, exchange: PaperExchange, { preload, env }: BotOptions) {
    const flags = preload === false ? [] : ['--require', 'genesis-otel/register'];
    const script = join(PACKAGE_ROOT, 'test/fixtures', SCRIPTS[name]);
    super([...flags, script], {
      cwd: PACKAGE_ROOT,
      env: botEnvironment({
        OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
        PAPER_EXCHANGE_URL: exchange.url,
        ...SECRETS,
        ...env,
      }),
      timeoutMillis: 60_000,
    });
  }

  static async start(
    name: BotName,
    exchange: PaperExchange,
    options: BotOptions = {},
  ): Promise<DrivenBot> {
    const bot = new DrivenBot(name, exchange, options);
    await bot.says(/"ready"/);
    return bot;
  }

  /** Has the bot do a step, and gives how that ended. */
  async try(step: string, argument?: unknown): Promise<Outcome> {
    this.#id += 1;
    this.tell(JSON.stringify({ id: this.#id, step, argument }));
    const [line] = await this.says(new RegExp(`^\\{"id":${this.#id},.*$`, 'm'));
    const { value, error } = JSON.parse(line) as Outcome;
    return error === undefined ? { value } : { error };
  }

  /** Has the bot do a step that is to succeed. */
  async do<Value = Told>(step: string, argument?: unknown): Promise<Value> {
    const { value, error } = await this.try(step, argument);
    if (error !== undefined) throw new Error(`${step} failed: ${JSON.stringify(error)}`);
    return value as Value;
  }

  /** Waits until an event of a stream was told. */
  async hears(event: string): Promise<void> {
    await this.says(new RegExp(`^\\{"event":"${event}".*$`, 'm'));
  }

  /** The text of the bot's metrics. */
  async exposition(): Promise<string> {
    const url = await this.do<string>('metrics');
    const response = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
    if (response.status !== 200) throw new Error(`the endpoint answered ${response.status}`);
    return response.text();
  }

  async metrics(): Promise<Series> {
    return parseExposition(await this.exposition());
  }

  async stop(): Promise<void> {
    this.release();
    await this.ended();
  }
}

/** Runs the same tests for every bot, each with an exchange and a process of its own. */
export function forEachBot(
  title: string,
  tests: (bench: Bench, name: BotName) => void,
  options: Omit<BotOptions, 'preload'> & { readonly exchange?: PaperExchangeOptions } = {},
): void {
  for (const name of Object.keys(BOTS) as BotName[]) {
    describe(`${title}, Alpaca ${name}`, () => {
      const bench = {} as Bench;

      before(async () => {
        bench.exchange = await quietExchange(options.exchange);
        bench.bot = await DrivenBot.start(name, bench.exchange, options);
      });

      after(async () => {
        await bench.bot.stop();
        await bench.exchange.close();
      });

      tests(bench, name);
    });
  }
}

/** What the tests of one bot work with; both are there once the tests run. */
export interface Bench {
  exchange: PaperExchange;
  bot: DrivenBot;
}

/** Waits until the bot's metrics are as they should be, and gives them. */
export async function untilMetrics(
  bot: DrivenBot,
  isSo: (series: Series) => boolean,
  what: string,
): Promise<Series> {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const series = await bot.metrics();
    if (isSo(series)) return series;
    if (Date.now() > deadline) throw new Error(`gave up waiting for ${what}`);
  }
}

/** A series by its exposition key; labels in the order of the exposition. */
export function seriesKey(name: string, labels: Readonly<Record<string, string>>): string {
  const text = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `${name}{${text.join(',')}}`;
}
