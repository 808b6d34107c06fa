import { insufficientSpot } from './errors.js';
import type { Fees, Ledger, Settlement } from './ledger.js';
import { type Execution, total } from './matching.js';
import { dec, floorTo, type Money, ZERO } from './money.js';
import { type Order, remaining } from './orders.js';

export interface Balance {
  free: Money;
  locked: Money;
}

const DUST = dec('0.00000001');

/** Spot balances. The commission is taken from the asset received, as without BNB on Binance. */
export class SpotLedger implements Ledger {
  readonly #balances = new Map<string, Balance>();
  readonly #fees: Fees;

  constructor(balances: Readonly<Record<string, string>>, fees: Fees) {
    this.#fees = fees;
    for (const [asset, amount] of Object.entries(balances)) {
      this.#balances.set(asset, { free: dec(amount), locked: ZERO });
    }
  }

  balances(): ReadonlyMap<string, Readonly<Balance>> {
    return this.#balances;
  }

  balance(asset: string): Balance {
    let found = this.#balances.get(asset);
    if (found === undefined) {
      found = { free: ZERO, locked: ZERO };
      this.#balances.set(asset, found);
    }
    return found;
  }

  reserve(order: Order, taking: readonly Execution[]): void {
    if (order.isUnfunded) {
      return;
    }
    const held = this.#held(order, remaining(order));
    const needed = order.type === 'MARKET' ? this.#cost(order, taking) : held;
    const balance = this.balance(this.#paid(order));
    if (balance.free.lt(needed)) {
      throw insufficientSpot();
    }
    this.#lock(balance, held);
  }

  allowed(_order: Order, qty: Money): Money {
    return qty;
  }

  settle(order: Order, execution: Execution, maker: boolean): Settlement {
    const { market, side } = order;
    const cost = execution.price.mul(execution.qty);
    const [pays, gets] = side === 'BUY' ? [cost, execution.qty] : [execution.qty, cost];
    const paid = this.balance(this.#paid(order));
    this.#lock(paid, this.#held(order, execution.qty).neg());
    paid.free = paid.free.sub(pays);

    const commissionAsset = side === 'BUY' ? market.base : market.quote;
    const commission = floorTo(gets.mul(maker ? this.#fees.maker : this.#fees.taker), DUST);
    const received = this.balance(commissionAsset);
    received.free = received.free.add(gets).sub(commission);
    return { commission, commissionAsset, realized: undefined };
  }

  release(order: Order): void {
    this.#lock(this.balance(this.#paid(order)), this.#held(order, remaining(order)).neg());
  }

  #lock(balance: Balance, amount: Money): void {
    balance.free = balance.free.sub(amount);
    balance.locked = balance.locked.add(amount);
  }

  /** Market orders hold nothing: they are over before anything else can happen. */
  #held({ type, side, price, isUnfunded }: Order, qty: Money): Money {
    if (type === 'MARKET' || isUnfunded) {
      return ZERO;
    }
    return side === 'BUY' ? price.mul(qty) : qty;
  }

  #cost(order: Order, taking: readonly Execution[]): Money {
    return order.side === 'BUY' ? total(taking).quote : order.qty;
  }

  #paid({ side, market }: Order): string {
    return side === 'BUY' ? market.quote : market.base;
  }
}
