import type { Core } from '../../core.js';
import { socketArrival } from '../arrivals.js';
import { checkSentAt } from '../authentication.js';
import { deliver } from '../gateway.js';
import { type Asked, taskOf } from '../route.js';
import { CLOCK_WINDOW_MS, gateway } from './gateway.js';
import { type Errors, logIn } from './login.js';
import { API_CHANNELS } from './routes.js';
import type { Frame, GateSession } from './socket.js';

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

function refuse({ core, socket }: GateSession, frame: Frame, status: number, errs: Errors) {
  const header = headOf(frame, core, status);
  socket.send({ header, data: { errs }, request_id: frame.payload?.['req_id'] });
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** The time of a request is in seconds, and that of a login is what its signature covers. */
function login(session: GateSession, frame: Frame): void {
  const { core, socket } = session;
  const { api_key, signature, req_id } = frame.payload ?? {};
  const credentials = { apiKey: text(api_key), signature: text(signature) };
  const errs = logIn(session, { ...credentials, sentAt: frame.time * 1000 });
  if (errs !== undefined) {
    refuse(session, frame, 401, errs);
    return;
  }
  const data = { result: { api_key, uid: '1' } };
  socket.send({ header: headOf(frame, core, 200), data, request_id: req_id });
}

function asked({ core, account }: GateSession, frame: Frame): Asked {
  const params = frame.payload?.['req_param'] ?? {};
  return Array.isArray(params)
    ? { core, account, fields: {}, list: params }
    : { core, account, fields: params as Asked['fields'], list: [] };
}

/** New orders are acknowledged before anything is known of them, with the request as it came. */
const acknowledge = ({ core, socket }: GateSession, frame: Frame): void =>
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

async function call(session: GateSession, frame: Frame): Promise<void> {
  const { core, socket, account } = session;
  const route = API_CHANNELS[frame.channel];
  if (route === undefined || account === undefined) {
    refuse(session, frame, 401, { label: 'AUTHENTICATION_FAILED', message: 'Not login' });
    return;
  }
  if (/\.order_(batch_)?place$/.test(frame.channel)) acknowledge(session, frame);
  const arrival = socketArrival(session, frame.channel, () =>
    checkSentAt(core, frame.time * 1000, CLOCK_WINDOW_MS),
  );
  const task = taskOf(route, asked(session, frame), (data) => data);
  deliver(socket, await gateway.serve(core, arrival, task), ({ status, body, headers }) => {
    const ok = status < 300;
    return {
      request_id: frame.payload?.['req_id'],
      ack: false,
      header: headOf(frame, core, ok ? 200 : status, limitsIn(headers)),
      data: ok ? { result: body } : { errs: body },
    };
  });
}

export async function serveApi(session: GateSession, frame: Frame): Promise<void> {
  if (frame.channel.endsWith('.login')) login(session, frame);
  else await call(session, frame);
}
