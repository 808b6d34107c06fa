/** What is read of the clients of this family. They are never imported, only looked at. */

/** The state of a connection that its owner closes; the same number in every package. */
export const CLOSING = 3;
/** The state of a connection that nobody has dialled. */
export const INITIAL = 0;

/** A REST client: the credentials have another name in each package. */
export interface SieblyRest {
  readonly key?: unknown;
  readonly apiKey?: unknown;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** What a WebSocket client knows of its connections. */
export interface SocketStore {
  getKeys(): readonly string[];
  getConnectionState(wsKey: unknown): unknown;
  getWs(wsKey: unknown): object | undefined;
  /**
   * The timers of a connection: of a pong that is due, and of a dial that is due. Some packages have
   * a state for the latter as well, some have not.
   */
  get(
    wsKey: unknown,
  ): { readonly activePongTimer?: unknown; readonly activeReconnectTimer?: unknown } | undefined;
}

export interface SieblySocket {
  readonly options?: Readonly<Record<string, unknown>>;
  readonly wsStore: SocketStore;
}

/** One thing that a client is about to emit. */
export interface Emittable {
  readonly eventType?: unknown;
  readonly event?: unknown;
  readonly isWSAPIResponse?: unknown;
}
