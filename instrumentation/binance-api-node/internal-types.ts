/** A client: a plain object of functions, made by the module's factory. */
export type ApiNodeClient = Record<string, unknown>;

/** What the factory takes. */
export interface ApiNodeOptions {
  readonly apiKey?: unknown;
}

/** The module: the factory is its `default`, and once more in there where it is imported. */
export interface ApiNodeModule {
  readonly default?: unknown;
  readonly ErrorCodes?: unknown;
}
