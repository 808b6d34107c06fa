import type { Core } from '../../core.js';
import { Refusal } from '../../errors.js';
import { MARKETS, marketOf } from '../../markets.js';
import { plain } from '../../money.js';
import { toParams } from '../../operation.js';
import { isOpen } from '../../orders.js';
import type { Fields } from '../fields.js';
import * as orders from '../orders.js';
import { positionsOf, positionsV2, risks } from './futures-positions.js';
import { coins, symbolOf } from './names.js';
import { futuresOrder, futuresTrade } from './order-views.js';
import { futuresParams } from './order-words.js';
import { refParams, tasksOn } from './tasks.js';

const { read, write, query: queryOf, cancelAll: cancelAllOf } = tasksOn('usdm');

export function submit(core: Core, words: Fields) {
  const params = futuresParams(words);
  return write(core, 'create', [params], (desk) => {
    const order = orders.place(desk, params);
    const price = order.type === 'MARKET' ? 'market price' : plain(order.price);
    return { data: { order_id: order.id, price }, outcome: orders.outcomeOf(order) };
  });
}

export function cancel(core: Core, words: Fields) {
  const params = refParams(words);
  return write(core, 'cancel', [params], (desk) => ({
    outcome: orders.outcomeOf(orders.cancel(desk, params)),
    data: null,
  }));
}

/** Price or size of a resting order, changed in place. */
export function modify(core: Core, words: Fields) {
  const ref = refParams(words);
  const market = MARKETS.get(ref['symbol'] ?? '');
  const params = toParams({
    ...ref,
    price: words['price'],
    quantity: coins(market, words['size']),
  });
  return write(core, 'edit', [params], (desk) => {
    const order = orders.amend(desk, params);
    const data = { order_id: order.id, client_order_id: order.clientOrderId };
    return { data, outcome: orders.outcomeOf(order) };
  });
}

/** Closes every position, or those of one symbol, at the market. */
export function closeAll(core: Core, words: Fields) {
  const only = symbolOf(words['symbol']);
  const params = toParams({ symbol: only, type: 'MARKET' });
  return write(core, 'create', [params], (desk) => {
    for (const symbol of only === undefined ? MARKETS.keys() : [only]) {
      if (desk.account.usdm.position(symbol).qty.isZero()) continue;
      orders.place(desk, orders.closing(desk, symbol));
    }
    return { data: {} };
  });
}

export const cancelAll = cancelAllOf(null);

export const query = queryOf((order, { usdm }) =>
  futuresOrder(order, usdm.leverage(order.market.symbol)),
);

export const list = (open: boolean) =>
  read((desk, words) =>
    orders
      .ordersOf(desk, symbolOf(words['symbol']))
      .filter((order) => isOpen(order) === open)
      .map((order) => futuresOrder(order, desk.account.usdm.leverage(order.market.symbol))),
  );

export const trades = read((desk, words) =>
  orders
    .fillsOf(orders.ordersOf(desk, symbolOf(words['symbol'])))
    .map(({ order, trade }) => futuresTrade(order, trade)),
);

export const positions = read(({ core, account }, words) =>
  positionsOf(core, account, symbolOf(words['symbol'])),
);

export const positionsTwo = read(({ core, account }, words) =>
  positionsV2(core, account, symbolOf(words['symbol'])),
);

export const positionRisk = read(({ core, account }, words) =>
  risks(core, account, symbolOf(words['symbol'])),
);

export const assets = read(({ account: { usdm } }) => {
  const unrealized = usdm.totalUnrealized();
  const row = {
    currency: usdm.asset,
    available_balance: plain(usdm.available()),
    frozen_balance: plain(usdm.orderMargin()),
    position_deposit: plain(usdm.totalPositionMargin()),
    unrealized: plain(unrealized),
    equity: plain(usdm.wallet.add(unrealized)),
  };
  return [row];
});

export const setLeverage = read(({ account }, words) => {
  const { symbol } = marketOf(symbolOf(words['symbol']));
  const leverage = Number(words['leverage']);
  if (!(leverage >= 1 && leverage <= 100)) throw new Refusal(-4028, 'Leverage is not valid.');
  account.usdm.setLeverage(symbol, leverage);
  return { symbol, leverage: String(leverage), open_type: 'cross', max_value: '100' };
});

export const positionMode = read(() => ({ position_mode: 'one_way_mode' }));
