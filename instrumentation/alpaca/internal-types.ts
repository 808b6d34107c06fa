/** What this folder reads of the client's objects. The client's own types would make it a dependency. */

/** A part of the REST API of the 4.x line; the parts of one client share their configuration. */
export interface RestApi {
  readonly configuration?: unknown;
}

/** The 4.x line's settings, which its configuration object keeps. */
export interface RestSettings {
  readonly keyId?: unknown;
  readonly accessToken?: unknown;
}

/** A stream of the 4.x line. */
export interface Stream {
  readonly url?: unknown;
  readonly keyId?: unknown;
  readonly conn?: unknown;
}

/** A client of the 3.x line, or one of its streams. */
export interface LegacyClient {
  readonly configuration?: { readonly keyId?: unknown; readonly oauth?: unknown };
}

export interface LegacyStream {
  readonly conn?: unknown;
  readonly reconnectDisabled?: unknown;
  readonly session?: {
    readonly url?: unknown;
    readonly apiKey?: unknown;
    readonly reconnect?: unknown;
  };
}

/** A WebSocket of the `ws` package, as either line makes them. */
export interface Socket {
  on(event: string, listener: () => void): unknown;
  once(event: string, listener: () => void): unknown;
  prependOnceListener(event: string, listener: () => void): unknown;
  ping?: (...args: unknown[]) => unknown;
}

interface Class {
  readonly prototype: object;
}

/** The module of the 4.x line. Its entry `/rest` has no streams. */
export interface Module {
  readonly OrdersApi: Class;
  readonly RateLimiter?: Class;
  readonly trading: {
    readonly OrdersApi: Class;
    readonly PositionsApi: Class;
    readonly AccountActivitiesApi: Class;
    readonly ClockApi: Class;
  };
  readonly streaming?: {
    readonly TradingStream: Class;
    readonly MarketDataStream: Class;
  };
}

/** The module of the 3.x line: the class of its client. */
export interface LegacyModule extends Class {
  new (
    options: object,
  ): {
    readonly trade_ws: object;
    readonly crypto_stream_v1beta3: object;
  };
}
