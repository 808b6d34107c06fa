import { Decimal as Base } from 'decimal.js';

/**
 * Decimals for every amount on the paper exchange. Forty digits leave average entry prices, the only
 * divisions made, far more exact than any price or quantity that is shown.
 */
const Decimal = Base.clone({ precision: 40, toExpNeg: -40, toExpPos: 60 });
export type Money = Base;

export const ZERO: Money = new Decimal(0);

export const dec = (value: string | number | Money): Money => new Decimal(value);

/** Spot shows every amount with eight decimals. */
export const fixed8 = (value: Money): string => value.toFixed(8, Base.ROUND_DOWN);

/** USD-M shows amounts without trailing zeros. */
export const plain = (value: Money): string => value.toDecimalPlaces(8, Base.ROUND_DOWN).toFixed();

export const floorTo = (value: Money, step: Money): Money => value.div(step).floor().mul(step);

export const isMultiple = (value: Money, step: Money): boolean => value.mod(step).isZero();
