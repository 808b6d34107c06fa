import { insufficientMargin, Refusal } from './errors.js';
import type { Fees, Ledger, Settlement } from './ledger.js';
import type { Execution } from './matching.js';
import { dec, type Money, ZERO } from './money.js';
import { type Order, remaining, signed } from './orders.js';
import { applyFill, FLAT, type Position, unrealized } from './position.js';

interface Hold {
  readonly order: Order;
  readonly perUnit: Money;
}

const DEFAULT_LEVERAGE = 20;

/** The USD-M wallet and positions of one account: cross margin, one-way mode, all in USDT. */
export class FuturesLedger implements Ledger {
  readonly asset = 'USDT';
  readonly #fees: Fees;
  readonly #mark: (symbol: string) => Money;
  readonly #positions = new Map<string, Position>();
  readonly #leverage = new Map<string, number>();
  readonly #holds = new Map<number, Hold>();
  #wallet: Money;

  constructor(wallet: string, fees: Fees, mark: (symbol: string) => Money) {
    this.#wallet = dec(wallet);
    this.#fees = fees;
    this.#mark = mark;
  }

  get wallet(): Money {
    return this.#wallet;
  }

  position(symbol: string): Position {
    return this.#positions.get(symbol) ?? FLAT;
  }

  positions(): ReadonlyMap<string, Position> {
    return this.#positions;
  }

  leverage(symbol: string): number {
    return this.#leverage.get(symbol) ?? DEFAULT_LEVERAGE;
  }

  setLeverage(symbol: string, leverage: number): void {
    this.#leverage.set(symbol, leverage);
  }

  unrealized(symbol: string): Money {
    return unrealized(this.position(symbol), this.#mark(symbol));
  }

  totalUnrealized(): Money {
    return this.#sum((symbol) => this.unrealized(symbol));
  }

  positionMargin(symbol: string): Money {
    return this.position(symbol).qty.abs().mul(this.#mark(symbol)).div(this.leverage(symbol));
  }

  totalPositionMargin(): Money {
    return this.#sum((symbol) => this.positionMargin(symbol));
  }

  orderMargin(): Money {
    const holds = [...this.#holds.values()];
    return holds.reduce((sum, hold) => sum.add(remaining(hold.order).mul(hold.perUnit)), ZERO);
  }

  available(): Money {
    const free = this.#wallet
      .add(this.totalUnrealized())
      .sub(this.totalPositionMargin())
      .sub(this.orderMargin());
    return free.isNeg() ? ZERO : free;
  }

  reserve(order: Order, taking: readonly Execution[]): void {
    if (order.reduceOnly) {
      this.#limitToPosition(order);
      return;
    }
    const price = order.type === 'MARKET' ? (taking.at(-1)?.price ?? ZERO) : order.price;
    const opening = this.#opening(order);
    const perUnit = price.div(this.leverage(order.market.symbol));
    const fee = price.mul(opening).mul(this.#fees.taker);
    if (opening.gt(0) && perUnit.mul(opening).add(fee).gt(this.available())) {
      throw insufficientMargin();
    }
    this.#holds.set(order.id, { order, perUnit: perUnit.mul(opening).div(order.qty) });
  }

  allowed(order: Order, qty: Money): Money {
    if (!order.reduceOnly) {
      return qty;
    }
    const closable = this.#closable(order);
    return qty.lt(closable) ? qty : closable;
  }

  settle(order: Order, execution: Execution, maker: boolean): Settlement {
    const { symbol } = order.market;
    const signedQty = signed(order.side, execution.qty);
    const change = applyFill(this.position(symbol), signedQty, execution.price);
    const rate = maker ? this.#fees.maker : this.#fees.taker;
    const commission = execution.price.mul(execution.qty).mul(rate);
    this.#positions.set(symbol, change.position);
    this.#wallet = this.#wallet.add(change.realized).sub(commission);
    return { commission, commissionAsset: this.asset, realized: change.realized };
  }

  release(order: Order): void {
    this.#holds.delete(order.id);
  }

  #limitToPosition(order: Order): void {
    const closable = this.#closable(order);
    if (closable.isZero()) {
      throw new Refusal(-2022, 'ReduceOnly Order is rejected.');
    }
    order.qty = order.qty.lt(closable) ? order.qty : closable;
  }

  /** How much of the position this order's side can close. */
  #closable({ market, side }: Order): Money {
    const { qty } = this.position(market.symbol);
    const opposes = side === 'BUY' ? qty.lt(0) : qty.gt(0);
    return opposes ? qty.abs() : ZERO;
  }

  #opening(order: Order): Money {
    const beyond = remaining(order).sub(this.#closable(order));
    return beyond.isNeg() ? ZERO : beyond;
  }

  #sum(of: (symbol: string) => Money): Money {
    return [...this.#positions.keys()].reduce((sum, symbol) => sum.add(of(symbol)), ZERO);
  }
}
