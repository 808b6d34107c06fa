import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import { jsonOf } from '../handling.js';
import { checkTime } from './authentication.js';

/** The account that a log-on is for, or nothing where key, time or signature is missing. */
export function logOn(core: Core, args: readonly unknown[]): Account | undefined {
  const [key, timestamp, sign] = args;
  try {
    checkTime(core, timestamp);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
  return key && sign ? core.account(String(key)) : undefined;
}

export interface Frame {
  readonly verb: string;
  readonly args: readonly unknown[];
}

/** A frame of spot, which says `op`, or of futures, which says `action`. */
export function frameOf(text: string): Frame {
  const { op, action, args } = jsonOf(text);
  return { verb: String(op ?? action), args: Array.isArray(args) ? args : [] };
}

/** Topics are told apart by what stands before the colon; some have nothing behind it. */
export class Topics {
  readonly #topics = new Set<string>();

  add(topic: string): void {
    this.#topics.add(topic);
  }

  delete(topic: string): void {
    this.#topics.delete(topic);
  }

  /** The topics subscribed to that begin with a channel and are for this symbol. */
  of(channel: string, symbol: string): string[] {
    return [...this.#topics].filter((topic) => {
      const [name = '', of = ''] = topic.split('@')[0]?.split(':') ?? [];
      return name.startsWith(channel) && of === symbol;
    });
  }

  has(topic: string): boolean {
    return this.#topics.has(topic);
  }
}
