import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { AnyFunction, MethodPatches } from '../core/method-patches.js';
import type { WsSocket } from './internal-types.js';
import type { SocketWatch } from './socket-watch.js';

/** Events after which a socket is another than before. */
const TURNS: ReadonlySet<unknown> = new Set(['open', 'error', 'close']);

/**
 * Wraps the methods of the sockets' class. Events are seen where they are emitted: a listener of ours
 * would start the flow of data, and the bot could count it.
 */
export function patchSockets(
  prototype: object,
  patches: MethodPatches,
  sockets: SocketWatch,
): void {
  patches.wrapInherited(prototype, 'emit', (original) => watchEvents(original, sockets));
  patches.wrap(prototype, 'close', (original) =>
    before(original, (socket, [code]) => sockets.closing(socket, code)),
  );
  patches.wrap(prototype, 'terminate', (original) =>
    before(original, (socket) => sockets.terminating(socket)),
  );
  patches.wrap(prototype, 'ping', (original) =>
    before(original, (socket) => sockets.followed(socket)?.pinged()),
  );
  patches.wrap(prototype, 'send', (original) =>
    before(original, (socket, [data]) => sockets.followed(socket)?.sent(data)),
  );
}

function watchEvents(original: AnyFunction, sockets: SocketWatch): AnyFunction {
  return function (this: WsSocket, ...args: unknown[]): unknown {
    const [event, data] = args;
    if (TURNS.has(event)) {
      return sockets.turning(this, event, () => Reflect.apply(original, this, args));
    }
    sockets.happened(this, event, data);
    return Reflect.apply(original, this, args);
  };
}

/** Looks at a call before it is made. */
function before(
  original: AnyFunction,
  look: (socket: WsSocket, args: readonly unknown[]) => void,
): AnyFunction {
  return function (this: WsSocket, ...args: unknown[]): unknown {
    neverThrow('following a socket', () => look(this, args));
    return Reflect.apply(original, this, args);
  };
}
