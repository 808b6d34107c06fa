/** The configuration that a client of Binance's own packages was made with. */
export interface CommonConfiguration {
  readonly apiKey?: unknown;
  readonly basePath?: unknown;
  readonly wsURL?: unknown;
}

/** The answer to a REST request: `data()` parses the body each time it is called. */
export interface CommonAnswer {
  data(): Promise<unknown>;
}

/** What all WebSocket classes descend from. */
export interface CommonSocket {
  readonly configuration?: CommonConfiguration;
  isConnected(): boolean;
}

/** The parts of @binance/common that are wrapped. */
export interface CommonModule {
  readonly default?: CommonModule;
  readonly sendRequest?: unknown;
  readonly assertParamExists?: unknown;
  readonly WebsocketAPIBase?: unknown;
  readonly WebsocketStreamsBase?: unknown;
}
