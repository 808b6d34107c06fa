import type { Core } from '../../core.js';
import { lengthMs } from '../../rate-limits.js';
import type { Dialect, DialectSocket, RestAnswer, RestRequest } from '../dialect.js';
import { type House, handle, type Metered } from '../handling.js';
import { Sessions } from '../sessions.js';
import { WindowLimits } from '../window-limits.js';
import { authenticate, keyOf } from './authentication.js';
import { refused, trace } from './errors.js';
import { FuturesStream } from './futures-stream.js';
import { taskOf } from './routes.js';
import { SpotStream } from './spot-stream.js';

const isFutures = (path: string): boolean => path.startsWith('/contract/');

const windows = new WindowLimits();

/**
 * Each path has a window of its own, for the key or, where there is none, for the address. What is
 * called remaining is what has been used.
 */
function meter(core: Core, request: RestRequest): Metered {
  const key = keyOf(request);
  const { limits } = core.limits[isFutures(request.path) ? 'usdm' : 'spot'];
  const type = key === undefined ? 'REQUEST_WEIGHT' : 'ORDERS';
  const limit = limits.find(({ rateLimitType }) => rateLimitType === type);
  if (limit === undefined) return { headers: {}, over: false };
  const name = `${request.path} ${key ?? ''}`;
  const { left, exceeded } = windows.take(core, name, limit.limit, lengthMs(limit));
  const headers = {
    'x-bm-ratelimit-mode': key === undefined ? 'IP' : 'UID',
    'x-bm-ratelimit-limit': String(limit.limit),
    'x-bm-ratelimit-remaining': String(limit.limit - left),
    'x-bm-ratelimit-reset': String(lengthMs(limit) / 1000),
  };
  return { headers, over: exceeded };
}

const HOUSE: House = {
  key: keyOf,
  authenticate,
  meter,
  refused: (refusal, { path }) => refused(refusal, isFutures(path)),
};

const notFound = (): RestAnswer => ({
  status: 404,
  body: { message: 'Not found', code: 30000, trace: trace(), data: {} },
  headers: {},
  cut: false,
});

const sessions = new Sessions();

/** BitMart: spot and futures, over REST and WebSocket. */
export const bitmart: Dialect = {
  name: 'bitmart',
  servesRest: (path) => /^\/(spot|contract|system)\//.test(path),
  rest: async (core: Core, request: RestRequest) => {
    const task = taskOf(core, request);
    return task === undefined ? notFound() : handle(core, HOUSE, request, task);
  },
  /** `/bitmart/spot/…` and `/bitmart/futures/…`: at BitMart the hosts tell them apart. */
  servesSocket: (path) => path.startsWith('/bitmart/'),
  socket: (core: Core, socket: DialectSocket, url: URL) => {
    const Stream = url.pathname.startsWith('/bitmart/futures/') ? FuturesStream : SpotStream;
    const stream = new Stream(core, socket);
    socket.onText((text) => stream.receive(text));
    socket.onClose(sessions.add(core, stream));
  },
};
