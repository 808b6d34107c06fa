import type { Core } from '../../core.js';
import { missingKey, outsideWindow } from '../../errors.js';
import { type Params, toParams } from '../../operation.js';
import type { DialectSocket } from '../dialect.js';
import { accountOfKey, checkSentAt } from '../keys.js';
import { type BybitOperation, OPERATIONS } from './operations.js';
import { perform } from './perform.js';
import { greet, type Member, rooms } from './streams.js';

const TRADE_OPERATIONS: Readonly<Record<string, BybitOperation | undefined>> = {
  'order.create': OPERATIONS.create,
  'order.amend': OPERATIONS.amend,
  'order.cancel': OPERATIONS.cancel,
  'order.create-batch': OPERATIONS.createBatch,
  'order.amend-batch': OPERATIONS.amendBatch,
  'order.cancel-batch': OPERATIONS.cancelBatch,
};

interface Frame {
  readonly op: string;
  readonly req_id?: string;
  readonly reqId?: string;
  readonly args?: readonly unknown[];
  readonly header?: Params;
}

/** Where a socket was opened, and what its frames come to. */
interface Session {
  readonly core: Core;
  readonly member: Member;
  readonly connId: string;
  readonly trades: boolean;
  apiKey: string | undefined;
}

let connections = 0;

export function socket(core: Core, dialectSocket: DialectSocket, { pathname }: URL): void {
  const isPublic = pathname.startsWith('/v5/public/');
  const venue = isPublic ? (pathname.endsWith('/spot') ? 'spot' : 'usdm') : undefined;
  const member: Member = { socket: dialectSocket, venue, topics: new Set(), account: undefined };
  connections += 1;
  const connId = `paper-${connections}`;
  const trades = pathname === '/v5/trade';
  const session: Session = { core, member, connId, trades, apiKey: undefined };
  const members = rooms.of(core);
  members.add(member);
  dialectSocket.onClose(() => members.delete(member));
  dialectSocket.onText((text) => receive(session, JSON.parse(text) as Frame));
}

function receive(session: Session, frame: Frame): void {
  const { member } = session;
  switch (frame.op) {
    case 'ping':
      member.socket.send(pong(session, frame));
      return;
    case 'auth':
      member.socket.send(login(session, frame));
      return;
    case 'subscribe':
    case 'unsubscribe':
      subscribe(session, frame);
      return;
    default:
      void trade(session, frame);
  }
}

/** Each kind of stream has a pong of its own. */
function pong({ core, connId, trades, member }: Session, { req_id }: Frame): object {
  const time = String(core.time());
  if (trades) {
    return { retCode: 0, retMsg: 'OK', op: 'pong', data: [time], connId };
  }
  return member.venue === undefined
    ? { req_id, op: 'pong', args: [time], conn_id: connId }
    : { success: true, ret_msg: 'pong', conn_id: connId, req_id, op: 'ping' };
}

function login(session: Session, { args = [], req_id, reqId }: Frame): object {
  const { core, member, connId, trades } = session;
  const [key, expires] = args.map(String);
  let success = true;
  try {
    const account = accountOfKey(core, key);
    if (!(Number(expires) > core.time())) {
      throw outsideWindow();
    }
    member.account = account;
    session.apiKey = key;
  } catch {
    success = false;
  }
  return trades
    ? {
        reqId,
        retCode: success ? 0 : 10004,
        retMsg: success ? 'OK' : 'error sign!',
        op: 'auth',
        connId,
      }
    : { success, ret_msg: success ? '' : 'Params Error', op: 'auth', req_id, conn_id: connId };
}

function subscribe({ core, member, connId }: Session, { op, args = [], req_id }: Frame): void {
  const refused = member.venue === undefined && member.account === undefined;
  const ret_msg = refused ? 'Request not authorized' : '';
  member.socket.send({ success: !refused, ret_msg, conn_id: connId, req_id, op });
  for (const topic of refused ? [] : args.map(String)) {
    if (op === 'unsubscribe') {
      member.topics.delete(topic);
    } else {
      member.topics.add(topic);
      greet(core, member, topic);
    }
  }
}

async function trade(
  session: Session,
  { op, args = [], header = {}, reqId }: Frame,
): Promise<void> {
  const { core, member, connId } = session;
  const operation = TRADE_OPERATIONS[op];
  if (operation === undefined) {
    member.socket.send({ reqId, retCode: 10404, retMsg: 'op type is not found', op, connId });
    return;
  }
  const told = await perform(core, {
    operation,
    params: toParams((args[0] ?? {}) as Record<string, unknown>),
    asked: {
      transport: 'ws',
      method: 'WS',
      path: op,
      apiKey: session.apiKey,
      session: member.account,
    },
    authenticate: () => {
      if (member.account === undefined) {
        throw missingKey();
      }
      const window = Number(header['X-BAPI-RECV-WINDOW'] ?? 5000);
      checkSentAt(core, Number(header['X-BAPI-TIMESTAMP']), window, 1000);
      return member.account;
    },
  });
  if (told?.cut === true) {
    member.socket.ws.terminate();
  } else if (told !== undefined) {
    const { retCode, retMsg, result, retExtInfo } = told.body as Record<string, unknown>;
    const headers = { Traceid: '', Timenow: String(core.time()), ...told.headers };
    member.socket.send({
      reqId,
      retCode,
      retMsg,
      op,
      data: result,
      retExtInfo,
      header: headers,
      connId,
    });
  }
}
