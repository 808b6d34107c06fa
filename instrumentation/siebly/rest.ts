import { wrapAnswerMethod, wrapTimeMethod } from '../core/answer-method.js';
import type { MethodPatches } from '../core/method-patches.js';
import type { Requester } from '../core/orders/call-context.js';
import { wrapOrderMethod } from '../core/orders/order-method.js';
import type { RestClass } from './client-table.js';
import type { SieblyFamily } from './family.js';
import type { SieblyRest } from './internal-types.js';
import { orderDialect, orderMethod } from './order-methods.js';
import { patchRestSeams } from './rest-seams.js';

/** Wraps the methods of one REST class, and the seams of its base class that all of them share. */
export function patchRestClass(
  prototype: object,
  restClass: RestClass,
  patches: MethodPatches,
  family: SieblyFamily,
): void {
  family.hasRestClass(prototype, restClass);
  const { exchange, orders, answers = {}, times = {} } = restClass;
  const requester = (client: SieblyRest): Requester => {
    const known = family.restRequester(client);
    if (known === undefined) throw new TypeError('a client of a class that is not wrapped');
    return known;
  };
  const dialect = orderDialect<SieblyRest>(family, family.table.answers, requester);
  for (const [name, method] of Object.entries(orders)) {
    const wrapped = orderMethod<SieblyRest>(method, () => exchange);
    patches.wrap(prototype, name, wrapOrderMethod(wrapped, dialect, family));
  }
  for (const [name, read] of Object.entries(answers)) {
    const tell = wrapAnswerMethod<SieblyRest>(
      name,
      (answer) => read(family.told(answer.client, exchange, answer.value), answer),
      family,
    );
    patches.wrap(prototype, name, tell);
  }
  for (const [name, timeOf] of Object.entries(times)) {
    patches.wrap(prototype, name, wrapTimeMethod(requester, timeOf, family));
  }
  patchRestSeams(prototype, patches, family);
}
