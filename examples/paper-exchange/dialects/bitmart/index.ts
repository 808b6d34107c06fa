import type { Core } from '../../core.js';
import { signedArrival } from '../arrivals.js';
import { header } from '../authentication.js';
import type { Dialect, DialectSocket, RestAnswer, RestRequest } from '../dialect.js';
import { trace } from './errors.js';
import { CLOCK_WINDOW_MS } from './feed.js';
import { futuresSocket } from './futures-stream.js';
import { gateway } from './gateway.js';
import { taskOf } from './routes.js';
import { spotSocket } from './spot-stream.js';

const notFound = (): RestAnswer => ({
  status: 404,
  body: { message: 'Not found', code: 30000, trace: trace(), data: {} },
  headers: {},
  cut: false,
});

async function rest(core: Core, request: RestRequest): Promise<RestAnswer | undefined> {
  const { headers } = request;
  const task = taskOf(core, request);
  if (task === undefined) return notFound();
  const credentials = {
    apiKey: header(headers, 'x-bm-key'),
    signature: header(headers, 'x-bm-sign'),
    sentAt: Number(header(headers, 'x-bm-timestamp')),
  };
  return gateway.serve(core, signedArrival(core, request, credentials, CLOCK_WINDOW_MS), task);
}

/** BitMart: spot and futures, over REST and WebSocket. */
export const bitmart: Dialect = {
  name: 'bitmart',
  servesRest: (path) => /^\/(spot|contract|system)\//.test(path),
  rest,
  /** `/bitmart/spot/…` and `/bitmart/futures/…`: at BitMart the hosts tell them apart. */
  servesSocket: (path) => path.startsWith('/bitmart/'),
  socket: (core: Core, socket: DialectSocket, url: URL) => {
    const isFutures = url.pathname.startsWith('/bitmart/futures/');
    (isFutures ? futuresSocket : spotSocket)(core, socket);
  },
};
