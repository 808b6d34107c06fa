/** What this folder reads of the clients of @binance/connector. */
export interface ConnectorClient {
  readonly apiKey?: unknown;
}

/** The axios response that its REST methods resolve with. */
export interface ConnectorAnswer {
  readonly data?: unknown;
}

/** A WebSocket client: it has no events of its own, only its socket has. */
export interface ConnectorSocket extends ConnectorClient {
  readonly wsConnection?: { readonly ws?: unknown; readonly closeInitiated?: unknown };
  isConnected(): boolean;
}

/** The module's classes. */
export interface ConnectorModule {
  readonly default?: ConnectorModule;
  readonly Spot?: unknown;
  readonly WebsocketAPI?: unknown;
  readonly WebsocketStream?: unknown;
}
