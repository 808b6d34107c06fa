/** A client at work, with a transport that answers at once in this very process. */
export interface ClientWork {
  /** Places one order and waits for its answer. */
  placeOrder(): Promise<unknown>;
  /**
   * Handles one message of a public stream as if its socket had just received it. Left out where the
   * client's streams are sockets of `ws` and nothing else: they cost what those cost.
   */
  receiveMessage?(): void;
}

/** A client of the bench. */
export interface BenchClient {
  /** The package; what is hooked while it is loaded. */
  readonly package: string;
  /** Loads the package, which is when it is wrapped, and makes a client of it. */
  start(): Promise<ClientWork>;
}
