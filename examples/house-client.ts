/**
 * The client of an exchange that nobody has heard of, as somebody might have written it: it speaks to
 * the paper exchange's futures by REST, in words of its own.
 */

/** An order, as this client's users spell it. */
export interface Ticket {
  readonly market: string;
  readonly way: 'buy' | 'sell';
  /** Left out for a market order. */
  readonly limit?: string;
  readonly amount: string;
}

export interface Placed {
  readonly id: number;
  readonly market: string;
}

/** What became of a ticket that the exchange did not take: a batch resolves all the same. */
export interface Refused {
  readonly refusedWith: number;
}

export interface Execution {
  readonly id: number;
  readonly market: string;
  readonly way: string;
  readonly at: number;
  readonly profit: string;
}

export interface Holding {
  readonly market: string;
  /** Below zero where it was sold short. */
  readonly amount: string;
  readonly floatingProfit: string;
}

/** What the exchange refuses a request with. */
export class HouseError extends Error {
  override readonly name = 'HouseError';

  constructor(
    readonly reason: number,
    readonly httpStatus: number,
  ) {
    super(`refused with ${reason}`);
  }
}

type Parameters = Readonly<Record<string, string>>;

export class HouseClient {
  readonly #url: string;
  readonly #key: string;

  constructor(options: { url: string; key: string }) {
    this.#url = options.url;
    this.#key = options.key;
  }

  async time(): Promise<number> {
    const { serverTime } = await this.#ask<{ serverTime: number }>('GET', '/fapi/v1/time');
    return serverTime;
  }

  /** The leaf of all single orders. */
  async place(ticket: Ticket, checkOnly = false): Promise<Placed> {
    if (Number(ticket.amount) <= 0) throw new RangeError('an order needs an amount');
    const path = checkOnly ? '/fapi/v1/order/test' : '/fapi/v1/order';
    return placedOf(await this.#ask<Answer>('POST', path, parametersOf(ticket)));
  }

  buy(market: string, amount: string): Promise<Placed> {
    return this.place({ market, way: 'buy', amount });
  }

  sell(market: string, amount: string): Promise<Placed> {
    return this.place({ market, way: 'sell', amount });
  }

  /** Each ticket stands or falls alone. */
  async placeMany(tickets: readonly Ticket[]): Promise<(Placed | Refused)[]> {
    const batchOrders = JSON.stringify(tickets.map(parametersOf));
    const answers = await this.#ask<(Answer | { code: number })[]>('POST', '/fapi/v1/batchOrders', {
      batchOrders,
    });
    return answers.map((answer) =>
      'code' in answer ? { refusedWith: answer.code } : placedOf(answer),
    );
  }

  async withdraw({ market, id }: Placed): Promise<void> {
    await this.#ask('DELETE', '/fapi/v1/order', { symbol: market, orderId: String(id) });
  }

  async executions(market: string): Promise<Execution[]> {
    const trades = await this.#ask<Trade[]>('GET', '/fapi/v1/userTrades', { symbol: market });
    return trades.map(({ id, symbol, side, time, realizedPnl }) => ({
      ...{ id, market: symbol, way: side, at: time, profit: realizedPnl },
    }));
  }

  async holdings(): Promise<Holding[]> {
    const risks = await this.#ask<Risk[]>('GET', '/fapi/v3/positionRisk');
    return risks.map(({ symbol, positionAmt, unRealizedProfit }) => ({
      ...{ market: symbol, amount: positionAmt, floatingProfit: unRealizedProfit },
    }));
  }

  async logOut(): Promise<void> {}

  async #ask<T>(method: string, path: string, parameters: Parameters = {}): Promise<T> {
    const signed = { ...parameters, timestamp: String(Date.now()), signature: 'any-will-do' };
    const response = await fetch(`${this.#url}${path}?${new URLSearchParams(signed)}`, {
      method,
      headers: { 'x-mbx-apikey': this.#key },
      signal: AbortSignal.timeout(2_000),
    });
    const body = (await response.json()) as T & { code?: number };
    if (!response.ok) throw new HouseError(body.code ?? 0, response.status);
    return body;
  }
}

interface Answer {
  readonly orderId: number;
  readonly symbol: string;
}

interface Trade {
  readonly id: number;
  readonly symbol: string;
  readonly side: string;
  readonly time: number;
  readonly realizedPnl: string;
}

interface Risk {
  readonly symbol: string;
  readonly positionAmt: string;
  readonly unRealizedProfit: string;
}

function parametersOf({ market, way, limit, amount }: Ticket): Parameters {
  const order = { symbol: market, side: way.toUpperCase(), quantity: amount };
  return limit === undefined
    ? { ...order, type: 'MARKET' }
    : { ...order, type: 'LIMIT', price: limit, timeInForce: 'GTC' };
}

function placedOf({ orderId, symbol }: Answer): Placed {
  return { id: orderId, market: symbol };
}
