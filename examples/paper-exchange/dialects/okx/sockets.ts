import type { Core } from '../../core.js';
import { missingKey, outsideWindow } from '../../errors.js';
import { type Params, toParams } from '../../operation.js';
import type { DialectSocket } from '../dialect.js';
import { accountOfKey } from '../keys.js';
import { type OkxOperation, OPERATIONS } from './operations.js';
import { perform } from './perform.js';
import { greet, type Member, rooms } from './streams.js';

const TRADE_OPERATIONS: Readonly<Record<string, OkxOperation | undefined>> = {
  order: OPERATIONS.place,
  'batch-orders': OPERATIONS.placeBatch,
  'amend-order': OPERATIONS.amend,
  'batch-amend-orders': OPERATIONS.amendBatch,
  'cancel-order': OPERATIONS.cancel,
  'batch-cancel-orders': OPERATIONS.cancelBatch,
};

/** Channels for which a socket has to be logged in. */
const PRIVATE_CHANNELS = ['orders', 'positions', 'account'];

/** How old the timestamp of a login may be. */
const WINDOW_S = 30;

interface Frame {
  readonly id?: string;
  readonly op: string;
  readonly args: readonly Params[];
}

interface Session {
  readonly core: Core;
  readonly member: Member;
  readonly connId: string;
  apiKey: string | undefined;
}

let connections = 0;

export function socket(core: Core, dialectSocket: DialectSocket): void {
  const member: Member = { socket: dialectSocket, args: new Map(), account: undefined };
  connections += 1;
  const session: Session = { core, member, connId: `paper${connections}`, apiKey: undefined };
  const members = rooms.of(core);
  members.add(member);
  dialectSocket.onClose(() => members.delete(member));
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

function receive(session: Session, text: string): void {
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

function login(session: Session, { args }: Frame): void {
  const { core, member, connId } = session;
  const [{ apiKey = '', timestamp = '' } = {}] = args;
  try {
    const account = accountOfKey(core, apiKey);
    if (!(Math.abs(core.time() / 1000 - Number(timestamp)) <= WINDOW_S)) {
      throw outsideWindow();
    }
    member.account = account;
    session.apiKey = apiKey;
    member.socket.send({ event: 'login', code: '0', msg: '', connId });
  } catch {
    member.socket.send({ event: 'error', code: '60009', msg: 'Login failed.', connId });
  }
}

function subscribe({ core, member, connId }: Session, op: string, arg: Params): void {
  const needsLogin = PRIVATE_CHANNELS.includes(arg['channel'] ?? '');
  if (needsLogin && member.account === undefined) {
    member.socket.send({ event: 'error', code: '60011', msg: 'Please log in', connId });
    return;
  }
  member.socket.send({ event: op, arg, connId });
  const key = JSON.stringify(arg);
  if (op === 'unsubscribe') {
    member.args.delete(key);
    return;
  }
  member.args.set(key, arg);
  greet(core, member, arg);
}

async function trade(session: Session, { id, op, args }: Frame): Promise<void> {
  const { core, member, connId, apiKey } = session;
  const operation = TRADE_OPERATIONS[op];
  if (operation === undefined) {
    member.socket.send({ event: 'error', code: '60012', msg: 'Invalid request', connId });
    return;
  }
  const inTime = micros(core);
  const told = await perform(core, {
    operation,
    items: args,
    asked: { transport: 'ws', method: 'WS', path: op, apiKey, session: member.account },
    authenticate: () => {
      if (member.account === undefined) {
        throw missingKey();
      }
      return member.account;
    },
  });
  if (told?.cut === true) {
    member.socket.ws.terminate();
  } else if (told !== undefined) {
    member.socket.send({ id, op, ...told.body, inTime, outTime: micros(core) });
  }
}

const micros = (core: Core): string => `${core.time()}000`;
