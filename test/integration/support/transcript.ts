import type { PaperExchange } from '../../../examples/paper-exchange/index.js';
import { quietExchange } from '../../examples/paper-exchange/support.js';
import type { Preload } from '../preload/bot.js';
import type { AwaitedEvent, Call, Outcome, RecordedEvent } from './driven-bot.js';
import { DrivenBot } from './driven-bot.js';

/** A step of a script: calls that start together, an event to wait for, or something done to the exchange. */
export type Step =
  | readonly Call[]
  | { readonly until: AwaitedEvent }
  | { readonly exchange: (exchange: PaperExchange) => void };

/** What a bot saw of its clients while it ran a script. */
export interface Transcript {
  /**
   * For each step of calls how they ended, in the order in which they were made: each has a connection
   * of its own, and which of two answers comes first is nobody's promise.
   */
  readonly steps: readonly (readonly Outcome[])[];
  /** The events of each client, in order. */
  readonly events: Readonly<Record<string, readonly RecordedEvent[]>>;
  readonly code: number | null;
}

/** What differs from run to run by itself, and what is written in its place. */
export type Replacement = readonly [pattern: RegExp, by: string];

const ALWAYS: readonly Replacement[] = [
  [/127\.0\.0\.1:\d+/g, '<host>'],
  [/"port":\d+/g, '"port":"<port>"'],
  [/\b1[5-9]\d{11}\b/g, '0'],
  [/\b[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT\b/g, '<date>'],
  [/\b[0-9a-f]{64}\b/g, '<digest>'],
  // Windows end while a bot runs.
  [/"x-mbx-(?:used-weight|order-count)[^"]*":"\d+"/g, '"x-mbx":"0"'],
];

export interface TranscriptOptions {
  readonly replacements?: readonly Replacement[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a script with a bot against an exchange of its own, and tells what the bot saw. */
export async function transcript(
  file: string,
  preload: Preload,
  script: readonly Step[],
  { replacements = [], env = {} }: TranscriptOptions = {},
): Promise<Transcript> {
  const exchange = await quietExchange();
  try {
    const bot = await DrivenBot.start(file, { preload, url: exchange.url, env });
    const steps: (readonly Outcome[])[] = [];
    for (const step of script) {
      if ('exchange' in step) step.exchange(exchange);
      else if ('until' in step) await bot.happened(step.until);
      else steps.push(inOrderOfCalls(await bot.calls(step)));
    }
    const events = byClient(await bot.events());
    const { code } = await bot.end();
    return steady({ steps, events, code }, [...ALWAYS, ...replacements]);
  } finally {
    await exchange.close();
  }
}

function inOrderOfCalls(outcomes: readonly Outcome[]): Outcome[] {
  return [...outcomes].sort((one, other) => one.index - other.index);
}

function byClient(events: readonly RecordedEvent[]): Record<string, RecordedEvent[]> {
  const clients: Record<string, RecordedEvent[]> = {};
  for (const event of events) {
    const own = clients[event.on] ?? [];
    clients[event.on] = own;
    own.push(event);
  }
  return clients;
}

function steady(told: Transcript, replacements: readonly Replacement[]): Transcript {
  let text = JSON.stringify(told);
  for (const [pattern, by] of replacements) text = text.replace(pattern, by);
  return JSON.parse(text) as Transcript;
}
