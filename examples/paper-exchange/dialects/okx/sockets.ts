import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import { type Params, toParams } from '../../operation.js';
import { socketArrival } from '../arrivals.js';
import { authenticate } from '../authentication.js';
import type { DialectSocket } from '../dialect.js';
import { deliver } from '../gateway.js';
import { attempt } from '../orders.js';
import { gateway } from './gateway.js';
import type { OkxOperation } from './operation.js';
import { TRADING } from './order-operations.js';
import { WINDOW_MS } from './rest.js';
import { greet, type OkxSession, streams } from './streams.js';

const OPERATIONS: Readonly<Record<string, OkxOperation | undefined>> = {
  order: TRADING.place,
  'batch-orders': TRADING.placeBatch,
  'amend-order': TRADING.amend,
  'batch-amend-orders': TRADING.amendBatch,
  'cancel-order': TRADING.cancel,
  'batch-cancel-orders': TRADING.cancelBatch,
};

/** Channels for which a socket has to be logged in. */
const PRIVATE_CHANNELS = ['orders', 'positions', 'account'];

interface Frame {
  readonly id?: string;
  readonly op: string;
  readonly args: readonly Params[];
}

let connections = 0;

export function socket(core: Core, dialectSocket: DialectSocket): void {
  connections += 1;
  const session = streams.open(core, dialectSocket, { connId: `paper${connections}` });
  dialectSocket.onText((text) => {
    if (text === 'ping') {
      dialectSocket.send('pong');
    } else {
      receive(session, text);
    }
  });
}

function parse(text: string): Frame {
  const { id, op = '', args = [] } = JSON.parse(text) as Partial<Frame>;
  return {
    ...(id === undefined ? {} : { id }),
    op,
    args: args.map((arg) => toParams(arg)),
  };
}

function receive(session: OkxSession, text: string): void {
  const frame = parse(text);
  switch (frame.op) {
    case 'login':
      login(session, frame);
      return;
    case 'subscribe':
    case 'unsubscribe':
      for (const arg of frame.args) subscribe(session, frame.op, arg);
      return;
    default:
      void trade(session, frame);
  }
}

/** The time of a login is in seconds. */
function login(session: OkxSession, { args }: Frame): void {
  const { core, socket, connId } = session;
  const [{ apiKey, timestamp, sign } = {}] = args;
  const credentials = { apiKey, signature: sign, sentAt: Number(timestamp) * 1000 };
  const account = attempt(() => authenticate(core, credentials, WINDOW_MS));
  if (account instanceof Refusal) {
    socket.send({ event: 'error', code: '60009', msg: 'Login failed.', connId });
  } else {
    session.account = account;
    socket.send({ event: 'login', code: '0', msg: '', connId });
  }
}

function subscribe(session: OkxSession, op: string, arg: Params): void {
  const { socket, account, subscriptions, connId } = session;
  const needsLogin = PRIVATE_CHANNELS.includes(arg['channel'] ?? '');
  if (needsLogin && account === undefined) {
    socket.send({ event: 'error', code: '60011', msg: 'Please log in', connId });
    return;
  }
  socket.send({ event: op, arg, connId });
  const key = JSON.stringify(arg);
  if (op === 'unsubscribe') {
    subscriptions.delete(key);
    return;
  }
  subscriptions.set(key, arg);
  greet(session, arg);
}

async function trade(session: OkxSession, { id, op, args }: Frame): Promise<void> {
  const { core, socket, connId } = session;
  const task = OPERATIONS[op]?.(core, args, false);
  if (task === undefined) {
    socket.send({ event: 'error', code: '60012', msg: 'Invalid request', connId });
    return;
  }
  const inTime = micros(core);
  const answer = await gateway.serve(core, socketArrival(session, op), task);
  deliver(socket, answer, ({ body }) => ({
    id,
    op,
    ...(body as object),
    inTime,
    outTime: micros(core),
  }));
}

const micros = (core: Core): string => `${core.time()}000`;
