import type WebSocket from 'ws';
import { report, taskOfEnvironment } from './contract.js';

interface Module {
  /** The class, which an import finds as the default of a namespace. */
  readonly default?: typeof WebSocket;
}

/** Follows a public stream; `ws` places no orders. */
export async function main(module: Module & typeof WebSocket): Promise<void> {
  const { url } = taskOfEnvironment();
  const Socket = module.default ?? module;
  const socket = new Socket(`${url.replace(/^http/, 'ws')}/ws/btcusdt@trade`);
  const messages = await new Promise<number>((resolve) => {
    let found = 0;
    socket.on('message', () => {
      found += 1;
      if (found === 3) resolve(found);
    });
  });
  report({ refusedLocally: 0, messages, leftOut: [] }, async () => socket.close());
}
