import { neverThrow } from '../../lib/diagnostics/never-throw.js';
import type { MethodPatches } from '../core/method-patches.js';
import type { SieblySocket } from './internal-types.js';
import { wrapInherited } from './prototypes.js';
import type { SocketWatch } from './streams.js';

/** Wraps what is called for every message; markets send thousands of them, so each call is bare. */
export function patchMessages(
  prototype: object,
  patches: MethodPatches,
  sockets: SocketWatch,
): void {
  wrapInherited(patches, prototype, 'onWsMessage', (original) => {
    return function (this: SieblySocket, ...args: unknown[]): unknown {
      const before = sockets.enter(args[2]);
      try {
        return Reflect.apply(original, this, args);
      } finally {
        sockets.leave(before);
      }
    };
  });
  wrapInherited(patches, prototype, 'isWsPong', (original) => {
    return function (this: SieblySocket, ...args: unknown[]): unknown {
      const isPong: unknown = Reflect.apply(original, this, args);
      if (isPong) sockets.currentPonged();
      return isPong;
    };
  });
  wrapInherited(patches, prototype, 'resolveEmittableEvents', (original) => {
    return function (this: SieblySocket, ...args: unknown[]): unknown {
      const emittables: unknown = Reflect.apply(original, this, args);
      if (Array.isArray(emittables)) {
        neverThrow('following a stream', () => sockets.emitting(this, args[0], emittables));
      }
      return emittables;
    };
  });
}
