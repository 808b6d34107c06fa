/** Sockets that a client's own instrumentation follows. */
const owned = new WeakSet<object>();

interface Turn {
  readonly socket: object;
  readonly host: string;
}

/** The socket whose event the running code handles. */
let turn: Turn | undefined;

/**
 * Which sockets belong to a client that is wrapped itself. A client learns of its socket's open and
 * close from the socket, at once; so whose stream says then that it opened or ended, owns it. No
 * client has to be asked for its socket.
 */
export const socketOwners = {
  /** Runs the listeners of a socket's event. */
  handling<T>(socket: object, host: string, action: () => T): T {
    const before = turn;
    turn = { socket, host };
    try {
      return action();
    } finally {
      turn = before;
    }
  },
  /** A client's stream to this host changed its state: the socket that is being handled is its. */
  claim(host: string): void {
    if (turn?.host === host) owned.add(turn.socket);
  },
  isOwned(socket: object): boolean {
    return owned.has(socket);
  },
};
