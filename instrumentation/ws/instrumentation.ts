import type {
  ClientModule,
  ExchangeInstrumentationConfig,
} from '../core/exchange-instrumentation.js';
import { ExchangeInstrumentation } from '../core/exchange-instrumentation.js';
import { patchSockets } from './patch-sockets.js';
import { prototypeOf } from './recognise.js';
import { SocketWatch } from './socket-watch.js';

/** The versions of ws that this instrumentation was built for. */
export const WS_VERSIONS = ['>=7.4.6 <9'];

export interface WsInstrumentationConfig extends ExchangeInstrumentationConfig {
  /**
   * Exchanges by host, for hosts that are not known: `{ 'md.example.net': 'kraken' }`. A domain
   * stands for all hosts below it, a host with a port for that port only. These win.
   */
  hosts?: Readonly<Record<string, string>>;
}

/**
 * Follows the WebSockets that a bot dials with `ws` itself, or through a client that is not wrapped:
 * connection, message latency, ping round trip. Sockets of wrapped clients are left to those.
 */
export class WsInstrumentation extends ExchangeInstrumentation {
  readonly #sockets = new SocketWatch(this, () => this.#ownHosts());

  constructor(config: WsInstrumentationConfig = {}) {
    super('ws', config);
  }

  override setConfig(config: WsInstrumentationConfig): void {
    super.setConfig(config);
  }

  protected override modules(): readonly ClientModule[] {
    return [
      {
        name: 'ws',
        versions: WS_VERSIONS,
        recognises: (module) => prototypeOf(module) !== undefined,
        patch: (module, patches) => {
          const prototype = prototypeOf(module);
          if (prototype !== undefined) patchSockets(prototype, patches, this.#sockets);
          return undefined;
        },
      },
    ];
  }

  #ownHosts(): ReadonlyMap<string, string> {
    const { hosts = {} } = this.getConfig() as WsInstrumentationConfig;
    return new Map(Object.entries(hosts));
  }
}
