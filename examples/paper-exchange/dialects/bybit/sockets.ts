import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import { type Params, toParams } from '../../operation.js';
import { socketArrival } from '../arrivals.js';
import { accountOfKey, checkSentAt } from '../authentication.js';
import type { DialectSocket } from '../dialect.js';
import { deliver } from '../gateway.js';
import { attempt } from '../orders.js';
import { gateway } from './gateway.js';
import type { BybitOperation } from './operation.js';
import { TRADING } from './order-operations.js';
import { type BybitSession, greet, streams } from './streams.js';

const OPERATIONS: Readonly<Record<string, BybitOperation | undefined>> = {
  'order.create': TRADING.create,
  'order.amend': TRADING.amend,
  'order.cancel': TRADING.cancel,
  'order.create-batch': TRADING.createBatch,
  'order.amend-batch': TRADING.amendBatch,
  'order.cancel-batch': TRADING.cancelBatch,
};

interface Frame {
  readonly op: string;
  readonly req_id?: string;
  readonly reqId?: string;
  readonly args?: readonly unknown[];
  readonly header?: Params;
}

let connections = 0;

export function socket(core: Core, dialectSocket: DialectSocket, { pathname }: URL): void {
  const isPublic = pathname.startsWith('/v5/public/');
  connections += 1;
  const session = streams.open(core, dialectSocket, {
    venue: isPublic ? (pathname.endsWith('/spot') ? 'spot' : 'usdm') : undefined,
    trades: pathname === '/v5/trade',
    connId: `paper-${connections}`,
  });
  dialectSocket.onText((text) => receive(session, JSON.parse(text) as Frame));
}

function receive(session: BybitSession, frame: Frame): void {
  const { socket } = session;
  switch (frame.op) {
    case 'ping':
      socket.send(pong(session, frame));
      return;
    case 'auth':
      socket.send(login(session, frame));
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
function pong({ core, connId, trades, venue }: BybitSession, { req_id }: Frame): object {
  const time = String(core.time());
  if (trades) {
    return { retCode: 0, retMsg: 'OK', op: 'pong', data: [time], connId };
  }
  return venue === undefined
    ? { req_id, op: 'pong', args: [time], conn_id: connId }
    : { success: true, ret_msg: 'pong', conn_id: connId, req_id, op: 'ping' };
}

function login(session: BybitSession, { args = [], req_id, reqId }: Frame): object {
  const { core, connId, trades } = session;
  const [key, expires] = args.map(String);
  const account = attempt(() => accountOfKey(core, key));
  const success = !(account instanceof Refusal) && Number(expires) > core.time();
  if (success) session.account = account;
  const [retCode, retMsg] = success ? [0, 'OK'] : [10004, 'error sign!'];
  return trades
    ? { reqId, retCode, retMsg, op: 'auth', connId }
    : { success, ret_msg: success ? '' : 'Params Error', op: 'auth', req_id, conn_id: connId };
}

function subscribe(session: BybitSession, { op, args = [], req_id }: Frame): void {
  const { socket, venue, account, subscriptions, connId } = session;
  const refused = venue === undefined && account === undefined;
  const ret_msg = refused ? 'Request not authorized' : '';
  socket.send({ success: !refused, ret_msg, conn_id: connId, req_id, op });
  for (const topic of refused ? [] : args.map(String)) {
    if (op === 'unsubscribe') {
      subscriptions.delete(topic);
    } else {
      subscriptions.set(topic, topic);
      greet(session, topic);
    }
  }
}

async function trade(session: BybitSession, frame: Frame): Promise<void> {
  const { core, socket, connId } = session;
  const { op, args = [], header = {}, reqId } = frame;
  const params = toParams((args[0] ?? {}) as Record<string, unknown>);
  const task = OPERATIONS[op]?.(core, params);
  if (task === undefined) {
    socket.send({ reqId, retCode: 10404, retMsg: 'op type is not found', op, connId });
    return;
  }
  const window = Number(header['X-BAPI-RECV-WINDOW'] ?? 5000);
  const arrival = socketArrival(session, op, () =>
    checkSentAt(core, Number(header['X-BAPI-TIMESTAMP']), window, 1000),
  );
  deliver(socket, await gateway.serve(core, arrival, task), ({ body, headers }) => {
    const { retCode, retMsg, result: data, retExtInfo } = body as Record<string, unknown>;
    const answered = { Traceid: '', Timenow: String(core.time()), ...headers };
    return { reqId, retCode, retMsg, op, data, retExtInfo, header: answered, connId };
  });
}
