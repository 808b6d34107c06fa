import type { Settlement } from '../core/observe-result.js';

type Finish = (end: Settlement) => void;

/** An exchange that never says its last word must not fill the memory. */
const WAITING_LIMIT = 1_000;
const EARLY_LIMIT = 100;

interface Orders {
  readonly waiting: Map<string, Finish>;
  /** Last words that came so close behind the acknowledgement that nobody waited yet. */
  readonly early: Map<string, Settlement>;
}

/** Orders that an exchange has acknowledged and not yet answered, by client, connection and request. */
export class AcknowledgedOrders {
  readonly #orders = new WeakMap<object, Orders>();

  wait(client: object, id: string, finish: Finish): void {
    const { waiting, early } = this.#of(client);
    const end = early.get(id);
    if (end !== undefined) {
      early.delete(id);
      finish(end);
      return;
    }
    waiting.set(id, finish);
    keepWithin(waiting, WAITING_LIMIT);
  }

  ended(client: object, id: string, end: Settlement): void {
    const { waiting, early } = this.#of(client);
    const finish = waiting.get(id);
    if (finish === undefined) {
      early.set(id, end);
      keepWithin(early, EARLY_LIMIT);
      return;
    }
    waiting.delete(id);
    finish(end);
  }

  /** A connection of the client ended, and with it the hope for last words on it. */
  lost(client: object, wsKey: unknown): void {
    const { waiting } = this.#of(client);
    for (const [id, finish] of waiting) {
      if (!id.startsWith(`${String(wsKey)}/`)) continue;
      waiting.delete(id);
      finish({ failed: true, error: { code: 'ECONNRESET' } });
    }
  }

  #of(client: object): Orders {
    let orders = this.#orders.get(client);
    if (orders === undefined) {
      orders = { waiting: new Map(), early: new Map() };
      this.#orders.set(client, orders);
    }
    return orders;
  }
}

function keepWithin(map: Map<string, unknown>, limit: number): void {
  const [oldest] = map.keys();
  if (map.size > limit && oldest !== undefined) map.delete(oldest);
}
