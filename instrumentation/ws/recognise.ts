import type { WsModule } from './internal-types.js';

const METHODS = ['close', 'ping', 'pong', 'send', 'terminate'] as const;

/** The class of sockets: the module itself where it is required, in its namespace where imported. */
export function prototypeOf(module: WsModule): object | undefined {
  const { WebSocket, default: main } = module;
  return [module, main, WebSocket].map(ownPrototype).find((found) => found !== undefined);
}

/** The prototype of a class that has what ws has, and browsers' sockets do not. */
function ownPrototype(candidate: unknown): object | undefined {
  if (typeof candidate !== 'function') return undefined;
  const prototype = candidate.prototype as Record<string, unknown> | undefined;
  const isSocket = METHODS.every((name) => Object.hasOwn(prototype ?? {}, name));
  return isSocket && typeof prototype?.['emit'] === 'function' ? prototype : undefined;
}
