import type { Core } from '../../core.js';
import type { Venue } from '../../markets.js';
import type { OrderEvent } from '../../venue.js';
import type { DialectSocket } from '../dialect.js';
import { type Session, SubscriptionBook, type Tick } from '../subscriptions.js';
import { PRIVATE, PUBLIC } from './channels.js';
import { logIn } from './login.js';
import { pairOf } from './symbols.js';
import { serveApi } from './ws-api.js';

/** A channel with the pairs it was asked for, `!all` for every one. */
export interface Subscription {
  readonly channel: string;
  readonly pairs: readonly string[];
}

export type GateSession = Session<Subscription>;

export interface Frame {
  readonly time: number;
  readonly id?: unknown;
  readonly channel: string;
  readonly event?: string;
  /** A list of pairs, or a request of the order API. */
  readonly payload?: Readonly<Record<string, unknown>>;
  readonly auth?: { readonly KEY?: string; readonly SIGN?: string };
}

const venueOf = (channel: string): Venue => (channel.startsWith('spot.') ? 'spot' : 'usdm');

const covers = ({ pairs }: Subscription, pair: string): boolean =>
  pairs.includes('!all') || pairs.includes(pair);

const head = (core: Core, channel: string, event: string) => ({
  time: Math.floor(core.time() / 1000),
  time_ms: core.time(),
  channel,
  event,
});

function push({ core, socket }: GateSession, channel: string, result: object): void {
  socket.send({ ...head(core, channel, 'update'), result });
}

function onOrder(session: GateSession, event: OrderEvent): void {
  for (const subscription of session.subscriptions.values()) {
    const { channel } = subscription;
    const isBalance = channel.endsWith('.balances');
    const concerned =
      venueOf(channel) === event.venue &&
      (isBalance || covers(subscription, pairOf(event.order.market)));
    const rows = concerned ? PRIVATE[channel]?.(session.core, event) : undefined;
    if (rows !== undefined) push(session, channel, rows);
  }
}

function onTick(session: GateSession, tick: Tick): void {
  for (const subscription of session.subscriptions.values()) {
    const { channel } = subscription;
    const view = PUBLIC[channel.slice(channel.indexOf('.') + 1)];
    if (view !== undefined && covers(subscription, pairOf(tick.quote.market))) {
      push(session, channel, view(session.core, tick, venueOf(channel)));
    }
  }
}

const streams = new SubscriptionBook<Subscription>({ onOrder, onTick });

/** A socket of spot or futures: its channels tell which, whatever the path. */
export function serveSocket(core: Core, socket: DialectSocket): void {
  const session = streams.open(core, socket, {});
  socket.onText((text) => {
    receive(session, JSON.parse(text) as Frame).catch(() =>
      socket.send({ error: { code: 1, message: 'invalid argument' } }),
    );
  });
}

async function receive(session: GateSession, frame: Frame): Promise<void> {
  const { core, socket } = session;
  if (frame.channel.endsWith('.ping')) {
    const channel = frame.channel.replace('.ping', '.pong');
    socket.send({ ...head(core, channel, ''), result: null });
  } else if (frame.event === 'api') {
    await serveApi(session, frame);
  } else {
    change(session, frame);
  }
}

function change(session: GateSession, frame: Frame): void {
  const { core, socket, subscriptions } = session;
  const { channel, event = 'subscribe', id } = frame;
  const answer = { ...head(core, channel, event), id };
  if (channel in PRIVATE) {
    const { KEY, SIGN } = frame.auth ?? {};
    const errs = logIn(session, { apiKey: KEY, signature: SIGN, sentAt: frame.time * 1000 });
    if (errs !== undefined) {
      const error = { code: 4, message: JSON.stringify(errs) };
      socket.send({ ...answer, error, result: { status: 'fail' } });
      return;
    }
  }
  if (event === 'unsubscribe') {
    subscriptions.delete(channel);
  } else {
    const before = subscriptions.get(channel)?.pairs ?? [];
    subscriptions.set(channel, { channel, pairs: [...before, ...pairsOf(frame)] });
  }
  socket.send({ ...answer, result: { status: 'success' } });
}

const pairsOf = ({ payload }: Frame): string[] =>
  Array.isArray(payload) ? payload.map((item) => String(item)) : [];
