import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { WebSocket } from 'ws';
import type { Core } from '../core.js';
import type { ConnectionEntry } from '../journal.js';
import type { Dialect, DialectSocket } from './dialect.js';

let lastId = 100_000;

/** The WebSockets of all dialects, with what is the same for each: faults, pongs, the journal. */
export class DialectSockets {
  readonly #core: Core;
  readonly #open = new Map<WebSocket, () => void>();

  constructor(core: Core) {
    this.#core = core;
  }

  get size(): number {
    return this.#open.size;
  }

  accept(dialect: Dialect, ws: WebSocket, url: URL, { headers }: IncomingMessage): void {
    let isDropped = false;
    this.#open.set(ws, () => {
      isDropped = true;
      ws.terminate();
    });
    const id = ++lastId;
    const channel = dialect.channelOf?.(url.pathname) ?? channelOf(url.pathname);
    const log = (event: 'open' | 'close', code?: number): void => {
      const by = event === 'open' ? undefined : isDropped ? 'exchange' : 'client';
      this.#core.journal.add({
        kind: 'connection',
        event,
        connection: id,
        venue: 'spot',
        channel,
        code,
        by,
      });
    };
    log('open');
    ws.on('error', () => undefined);
    ws.on('close', (code) => {
      this.#open.delete(ws);
      log('close', code);
    });
    ws.on('ping', (data: Buffer) => {
      if (!this.#isSilent && ws.readyState === ws.OPEN) ws.pong(data);
    });
    dialect.socket(this.#core, this.#socket(ws, headers), url);
  }

  /** Cuts every socket without a closing handshake. */
  drop(): void {
    for (const cut of [...this.#open.values()]) cut();
  }

  get #isSilent(): boolean {
    return this.#core.faults.get('silent-ws') !== undefined;
  }

  #socket(ws: WebSocket, headers: IncomingHttpHeaders): DialectSocket {
    return {
      ws,
      headers,
      send: (message) => {
        if (this.#isSilent || ws.readyState !== ws.OPEN) return;
        const isRaw = typeof message === 'string' || message instanceof Uint8Array;
        ws.send(isRaw ? message : JSON.stringify(message));
      },
      onText: (listener) => {
        ws.on('message', (data) => {
          if (!this.#isSilent) listener(String(data));
        });
      },
      onBytes: (listener) => {
        ws.on('message', (data) => {
          if (!this.#isSilent) listener(data as Buffer);
        });
      },
      onClose: (listener) => {
        ws.on('close', listener);
      },
    };
  }
}

function channelOf(path: string): ConnectionEntry['channel'] {
  if (/private|user/.test(path)) return 'private';
  return /trade|api/.test(path) ? 'api' : 'public';
}
