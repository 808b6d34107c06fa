import { Decimal } from 'decimal.js';

/** An amount of money: a `Decimal`, a decimal string such as `'-12.50'`, or a finite number. */
export type MoneyInput = Decimal | string | number;

/** Enough digits that sums of account-sized amounts and of the smallest tick lose nothing. */
export const Money = Decimal.clone({ precision: 60, defaults: true });
export type Money = Decimal;

const DECIMAL_STRING = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,6})?$/;
const LONGEST_DECIMAL_STRING = 200;

/** The amount as a `Decimal`, or undefined where it is no finite decimal amount. */
export function toMoney(value: unknown): Money | undefined {
  const amount = parseMoney(value);
  // A gauge is a double: an amount beyond its range could be added up and never be shown.
  return amount !== undefined && Number.isFinite(amount.toNumber()) ? amount : undefined;
}

function parseMoney(value: unknown): Money | undefined {
  if (typeof value === 'number') return new Money(value);
  if (typeof value === 'string') return moneyOfString(value.trim());
  // Also a Decimal of another copy of decimal.js.
  return Decimal.isDecimal(value) ? new Money(value) : undefined;
}

function moneyOfString(text: string): Money | undefined {
  if (text.length > LONGEST_DECIMAL_STRING || !DECIMAL_STRING.test(text)) return undefined;
  return new Money(text);
}
