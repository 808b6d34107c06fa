import type { Core } from '../../core.js';
import { outsideWindow, Refusal } from '../../errors.js';
import type { OrderEvent } from '../../venue.js';
import { socketArrival } from '../arrivals.js';
import { authenticate } from '../authentication.js';
import type { DialectSocket } from '../dialect.js';
import { deliver } from '../gateway.js';
import { attempt } from '../orders.js';
import type { Asked } from '../route.js';
import { type Session, SubscriptionBook, type Tick } from '../subscriptions.js';
import { CLOCK_WINDOW_MS, gateway, taskFor } from './gateway.js';
import { CLASSIC_CHANNELS, UNIFIED_TOPICS } from './private-streams.js';
import { publicRow } from './public-streams.js';
import { ORDER_TOPICS } from './unified-routes.js';

/** What a client asked to be told, as it put it: pushes repeat it. */
type Arg = Readonly<Record<string, string>>;

type BitgetSession = Session<Arg>;

interface Frame {
  readonly op: string;
  readonly id?: string;
  readonly topic?: string;
  readonly category?: string;
  readonly args: readonly Arg[];
}

const isUnified = (arg: Arg): boolean => arg['topic'] !== undefined;
const channelOf = (arg: Arg): string => arg['channel'] ?? arg['topic'] ?? '';

const push = ({ core, socket }: BitgetSession, arg: Arg, data: readonly object[]): void =>
  socket.send({ action: 'snapshot', arg, data, ts: core.time() });

function onOrder(session: BitgetSession, event: OrderEvent): void {
  for (const arg of session.subscriptions.values()) {
    const views = isUnified(arg) ? UNIFIED_TOPICS : CLASSIC_CHANNELS;
    const view = views[channelOf(arg)];
    const concerned = isUnified(arg) || (arg['instType'] === 'SPOT') === (event.venue === 'spot');
    const data = concerned ? view?.(session.core, event) : undefined;
    if (data !== undefined) push(session, arg, data);
  }
}

function onTick(session: BitgetSession, tick: Tick): void {
  for (const arg of session.subscriptions.values()) {
    if ((arg['instId'] ?? arg['symbol']) !== tick.quote.market.symbol) continue;
    const row = publicRow(channelOf(arg), isUnified(arg), session.core, tick);
    if (row !== undefined) push(session, arg, [row]);
  }
}

const streams = new SubscriptionBook<Arg>({ onOrder, onTick });

/** A socket of either account; whatever the path, it takes public and private channels alike. */
export function serveSocket(core: Core, socket: DialectSocket): void {
  const session = streams.open(core, socket, {});
  socket.onText((text) => {
    if (text === 'ping') {
      socket.send('pong');
      return;
    }
    receive(session, JSON.parse(text) as Frame).catch(() =>
      socket.send({ event: 'error', code: 30002, msg: 'Unrecognized request' }),
    );
  });
}

async function receive(session: BitgetSession, frame: Frame): Promise<void> {
  const { op, args } = frame;
  if (op === 'login') {
    login(session, args[0] ?? {});
  } else if (op === 'trade') {
    await trade(session, frame);
  } else {
    const change = op === 'subscribe' ? subscribe : unsubscribe;
    for (const arg of args) change(session, arg);
  }
}

/** The time of a login is in seconds. */
function login(session: BitgetSession, { apiKey, passphrase, timestamp, sign }: Arg): void {
  const { core, socket } = session;
  const signature = passphrase === undefined ? undefined : sign;
  const credentials = { apiKey, signature, sentAt: Number(timestamp) * 1000 };
  const account = attempt(() => authenticate(core, credentials, CLOCK_WINDOW_MS));
  if (!(account instanceof Refusal)) {
    session.account = account;
    socket.send({ event: 'login', code: 0, msg: '' });
  } else if (account.code === outsideWindow().code) {
    socket.send({ event: 'error', code: 30008, msg: 'Timestamp request expired' });
  } else {
    socket.send({ event: 'error', code: 30011, msg: 'Invalid ACCESS_KEY' });
  }
}

const isPrivate = (arg: Arg): boolean =>
  channelOf(arg) in (isUnified(arg) ? UNIFIED_TOPICS : CLASSIC_CHANNELS);

function subscribe({ socket, subscriptions, account }: BitgetSession, arg: Arg): void {
  if (isPrivate(arg) && account === undefined) {
    socket.send({ event: 'error', arg, code: 30004, msg: 'User needs to log in' });
    return;
  }
  subscriptions.set(JSON.stringify(arg), arg);
  socket.send({ event: 'subscribe', arg });
}

function unsubscribe({ socket, subscriptions }: BitgetSession, arg: Arg): void {
  subscriptions.delete(JSON.stringify(arg));
  socket.send({ event: 'unsubscribe', arg });
}

/** An order request of the unified account. */
async function trade(session: BitgetSession, frame: Frame): Promise<void> {
  const { core, socket, account } = session;
  const { id, topic = '', category = '', args } = frame;
  const route = ORDER_TOPICS[topic];
  if (route === undefined || account === undefined) {
    socket.send({ event: 'error', id, code: '30004', msg: 'User needs to log in' });
    return;
  }
  const task = taskFor(route, askedBy(session, frame));
  const answer = await gateway.serve(core, socketArrival(session, topic), task);
  deliver(socket, answer, ({ body }) => {
    const { code, msg, data } = body as { code: string; msg: string; data: object };
    const ts = String(core.time());
    if (code !== '00000') {
      return { event: 'error', id, code, msg, ts };
    }
    const rows = (Array.isArray(data) ? data : [data]).map((row: object, index) => ({
      symbol: args[index]?.['symbol'],
      ...row,
      cTime: ts,
    }));
    return { event: 'trade', id, category, topic, args: rows, code: '0', msg: 'success', ts };
  });
}

function askedBy({ core, account }: BitgetSession, { topic, category, args }: Frame): Asked {
  const items = args.map((arg) => ({ category, ...arg }));
  const list = topic?.startsWith('batch') === true ? items : [];
  return { core, account, fields: items[0] ?? {}, list };
}
