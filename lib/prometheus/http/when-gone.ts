import type { Socket } from 'node:net';
import type { MetricsRequest } from './handler.js';

const waiting = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls when the connection of a request is closed, soon where it is already. An answer over HTTP/1 does
 * not learn it where it waits behind another one. Over HTTP/2 nothing is called: there the stream of
 * each answer tells. However many requests a connection carries, it has one listener.
 * @returns a function that takes the call back
 */
export function whenGone(request: MetricsRequest, call: () => void): () => void {
  if ('stream' in request) return () => {};
  const { socket } = request;
  const calls = waiting.get(socket) ?? callsOf(socket);
  calls.add(call);
  // Its listener was there before, or will never hear of it.
  if (socket.destroyed) setImmediate(() => calls.has(call) && call());
  return () => calls.delete(call);
}

function callsOf(socket: Socket): Set<() => void> {
  const calls = new Set<() => void>();
  waiting.set(socket, calls);
  socket.once('close', () => {
    for (const call of calls) call();
  });
  return calls;
}
