/** What this folder reads of a ccxt exchange. ccxt's own types would make it a dependency. */
export interface CcxtExchange {
  readonly id?: unknown;
  readonly apiKey?: unknown;
  readonly walletAddress?: unknown;
  readonly uid?: unknown;
  readonly rateLimit?: unknown;
  readonly options?: unknown;
  readonly markets?: unknown;
  /** While ccxt loads its markets, for the first time or anew. */
  readonly reloadingMarkets?: unknown;
  readonly markets_by_id?: unknown;
  /** Of prediction markets, by their handles: what is traded there. */
  readonly outcomes?: unknown;
  readonly outcomes_by_id?: unknown;
  /** The sockets, by URL. */
  readonly clients?: unknown;
  readonly myTrades?: unknown;
  readonly positions?: unknown;
}

/** What this folder reads of ccxt's WebSocket client. */
export interface CcxtStreamClient {
  readonly url?: unknown;
  readonly futures?: unknown;
  readonly lastPong?: unknown;
  readonly onMessageCallback?: unknown;
}

/** What is traded: a market, or in prediction markets an outcome. */
export interface CcxtTraded {
  readonly symbol?: unknown;
  readonly outcome?: unknown;
}

/** A unified trade. */
export interface CcxtTrade extends CcxtTraded {
  readonly id?: unknown;
  readonly side?: unknown;
  readonly order?: unknown;
  /** Told by few exchanges. */
  readonly clientOrderId?: unknown;
  readonly price?: unknown;
  readonly amount?: unknown;
  readonly timestamp?: unknown;
  readonly info?: unknown;
}

/** A unified order. */
export interface CcxtOrder extends CcxtTraded {
  readonly id?: unknown;
  readonly side?: unknown;
  readonly status?: unknown;
  readonly info?: unknown;
  readonly trades?: unknown;
}

/** A unified position. */
export interface CcxtPosition extends CcxtTraded {
  readonly side?: unknown;
  readonly hedged?: unknown;
  readonly contracts?: unknown;
  readonly unrealizedPnl?: unknown;
  readonly timestamp?: unknown;
}

/** The ccxt module: classes by exchange id, and the roots of its class tree. */
export interface CcxtModule {
  readonly default?: CcxtModule;
  readonly BaseExchange?: new () => CcxtExchange;
  readonly Exchange?: new () => CcxtExchange;
}

/** The part of an exchange's identifier that becomes the label `exchange`. */
export function exchangeId(exchange: CcxtExchange): string {
  return typeof exchange.id === 'string' ? exchange.id : 'unknown';
}

/** The name of what is traded, as ccxt spells it. */
export function tradedName({ symbol, outcome }: CcxtTraded): unknown {
  return symbol ?? outcome;
}
