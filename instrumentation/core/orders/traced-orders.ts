import type { SpanContext } from '@opentelemetry/api';
import { ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import type { OrderEvent } from '../../../lib/collector/order-event.js';
import { neverThrow } from '../../../lib/diagnostics/never-throw.js';
import { fillAttributes } from '../../../lib/traces/attributes.js';
import { FILL_SPAN } from '../../../lib/traces/spans.js';
import type { FillEvent } from '../account/fill-book.js';
import { RecentMap } from '../recent-map.js';
import type { Tracing } from '../tracing.js';
import { EarlyFills } from './early-fills.js';
import type { OrderIds } from './order-ids.js';

/** An order whose span is exported. */
export interface TracedOrder {
  readonly tracing: Tracing;
  readonly span: SpanContext;
  readonly order: OrderEvent;
  /** In milliseconds since the epoch. */
  readonly startedAt: number;
}

/** A fill and what it is of. Some are told before the answer to the order: private streams are fast. */
interface ToldFill extends Pick<FillEvent, 'symbol' | 'side'> {
  readonly ids: OrderIds;
  readonly seenAt: number;
}

const REMEMBERED_ORDERS = 10_000;
const REMEMBERED_FILLS = 1_000;

/** Names of one exchange, as different clients call it. */
const SAME: Readonly<Record<string, string>> = { gateio: 'gate', coinbaseadvanced: 'coinbase' };

/**
 * The orders whose spans are exported, by what they are known by, so that their fills are linked to
 * them whichever client tells of these. No id leaves this, but where spans are to show the order's.
 */
export class TracedOrders {
  readonly #orders = new RecentMap<TracedOrder>(REMEMBERED_ORDERS);
  readonly #early = new EarlyFills<ToldFill>(REMEMBERED_FILLS);
  #isUsed = false;

  /** An order is on its way, so from now on fills may be those of a traced one. */
  expect(): void {
    this.#isUsed = true;
  }

  /** An order is known by these; what of it has been filled already is linked now. */
  placed(ids: OrderIds, traced: TracedOrder): void {
    const early = new Set<ToldFill>();
    for (const key of keysOf(traced.order.exchange, ids)) {
      this.#orders.set(key, traced);
      for (const told of this.#early.take(key)) early.add(told);
    }
    for (const told of early) {
      // An id of the bot's own may be that of an order before.
      if (told.seenAt >= traced.startedAt) makeSpan(traced, told);
    }
  }

  /** A fill came that nobody has told of before. */
  filled(exchange: string, fill: FillEvent): void {
    if (!this.#isUsed || fill.order === undefined) return;
    const { symbol, side } = fill;
    const told = { symbol, side, ids: fill.order(), seenAt: Date.now() };
    const keys = keysOf(exchange, told.ids);
    const traced = keys.map((key) => this.#orders.get(key)).find((order) => order !== undefined);
    if (traced !== undefined) makeSpan(traced, told);
    else this.#early.keep(keys, told);
  }
}

function keysOf(exchange: string, { id, clientId }: OrderIds): string[] {
  const house = SAME[exchange] ?? exchange;
  const keys: string[] = [];
  if (id !== undefined) keys.push(`${house}\n${id}`);
  if (clientId !== undefined) keys.push(`${house}\nclient\n${clientId}`);
  return keys;
}

/** In the order's trace, so that it is sampled as the order is, and linked to its span. */
function makeSpan({ tracing, span, order }: TracedOrder, told: ToldFill): void {
  neverThrow('tracing a fill', () => {
    const { ids, seenAt } = told;
    const id = tracing.showsOrderIds ? ids.id : undefined;
    const options = {
      kind: SpanKind.INTERNAL,
      startTime: seenAt,
      attributes: fillAttributes(order.exchange, told, id),
      links: [{ context: span }],
    };
    const parent = trace.setSpanContext(ROOT_CONTEXT, span);
    tracing.tracer.startSpan(FILL_SPAN, options, parent).end(seenAt);
  });
}
