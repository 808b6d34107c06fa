import type { Core } from '../../core.js';
import type { Session } from '../feed.js';
import { type Asked, ask } from '../route.js';
import { API_CHANNELS } from './routes.js';
import type { Frame, Subscription } from './socket.js';
import { wording } from './wording.js';

interface Errors {
  readonly label: string;
  readonly message: string;
}

const headOf = ({ channel }: Frame, core: Core, status: number, limits: object = {}) => ({
  response_time: String(core.time()),
  status: String(status),
  channel,
  event: 'api',
  client_id: '127.0.0.1-0x1',
  x_in_time: core.time() * 1000,
  x_out_time: core.time() * 1000,
  ...limits,
});

function refuse(
  { core, socket }: Session<Subscription>,
  frame: Frame,
  status: number,
  errs: Errors,
) {
  const header = headOf(frame, core, status);
  socket.send({ header, data: { errs }, request_id: frame.payload?.['req_id'] });
}

/** The time of a request is in seconds, and that of a login is what its signature covers. */
function login(session: Session<Subscription>, frame: Frame): void {
  const { core, socket } = session;
  const { api_key: key, signature, req_id } = frame.payload ?? {};
  if (typeof key !== 'string' || key === '' || signature === undefined) {
    refuse(session, frame, 401, { label: 'INVALID_KEY', message: 'Invalid key provided' });
  } else if (Math.abs(frame.time * 1000 - core.time()) > wording.clockWindowMs) {
    refuse(session, frame, 401, { label: 'REQUEST_EXPIRED', message: 'request expired' });
  } else {
    session.account = core.account(key);
    const result = { api_key: key, uid: '1' };
    socket.send({ header: headOf(frame, core, 200), data: { result }, request_id: req_id });
  }
}

function asked({ core, account }: Session<Subscription>, frame: Frame): Asked {
  const params = frame.payload?.['req_param'] ?? {};
  return Array.isArray(params)
    ? { core, account, fields: {}, list: params }
    : { core, account, fields: params as Asked['fields'], list: [] };
}

/** New orders are acknowledged before anything is known of them, with the request as it came. */
const acknowledge = ({ core, socket }: Session<Subscription>, frame: Frame): void =>
  socket.send({
    request_id: frame.payload?.['req_id'],
    ack: true,
    header: headOf(frame, core, 200),
    data: { result: frame.payload },
  });

/** The limits of an answer stand in its header, the last of them misspelt as Gate has it. */
const limitsIn = (headers: Readonly<Record<string, string>>) => ({
  x_gate_ratelimit_requests_remain: Number(headers['x-gate-ratelimit-requests-remain']),
  x_gate_ratelimit_limit: Number(headers['x-gate-ratelimit-limit']),
  x_gat_ratelimit_reset_timestamp: Number(headers['x-gate-ratelimit-reset-timestamp']) * 1000,
});

async function call(session: Session<Subscription>, frame: Frame): Promise<void> {
  const { core, socket, account } = session;
  const route = API_CHANNELS[frame.channel];
  if (route === undefined || account === undefined) {
    refuse(session, frame, 401, { label: 'AUTHENTICATION_FAILED', message: 'Not login' });
    return;
  }
  if (/\.order_(batch_)?place$/.test(frame.channel)) acknowledge(session, frame);
  const answer = await ask(core, wording, route, asked(session, frame), {
    transport: 'ws',
    method: 'WS',
    path: frame.channel,
    credentials: { apiKey: undefined, signature: undefined, sentAt: frame.time * 1000 },
    session: account,
  });
  if (answer === undefined) return;
  if (answer.cut) {
    socket.ws.terminate();
    return;
  }
  const ok = answer.status < 300;
  const header = headOf(frame, core, ok ? 200 : answer.status, limitsIn(answer.headers));
  const data = ok ? { result: answer.body } : { errs: answer.body };
  socket.send({ request_id: frame.payload?.['req_id'], ack: false, header, data });
}

export async function serveApi(session: Session<Subscription>, frame: Frame): Promise<void> {
  if (frame.channel.endsWith('.login')) login(session, frame);
  else await call(session, frame);
}
