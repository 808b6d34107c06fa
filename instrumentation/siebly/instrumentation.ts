import type { ClientModule } from '../core/exchange-instrumentation.js';
import { ExchangeInstrumentation } from '../core/exchange-instrumentation.js';
import type { MethodPatches } from '../core/method-patches.js';
import type { RestClass, SieblyClient } from './client-table.js';
import { SieblyFamily } from './family.js';
import { exportedClass } from './prototypes.js';
import { patchRestClass } from './rest.js';
import { patchSocketOrders } from './socket-orders.js';
import { patchStreams, SocketWatch } from './streams.js';

/**
 * Wraps one package of a family of clients that are built alike: `binance`, `bybit-api`, `okx-api`,
 * `bitget-api`, `gateio-api`, `coinbase-api`, `bitmart-api`. What differs stands in a table.
 */
export abstract class SieblyInstrumentation extends ExchangeInstrumentation {
  // Made in modules(), which the base constructor calls before the fields of this class exist.
  declare private family: SieblyFamily | undefined;

  /** The package's table; a getter, because it is asked for while the base is constructed. */
  protected abstract get table(): SieblyClient;

  protected override modules(): readonly ClientModule[] {
    const { table } = this;
    this.family ??= new SieblyFamily(table, this);
    const { family } = this;
    return [
      {
        name: table.module,
        versions: table.versions,
        recognises: (module) => hasClasses(module, table),
        patch: (module, patches) => patchModule(module, patches, family),
      },
    ];
  }
}

/** The names of classes repeat among the packages, the names of their order methods do not. */
function hasClasses(module: object, { rest, sockets }: SieblyClient): boolean {
  const hasSockets = Object.keys(sockets).every(
    (name) => exportedClass(module, name) !== undefined,
  );
  return hasSockets && Object.entries(rest).every((entry) => hasMostOrders(module, entry));
}

/** Most, for releases differ a little. */
function hasMostOrders(module: object, [name, { orders }]: [string, RestClass]): boolean {
  const prototype = exportedClass(module, name);
  const names = Object.keys(orders);
  const known = names.filter((method) => prototype !== undefined && method in prototype);
  return prototype !== undefined && known.length * 2 >= names.length;
}

function patchModule(module: object, patches: MethodPatches, family: SieblyFamily): undefined {
  const { rest, sockets } = family.table;
  const streams = new SocketWatch(family);
  for (const [name, restClass] of Object.entries(rest)) {
    const prototype = exportedClass(module, name);
    if (prototype !== undefined) patchRestClass(prototype, restClass, patches, family);
  }
  for (const [name, socketClass] of Object.entries(sockets)) {
    const prototype = exportedClass(module, name);
    if (prototype === undefined) continue;
    family.hasSocketClass(prototype, socketClass);
    patchSocketOrders(prototype, socketClass, patches, family);
    patchStreams(prototype, patches, family, streams);
  }
}
