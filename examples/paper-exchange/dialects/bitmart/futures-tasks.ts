import type { Account } from '../../accounts.js';
import type { Core } from '../../core.js';
import { Refusal, unknownOrder, unknownOrderForCancel } from '../../errors.js';
import { MARKETS, marketOf } from '../../markets.js';
import { plain } from '../../money.js';
import { type Params, toParams } from '../../operation.js';
import { amendment, orderRequest } from '../../order-request.js';
import { isOpen, type Order } from '../../orders.js';
import { injectRejection } from '../../rejection.js';
import { outcomeOf, type SignedTask, type Told } from '../handling.js';
import { answer } from './errors.js';
import { positionsOf, positionsV2, risks } from './futures-positions.js';
import { coins, symbolOf } from './names.js';
import { futuresOrder, futuresTrade } from './order-views.js';
import { futuresParams, type Words } from './order-words.js';

const signed = (run: SignedTask['run']): SignedTask => ({ access: 'signed', venue: 'usdm', run });

const leverageOf = (account: Account, { market }: Order): number =>
  account.usdm.leverage(market.symbol);

function place(core: Core, account: Account, params: Params): Order {
  const request = orderRequest('usdm', core.prices, params);
  injectRejection(core);
  return core.venues.usdm.place(account, request);
}

export function submit(core: Core, words: Words): SignedTask {
  const params = futuresParams(words);
  const run = (account: Account): Told => {
    const order = place(core, account, params);
    const price = order.type === 'MARKET' ? 'market price' : plain(order.price);
    return { body: answer({ order_id: order.id, price }), result: outcomeOf(order) };
  };
  return { ...signed(run), order: 'create', params };
}

const refOf = ({ order_id, client_order_id }: Words) => ({
  orderId: order_id === undefined ? undefined : String(order_id),
  clientOrderId: client_order_id === undefined ? undefined : String(client_order_id),
});

const named = (words: Words) => ({
  symbol: symbolOf(words['symbol']),
  origClientOrderId: words['client_order_id'] ?? words['order_id'],
});

export function cancel(core: Core, words: Words): SignedTask {
  const symbol = symbolOf(words['symbol']) ?? '';
  const run = (account: Account): Told => {
    const order = core.venues.usdm.cancel(account, symbol, refOf(words));
    return { body: answer(null), result: outcomeOf(order) };
  };
  return { ...signed(run), order: 'cancel', params: toParams(named(words)) };
}

export function cancelAll(core: Core, words: Words): SignedTask {
  const symbol = symbolOf(words['symbol']);
  const run = (account: Account): Told => {
    core.venues.usdm.cancelAll(account, marketOf(symbol).symbol);
    return { body: answer(null), result: {} };
  };
  return { ...signed(run), order: 'cancel_all', params: toParams({ symbol }) };
}

/** Price or size of a resting order, changed in place. */
export function modify(core: Core, words: Words): SignedTask {
  const { price, size } = words;
  const run = (account: Account): Told => {
    const market = marketOf(symbolOf(words['symbol']));
    const known = find(core, account, words, unknownOrderForCancel());
    const quantity = coins(market, size) ?? plain(known.qty);
    const to = amendment(market, toParams({ price: price ?? plain(known.price), quantity }));
    injectRejection(core);
    const ref = { orderId: String(known.id), clientOrderId: undefined };
    const order = core.venues.usdm.amend(account, market.symbol, ref, to.price, to.qty);
    const data = { order_id: order.id, client_order_id: order.clientOrderId };
    return { body: answer(data), result: outcomeOf(order) };
  };
  const params = toParams({ ...named(words), price, quantity: size });
  return { ...signed(run), order: 'edit', params };
}

/** Closes every position, or those of one symbol, at the market. */
export function closeAll(core: Core, words: Words): SignedTask {
  const only = symbolOf(words['symbol']);
  const run = (account: Account): Told => {
    for (const symbol of only === undefined ? MARKETS.keys() : [only]) {
      const { qty } = account.usdm.position(symbol);
      if (qty.isZero()) continue;
      const side = qty.isNeg() ? 'BUY' : 'SELL';
      const order = { symbol, side, type: 'MARKET', reduceOnly: true, quantity: plain(qty.abs()) };
      place(core, account, toParams(order));
    }
    return { body: answer({}), result: {} };
  };
  return { ...signed(run), order: 'create', params: toParams({ symbol: only, type: 'MARKET' }) };
}

function find(core: Core, account: Account, words: Words, otherwise = unknownOrder()): Order {
  const { orderId, clientOrderId } = refOf(words);
  const found = core.venues.usdm
    .orders(account)
    .find((order) => String(order.id) === orderId || order.clientOrderId === clientOrderId);
  if (found === undefined) throw otherwise;
  return found;
}

export const query = (core: Core, words: Words): SignedTask =>
  signed((account) => {
    const order = find(core, account, words);
    return { body: answer(futuresOrder(order, leverageOf(account, order))) };
  });

export const list =
  (open: boolean) =>
  (core: Core, words: Words): SignedTask =>
    signed((account) => {
      const orders = core.venues.usdm.orders(account, symbolOf(words['symbol']));
      const wanted = orders.filter((order) => isOpen(order) === open);
      return {
        body: answer(wanted.map((order) => futuresOrder(order, leverageOf(account, order)))),
      };
    });

export const trades = (core: Core, words: Words): SignedTask =>
  signed((account) => {
    const orders = core.venues.usdm.orders(account, symbolOf(words['symbol']));
    const all = orders.flatMap((order) => order.trades.map((trade) => futuresTrade(order, trade)));
    return { body: answer(all) };
  });

export const positions = (core: Core, words: Words): SignedTask =>
  signed((account) => ({ body: answer(positionsOf(core, account, symbolOf(words['symbol']))) }));

export const positionsTwo = (core: Core, words: Words): SignedTask =>
  signed((account) => ({ body: answer(positionsV2(core, account, symbolOf(words['symbol']))) }));

export const positionRisk = (core: Core, words: Words): SignedTask =>
  signed((account) => ({ body: answer(risks(core, account, symbolOf(words['symbol']))) }));

export const assets = (): SignedTask =>
  signed(({ usdm }) => {
    const unrealized = usdm.totalUnrealized();
    const row = {
      currency: usdm.asset,
      available_balance: plain(usdm.available()),
      frozen_balance: plain(usdm.orderMargin()),
      position_deposit: plain(usdm.totalPositionMargin()),
      unrealized: plain(unrealized),
      equity: plain(usdm.wallet.add(unrealized)),
    };
    return { body: answer([row]) };
  });

export function setLeverage(_core: Core, words: Words): SignedTask {
  return signed((account) => {
    const { symbol } = marketOf(symbolOf(words['symbol']));
    const leverage = Number(words['leverage']);
    if (!(leverage >= 1 && leverage <= 100)) throw new Refusal(-4028, 'Leverage is not valid.');
    account.usdm.setLeverage(symbol, leverage);
    const data = { symbol, leverage: String(leverage), open_type: 'cross', max_value: '100' };
    return { body: answer(data) };
  });
}

export const positionMode = (): SignedTask =>
  signed(() => ({ body: answer({ position_mode: 'one_way_mode' }) }));
