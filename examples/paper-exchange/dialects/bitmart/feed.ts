import { Refusal } from '../../errors.js';
import { authenticate } from '../authentication.js';
import { jsonOf } from '../fields.js';
import { attempt } from '../orders.js';
import type { Session } from '../subscriptions.js';

/** How far a client's clock may be off. */
export const CLOCK_WINDOW_MS = 60_000;

/** A socket with the names of its topics. */
export type BitmartSession = Session<string>;

/** Whether a session has the account that it logs on to: key, time and signature have to be there. */
export function logOn(session: BitmartSession, args: readonly unknown[]): boolean {
  const [apiKey, sentAt, signature] = args.map(String);
  const credentials = { apiKey, signature, sentAt: Number(sentAt) };
  const account = attempt(() => authenticate(session.core, credentials, CLOCK_WINDOW_MS));
  session.account = account instanceof Refusal ? undefined : account;
  return session.account !== undefined;
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

/** Subscribes to topics or leaves them, and confirms each as its kind of socket does. */
export function change(
  { socket, subscriptions }: BitmartSession,
  { verb, args }: Frame,
  confirmation: (topic: string) => object,
): void {
  for (const topic of args.map(String)) {
    if (verb === 'subscribe') subscriptions.set(topic, topic);
    if (verb === 'unsubscribe') subscriptions.delete(topic);
    socket.send(confirmation(topic));
  }
}

/** The topics subscribed to that begin with a channel and are for this symbol. */
export const topicsOf = ({ subscriptions }: BitmartSession, channel: string, symbol: string) =>
  [...subscriptions.keys()].filter((topic) => {
    const [name = '', of = ''] = topic.split('@')[0]?.split(':') ?? [];
    return name.startsWith(channel) && of === symbol;
  });
