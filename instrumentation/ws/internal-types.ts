/** What this folder reads of a socket of `ws`; versions 7 and 8 agree in it. */
export interface WsSocket {
  /** Only sockets that dial have one. */
  readonly url?: unknown;
  readonly readyState?: unknown;
  /** Whether the other side has asked to close; ws then calls `close()` itself to answer. */
  readonly _closeFrameReceived?: unknown;
}

/** `readyState` of a socket that may still carry something. */
export const CONNECTING = 0;
export const OPEN = 1;

/** The class of sockets, or the namespace that holds it. */
export interface WsModule {
  readonly default?: unknown;
  readonly WebSocket?: unknown;
}
