import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Control } from './control-routes.js';
import type { Core } from './core.js';
import { restDialect } from './dialects/index.js';
import { type Answer, dispatch } from './dispatch.js';
import type { Params } from './operation.js';
import { restTarget } from './routes.js';

const MAX_BODY = 1_000_000;

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY) {
      throw new RangeError('the request body is too large');
    }
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const paramsOf = (url: URL, body: string): Params => ({
  ...Object.fromEntries(url.searchParams),
  ...Object.fromEntries(new URLSearchParams(body)),
});

/** Writes JSON with its length, so that a broken-off answer is seen to be one. */
function send(response: ServerResponse, { status, body, headers, cut }: Answer): void {
  const text = body === undefined ? '' : JSON.stringify(body);
  const length = Buffer.byteLength(text);
  response.writeHead(status, {
    'content-type': 'application/json;charset=UTF-8',
    'content-length': length,
    ...headers,
  });
  if (!cut) {
    response.end(text);
    return;
  }
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.destroy());
}

const sendPlain = (response: ServerResponse, status: number, body: unknown): void =>
  send(response, { status, body, headers: {}, cut: false });

/** Answers REST requests of all exchanges and the control routes under `/paper/`. */
export function requestListener(core: Core, control: Control) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    handle(core, control, request, response).catch((error: unknown) => {
      if (!response.headersSent) {
        sendPlain(response, 500, { code: -1000, msg: String(error) });
      }
    });
  };
}

async function handle(
  core: Core,
  control: Control,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1');
  const method = request.method ?? 'GET';
  const body = await readBody(request);
  if (url.pathname.startsWith('/paper/')) {
    const { status, body: answer } = control(method, url, body);
    sendPlain(response, status, answer);
    return;
  }
  const dialect = restDialect(url.pathname);
  if (dialect !== undefined) {
    const { searchParams: query, pathname: path } = url;
    const told = await dialect.rest(core, { method, path, query, headers: request.headers, body });
    if (told !== undefined) send(response, told);
    return;
  }
  const target = restTarget(method, url.pathname);
  if (target === undefined) {
    sendPlain(response, 404, { code: -5000, msg: `Path ${url.pathname} is not served here.` });
    return;
  }
  const apiKey = request.headers['x-mbx-apikey'];
  const answer = await dispatch(core, target, {
    transport: 'rest',
    method,
    path: url.pathname,
    params: paramsOf(url, body),
    apiKey: typeof apiKey === 'string' ? apiKey : undefined,
  });
  if (answer !== undefined) {
    send(response, answer);
  }
}
