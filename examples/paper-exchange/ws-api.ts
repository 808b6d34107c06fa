import { authenticate } from './authentication.js';
import type { Connection } from './connection.js';
import type { Core } from './core.js';
import { type Answer, dispatch, type Incoming } from './dispatch.js';
import { Refusal } from './errors.js';
import { type Operation, toParams } from './operation.js';
import { wsTarget } from './routes.js';

interface Frame {
  readonly id: string | number | null;
  readonly method: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

/** Methods that change the connection and not the books. */
const SESSION_METHODS: Readonly<
  Record<string, (core: Core, connection: Connection, incoming: Incoming) => unknown>
> = {
  'userDataStream.subscribe.signature': (core, connection, incoming) =>
    subscribe(connection, authenticate(core, 'signed', incoming)),
  'userDataStream.subscribe': (_core, connection) => subscribe(connection, connection.session),
  // The token of a margin account, which is the listen key here.
  'userDataStream.subscribe.listenToken': (core, connection, { params }) => {
    const owner = core.accounts.ofListenKey(params['listenToken'] ?? '');
    return { ...subscribe(connection, owner), expirationTime: core.time() + 86_400_000 };
  },
  'userDataStream.unsubscribe': (_core, connection) => {
    connection.userData.clear();
    return {};
  },
  'session.logon': (core, connection, incoming) => {
    connection.session = authenticate(core, 'signed', incoming);
    return session(core, connection);
  },
  'session.status': (core, connection) => session(core, connection),
  'session.logout': (core, connection) => {
    connection.session = undefined;
    return session(core, connection);
  },
};

function subscribe(connection: Connection, account: Connection['session']) {
  if (account === undefined) {
    throw new Refusal(-1193, 'Please log on before subscribing.');
  }
  const subscriptionId = connection.userData.size;
  connection.userData.set(subscriptionId, account);
  return { subscriptionId };
}

const session = (core: Core, { session: account }: Connection) => ({
  apiKey: account?.id ?? null,
  authorizedSince: account === undefined ? null : core.time(),
  serverTime: core.time(),
});

/** Handles one frame of the WebSocket API. */
export async function handleApiFrame(
  core: Core,
  connection: Connection,
  text: string,
): Promise<void> {
  const { id, method, params = {} } = JSON.parse(text) as Frame;
  const plainParams = toParams(params);
  const incoming: Incoming = {
    transport: 'ws',
    method: 'WS',
    path: method,
    params: plainParams,
    apiKey: plainParams['apiKey'],
    ...(connection.session === undefined ? {} : { session: connection.session }),
  };
  const answer = await answerFrame(core, connection, incoming);
  if (answer === undefined || connection.silent) {
    return;
  }
  if (answer.cut) {
    connection.drop();
    return;
  }
  connection.send({ id, ...bodyOf(answer), ...rateLimits(core, connection, incoming) });
}

function answerFrame(core: Core, connection: Connection, incoming: Incoming) {
  const { venue } = connection.endpoint;
  const own = SESSION_METHODS[incoming.path];
  const run = own === undefined ? undefined : () => own(core, connection, incoming);
  const target =
    run === undefined
      ? wsTarget(venue, incoming.path)
      : { venue, operation: { weight: 2, access: 'public', run } satisfies Operation };
  const unknown: Answer = {
    status: 400,
    body: { code: -1140, msg: `Unknown method ${incoming.path}.` },
    headers: {},
    cut: false,
  };
  return target === undefined ? unknown : dispatch(core, target, incoming);
}

function bodyOf({ status, body, headers }: Answer) {
  if (status === 200) {
    return { status, result: body };
  }
  const retry = headers['retry-after'];
  const data =
    retry === undefined ? {} : { data: { retryAfter: Date.now() + Number(retry) * 1000 } };
  return { status, error: { ...(body as object), ...data } };
}

function rateLimits(
  core: Core,
  { endpoint }: Connection,
  { params, apiKey, session: own }: Incoming,
) {
  if (params['returnRateLimits'] === 'false') {
    return {};
  }
  const account = own ?? (apiKey === undefined ? undefined : core.account(apiKey));
  return { rateLimits: core.limits[endpoint.venue].usage(account?.id ?? '') };
}
