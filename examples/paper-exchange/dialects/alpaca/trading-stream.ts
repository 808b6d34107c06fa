import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import { plain } from '../../money.js';
import type { DialectSocket } from '../dialect.js';
import { jsonOf } from '../fields.js';
import { attempt } from '../orders.js';
import { accountOf } from './accounts.js';
import { bookOf, type Update } from './book.js';
import { executionId, iso, orderView } from './views.js';

interface Frame {
  readonly action?: string;
  readonly key?: string;
  readonly secret?: string;
  readonly data?: {
    readonly key_id?: string;
    readonly secret_key?: string;
    readonly streams?: readonly string[];
  };
}

/** `/stream`: what happens to the orders of an account. Frames are binary, and JSON inside. */
export function tradingStream(core: Core, socket: DialectSocket): void {
  let account: Account | undefined;
  let isListening = false;
  const send = (stream: string, data: object): void =>
    socket.send(Buffer.from(JSON.stringify({ stream, data })));
  const stop = bookOf(core).onUpdate((update) => {
    if (isListening && update.order.account === account) {
      send('trade_updates', updateView(core, update));
    }
  });
  socket.onClose(stop);
  socket.onText((text) => {
    const { action, data, key = data?.key_id, secret = data?.secret_key } = jsonOf(text) as Frame;
    if (action === 'authenticate' || action === 'auth') {
      const found = attempt(() => accountOf(core, key, secret));
      account = found instanceof Refusal ? undefined : found;
      const status = account === undefined ? 'unauthorized' : 'authorized';
      send('authorization', { status, action });
    } else if (action === 'listen' && account === undefined) {
      send('authorization', { status: 'unauthorized', action });
    } else if (action === 'listen') {
      isListening = data?.streams?.includes('trade_updates') ?? false;
      send('listening', { streams: isListening ? ['trade_updates'] : [] });
    }
  });
}

function updateView(core: Core, { event, order, trade }: Update) {
  const time = iso(core.time());
  const { asset } = order.terms;
  const told = { event, timestamp: time, at: time, order: orderView(order) };
  if (trade === undefined) {
    return told;
  }
  const position = order.account.usdm.position(asset.market.symbol);
  return {
    ...told,
    execution_id: executionId(trade),
    price: plain(trade.price),
    qty: plain(trade.qty),
    position_qty: plain(position.qty),
  };
}
