import type { IncomingHttpHeaders } from 'node:http';
import type { VariableName } from '../../../lib/config/variables.js';
import { freePort } from '../../support/free-port.js';
import type { ReceiverOptions } from '../../support/otlp/otlp-receiver.js';
import { OtlpReceiver } from '../../support/otlp/otlp-receiver.js';
import type { OtlpRequest } from '../../support/otlp/otlp-request.js';
import type { Ending } from '../preload/bot.js';
import { Bot, botEnvironment } from '../preload/bot.js';
import { CANARIES } from '../support/canaries.js';
import { Exchange } from './exchange.js';
import type { Scrape, ScrapeOptions } from './scrape.js';
import { scrape } from './scrape.js';

export type Variables = Partial<Record<VariableName, string>>;

/** What a bot of a run can reach. */
export interface Place {
  /** The base address of a receiver. */
  url(receiver: string): string;
  /** The same without a scheme. */
  host(receiver: string): string;
  /** Where the exchange is, as `host:port`. */
  readonly exchange: string;
  /** A port that is free. */
  readonly freePort: number;
}

/** How a bot is run, and what is looked at meanwhile. */
export interface Plan {
  readonly receivers?: Readonly<Record<string, ReceiverOptions>>;
  /** Whether the bot listens to a stream. */
  readonly streams?: boolean;
  /** Whether the bot trades through a client of an exchange. */
  readonly trades?: boolean;
  /** Whether the bot waits less for its last push than the default time of one is. */
  readonly givesUp?: boolean;
  variables(place: Place): Variables;
  readonly scrapes?: Readonly<Record<string, ScrapeOptions>>;
  /** Waited for before the bot is told to end. */
  until?(receivers: Readonly<Record<string, OtlpReceiver>>): Promise<unknown>;
}

/** What was seen of a bot. */
export interface Outcome {
  readonly variables: Variables;
  readonly place: Place;
  /** Where the endpoint is, as the bot says. */
  readonly endpoint: string;
  readonly scrapes: Readonly<Record<string, Scrape | undefined>>;
  /** What came before the bot was told to end. */
  readonly early: Readonly<Record<string, readonly OtlpRequest[]>>;
  readonly received: Readonly<Record<string, readonly OtlpRequest[]>>;
  /** The headers of the bot's calls of the exchange. */
  readonly calls: readonly IncomingHttpHeaders[];
  readonly ending: Ending;
}

/** Without a token the endpoint is for this machine, and scraped without one. */
const OPEN = { PROMETHEUS_AUTH_TOKEN: '' };
/** As bots take their keys, on the command line too. */
const SECRETS = { EXCHANGE_KEY: CANARIES.apiKey, EXCHANGE_SECRET: CANARIES.secret };

/** Runs a bot under the preload, in a process of its own. */
export async function run(plan: Plan): Promise<Outcome> {
  const receivers = await startReceivers(plan.receivers ?? {});
  const exchange = await Exchange.start();
  try {
    return await runBot(plan, receivers, exchange, {
      url: (name) => receivers[name]?.url ?? '',
      host: (name) => new URL(receivers[name]?.url ?? '').host,
      exchange: exchange.host,
      freePort: await freePort(),
    });
  } finally {
    exchange.stop();
    await Promise.all(Object.values(receivers).map((receiver) => receiver.stop()));
  }
}

async function runBot(
  plan: Plan,
  receivers: Readonly<Record<string, OtlpReceiver>>,
  exchange: Exchange,
  place: Place,
): Promise<Outcome> {
  const variables = plan.variables(place);
  const env = botEnvironment({ ...OPEN, ...(variables as Record<string, string>) });
  const { host } = exchange;
  const stream: Record<string, string> =
    plan.streams === true ? { BOT_STREAM_URL: `ws://${host}/` } : {};
  const trades: Record<string, string> = plan.trades === true ? { BOT_TRADES: 'yes' } : {};
  const patience: Record<string, string> = plan.givesUp === true ? { BOT_PATIENCE: '6000' } : {};
  const told = { ...stream, ...trades, ...patience, BOT_EXCHANGE_URL: `http://${host}` };
  const bot = new Bot('configured.cjs', {
    env: { ...env, ...told, ...SECRETS },
    args: Object.entries(CANARIES).flat(),
    timeoutMillis: 60_000,
  });
  const [, endpoint = ''] = await bot.says(/^endpoint (none|http\S+)$/m);
  const scrapes: Record<string, Scrape | undefined> = {};
  for (const [name, options] of Object.entries(plan.scrapes ?? { plain: {} })) {
    scrapes[name] = endpoint === 'none' ? undefined : await scrape(endpoint, options);
  }
  await plan.until?.(receivers);
  const early = requestsOf(receivers);
  bot.release();
  const ending = await bot.ended();
  const received = requestsOf(receivers);
  const { calls } = exchange;
  return { variables, place, endpoint, scrapes, early, received, calls, ending };
}

function requestsOf(receivers: Readonly<Record<string, OtlpReceiver>>) {
  return Object.fromEntries(
    Object.entries(receivers).map(([name, { requests }]) => [name, [...requests]]),
  );
}

async function startReceivers(
  plans: Readonly<Record<string, ReceiverOptions>>,
): Promise<Record<string, OtlpReceiver>> {
  const started = Object.entries(plans).map(
    async ([name, options]) => [name, await OtlpReceiver.start(options)] as const,
  );
  return Object.fromEntries(await Promise.all(started));
}
