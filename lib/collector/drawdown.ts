import type { Money as Amount } from './money.js';
import { Money } from './money.js';

/**
 * Drawdown from the high-water mark, in percent:
 *
 *     equity   = initial equity + P&L
 *     peak     = the highest equity seen so far, the initial equity included
 *     drawdown = (peak − equity) / peak × 100
 *
 * 0 at a new peak, 100 when everything the peak stood for is gone, above 100 where losses exceed
 * it. Without an initial equity the peak is the highest P&L seen; until that is above zero a loss
 * has nothing to be a percentage of, and the drawdown is unknown.
 */
export class Drawdown {
  readonly #initialEquity: Amount;
  #peak: Amount;

  constructor(initialEquity: Amount = new Money(0)) {
    this.#initialEquity = initialEquity;
    this.#peak = initialEquity;
  }

  /**
   * Takes the P&L of this moment.
   * @returns the drawdown in percent, or undefined where there is no peak to measure it against
   */
  update(pnl: Amount): Amount | undefined {
    const equity = this.#initialEquity.plus(pnl);
    if (equity.greaterThan(this.#peak)) this.#peak = equity;
    const fall = this.#peak.minus(equity);
    if (fall.isZero()) return new Money(0);
    return this.#peak.greaterThan(0) ? fall.div(this.#peak).times(100) : undefined;
  }
}
