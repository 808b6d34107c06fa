import { Refusal } from '../../errors.js';

/** A refusal with a code of Alpaca's, whose first digits are the HTTP status but for 40010001. */
export const alpacaRefusal = (code: number, message: string, fields: object = {}): Refusal =>
  new Refusal(code, message, code === 40010001 ? 422 : Math.floor(code / 100_000), fields);

const insufficientBuyingPower = () => alpacaRefusal(40310000, 'insufficient buying power');
export const orderNotFound = (id: string) => alpacaRefusal(40410000, `order not found for ${id}`);
export const unauthorized = () => alpacaRefusal(40110000, 'request is not authorized');
const tooManyRequests = () => alpacaRefusal(42910000, 'rate limit exceeded');
export const invalidOrder = (message: string) => alpacaRefusal(42210000, message);

/** What the core refuses in Binance's codes, in Alpaca's. */
const OF_CORE: Readonly<Record<number, (refusal: Refusal) => Refusal>> = {
  [-2019]: insufficientBuyingPower,
  [-2010]: insufficientBuyingPower,
  [-2022]: () => invalidOrder('position intent mismatch'),
  [-4164]: () => alpacaRefusal(40310000, 'cost basis must be >= minimal amount of order 5'),
  [-2011]: () => orderNotFound('order'),
  [-1003]: tooManyRequests,
  [-2015]: unauthorized,
};

/** A refusal as Alpaca says it. */
export function refusalOf(error: Refusal): Refusal {
  if (error.code > 0) {
    return error;
  }
  const told = OF_CORE[error.code];
  if (told !== undefined) {
    return told(error);
  }
  return error.status >= 500
    ? new Refusal(error.status * 100_000 + 10_000, 'internal server error occurred', error.status)
    : invalidOrder(error.message);
}

/** The refusal that the fault `reject` asks for, by default the one for the balance. */
export const injected = (code: number | undefined, message: string | undefined): Refusal =>
  code === undefined ? insufficientBuyingPower() : alpacaRefusal(code, message ?? 'order rejected');
