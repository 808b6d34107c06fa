/** What this folder reads of a client of node-binance-api. */
export interface NodeBinanceApi {
  readonly APIKEY?: unknown;
  readonly Options?: { readonly test?: unknown };
  /** What the client noted of the last answer. */
  readonly info?: { readonly statusCode?: unknown };
}

/** What its `proxyRequest` takes. */
export interface ProxyRequest {
  readonly url?: unknown;
  readonly method?: unknown;
  /** Parameters of a query, or of a form. */
  readonly qs?: unknown;
  readonly form?: unknown;
}

/** The module: the class itself where it is required, and in `default` where it is imported. */
export interface NodeBinanceApiModule {
  readonly default?: unknown;
}
