import type { Core } from '../../core.js';
import type { Params } from '../../operation.js';
import { bookRow, instrumentRow, tickerRow, tradeRow } from './market-views.js';
import { answer, type OkxOperation, venueOf } from './operation.js';
import { chosen, named } from './words.js';

const open =
  (data: (core: Core, params: Params) => readonly object[]): OkxOperation =>
  (core, items) => ({
    access: 'public',
    venue: venueOf(items),
    run: () => ({ body: answer(data(core, items[0] ?? {})) }),
  });

function trades(core: Core, params: Params) {
  const traded = named(params);
  const { prints } = core.tape.of(traded.market.symbol);
  const latest = prints.slice(-Number(params['limit'] ?? 100)).reverse();
  return latest.map((print) => tradeRow(traded, print));
}

/** What anybody may ask of the markets. */
export const MARKET = {
  time: open((core) => [{ ts: String(core.time()) }]),
  instruments: open((_core, params) => chosen(params).map(instrumentRow)),
  ticker: open((core, params) => [tickerRow(core, named(params))]),
  tickers: open((core, params) => chosen(params).map((one) => tickerRow(core, one))),
  book: open((core, params) => [bookRow(core, named(params), Number(params['sz'] ?? 1))]),
  trades: open(trades),
} as const satisfies Record<string, OkxOperation>;
