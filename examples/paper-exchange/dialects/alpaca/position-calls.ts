import { Refusal } from '../../errors.js';
import { dec, floorTo } from '../../money.js';
import type { Params } from '../../operation.js';
import type { Done } from '../gateway.js';
import { type Asset, findAsset, positionSymbol } from './assets.js';
import { available } from './availability.js';
import { bookOf, type Call, inJournal, injectRejection } from './call.js';
import type { Terms } from './order.js';
import { cancelAll } from './order-calls.js';
import { alpacaRefusal, refusalOf } from './refusals.js';
import { acceptedView, openAssets, positionView } from './views.js';

const closing = ({ account }: Call, asset: Asset): Terms => {
  const { qty } = account.usdm.position(asset.market.symbol);
  return {
    asset,
    side: qty.isNeg() ? 'BUY' : 'SELL',
    type: 'market',
    timeInForce: asset.assetClass === 'crypto' ? 'gtc' : 'day',
    orderClass: 'simple',
    qty: qty.abs(),
    notional: undefined,
    limitPrice: undefined,
    stopPrice: undefined,
    trail: undefined,
    clientOrderId: '',
    extendedHours: false,
  };
};

/** The position a request names, which has to be there. */
export function held({ account, name }: Call): Asset {
  const asset = findAsset(name);
  if (asset === undefined || account.usdm.position(asset.market.symbol).qty.isZero()) {
    throw alpacaRefusal(40410000, 'position does not exist');
  }
  return asset;
}

export function close(call: Call): Done {
  const asset = held(call);
  const terms = closing(call, asset);
  const asked = call.query.get('qty');
  const percentage = call.query.get('percentage');
  const part = percentage === null ? undefined : terms.qty.mul(percentage).div(100);
  const qty = asked === null ? (part ?? terms.qty) : dec(asked);
  injectRejection(call);
  const order = bookOf(call).place(call.account, {
    ...terms,
    qty: floorTo(qty, asset.market.step),
  });
  return { status: 200, body: acceptedView(order), outcome: inJournal(order) };
}

/** Each position closes or stays alone; the answer is 207 whatever becomes of them. */
export function closeAll(call: Call): Done {
  if (call.query.get('cancel_orders') === 'true') {
    cancelAll(call);
  }
  const items = openAssets(call.account).map((asset) => ({ asset, ...closeOne(call, asset) }));
  return {
    status: 207,
    body: items.map(({ asset, status, body }) => ({ symbol: positionSymbol(asset), status, body })),
    outcome: items.map(({ outcome }) => outcome),
  };
}

function closeOne(call: Call, asset: Asset) {
  try {
    injectRejection(call);
    const order = bookOf(call).place(call.account, closing(call, asset));
    return { status: 200, body: acceptedView(order), outcome: inJournal(order) };
  } catch (error) {
    if (!(error instanceof Refusal)) {
      throw error;
    }
    const { status, code, message } = refusalOf(error);
    return { status, body: { code, message }, outcome: { code } };
  }
}

export const position = (call: Call, asset: Asset) =>
  positionView(
    call.core,
    call.account,
    asset,
    available(call.core.venues.usdm, call.account, asset),
  );

export const toldClosing = (call: Call, assets: readonly Asset[]): readonly Params[] =>
  assets.map((asset) => {
    const { side, qty } = closing(call, asset);
    const { symbol } = asset;
    return { symbol, side: side.toLowerCase(), type: 'market', quantity: qty.toFixed() };
  });
