import type { Core } from '../../core.js';
import { malformed, Refusal } from '../../errors.js';
import type { Operation as OrderOperation } from '../../journal.js';
import type { Params } from '../../operation.js';
import type { Done, SignedTask } from '../gateway.js';
import {
  amend,
  attempt,
  cancel,
  closing,
  type Item,
  isRefused,
  outcomeOf,
  placeOrExpire,
  rejectable,
  type Step,
} from '../orders.js';
import { codeOf } from './errors.js';
import { answer, deskOf, type OkxOperation, venueOf } from './operation.js';
import { coreParams, isKnown, named } from './words.js';

/** The journal has orders for unknown instruments too, by the name that the client gave them. */
const journaled = (params: Params): Params =>
  isKnown(params) ? coreParams(params) : { symbol: params['instId'] ?? '' };

const writing = (
  order: OrderOperation,
  perWindow: number,
  items: readonly Params[],
  run: SignedTask['run'],
): SignedTask => ({
  access: 'signed',
  venue: venueOf(items),
  order,
  perWindow,
  items: items.map(journaled),
  run,
});

/** On the WebSocket the answer leaves this to the codes of its items. */
const MESSAGES = ['', 'All operations failed', 'Bulk operation partially succeeded.'] as const;

/** One order or many: each stands or falls alone, and says so in a code of its own. */
const orders =
  (order: OrderOperation, perWindow: number, step: Step): OkxOperation =>
  (core, items, isRest) =>
    writing(order, perWindow, items, (account): Done => {
      if (items.length === 0) {
        throw malformed('args');
      }
      const done = items.map((params) =>
        attempt(() => step(deskOf({ core, params, account }), coreParams(params))),
      );
      const refused = done.filter(isRefused).length;
      const code = refused === 0 ? 0 : refused === done.length ? 1 : 2;
      const rows = done.map((item, index) => resultRow(core, order, item, items[index] ?? {}));
      return {
        body: answer(rows, code, isRest ? MESSAGES[code] : ''),
        outcome: done.map((item) => outcomeOf(item, (refusal) => codeOf(refusal, order).code)),
        isRefused: code === 1,
      };
    });

function resultRow(core: Core, order: OrderOperation, item: Item, params: Params) {
  const { clOrdId = '', ordId = '', tag = '', reqId = '' } = params;
  const refusal = isRefused(item) ? codeOf(item, order) : undefined;
  return {
    ordId: isRefused(item) ? ordId : String(item.id),
    clOrdId,
    ...(order === 'edit' ? { reqId } : {}),
    ...(order === 'create' ? { tag } : {}),
    ts: String(core.time()),
    sCode: String(refusal?.code ?? 0),
    sMsg: refusal?.text ?? '',
  };
}

/** Closes a position at the market; that there is none is refused as a whole. */
const closePosition: OkxOperation = (core, items) =>
  writing('create', 20, items, (account) => {
    const params = items[0] ?? {};
    const { market, instId } = named(params);
    if (account.usdm.position(market.symbol).qty.isZero()) {
      throw new Refusal(51023, 'Position does not exist');
    }
    const desk = deskOf({ core, params, account });
    const order = placeOrExpire(desk, closing(desk, market.symbol));
    const { clOrdId = '', tag = '' } = params;
    const body = answer([{ instId, posSide: 'net', clOrdId, tag }]);
    return { body, outcome: outcomeOf(order) };
  });

const withdraw = rejectable(cancel);

export const TRADING = {
  place: orders('create', 60, placeOrExpire),
  placeBatch: orders('create', 300, placeOrExpire),
  amend: orders('edit', 60, amend),
  amendBatch: orders('edit', 300, amend),
  cancel: orders('cancel', 60, withdraw),
  cancelBatch: orders('cancel', 300, withdraw),
  closePosition,
} as const satisfies Record<string, OkxOperation>;
