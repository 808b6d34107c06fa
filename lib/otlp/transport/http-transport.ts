import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type * as net from 'node:net';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { faultName } from '../../diagnostics/fault-name.js';
import { VERSION } from '../../version.js';
import { retryAfterMs } from './retry-after.js';
import type { PushAnswer, Transport, TransportSettings } from './transport.js';

/** Taken before a bot can put others in their place. */
const { setTimeout, clearTimeout } = globalThis;

const packed = promisify(gzip);
/** Far more than what a collector has to say. */
const LONGEST_ANSWER = 64 * 1024;
/** Those with which a collector, or what stands before it, says that it is too busy. */
const BUSY = [429, 503];

/**
 * OTLP over HTTP. Each message has a connection of its own: one a minute is cheap, and an idle one may
 * be stale at the last push. Nothing of it keeps the process alive, and nothing is tried twice.
 */
export class HttpTransport implements Transport {
  readonly #settings: TransportSettings;
  readonly #contentType: string;

  constructor(settings: TransportSettings, contentType: string) {
    this.#settings = settings;
    this.#contentType = contentType;
  }

  async send(body: Uint8Array, timeoutMs: number): Promise<PushAnswer> {
    try {
      const isPacked = this.#settings.compression === 'gzip';
      const sent = isPacked ? await packed(body) : body;
      const headers = {
        ...this.#settings.headers,
        'user-agent': `genesis-otel/${VERSION}`,
        'content-type': this.#contentType,
        'content-length': sent.length,
        ...(isPacked ? { 'content-encoding': 'gzip' } : {}),
      };
      return await this.#post(sent, headers, timeoutMs);
    } catch (fault) {
      return { outcome: 'fault', cause: faultName(fault) };
    }
  }

  close(): void {}

  #post(body: Uint8Array, headers: object, timeoutMs: number): Promise<PushAnswer> {
    const { url, certificates } = this.#settings;
    const { protocol } = new URL(url);
    // As a rule one of them is not needed.
    const client = require(protocol === 'https:' ? 'node:https' : 'node:http') as {
      request(url: string, options: RequestOptions): ClientRequest;
    };
    const tls = protocol === 'https:' ? certificates : {};
    const options = { method: 'POST', agent: false, headers, ...tls } as RequestOptions;
    return new Promise((resolve) => {
      const request = client.request(url, options);
      const timer = setTimeout(() => {
        resolve({ outcome: 'timeout', cause: 'timeout' });
        request.destroy();
      }, timeoutMs).unref();
      const settle = (answer: PushAnswer): void => {
        clearTimeout(timer);
        resolve(answer);
      };
      request.on('socket', (socket: net.Socket) => socket.unref());
      request.on('error', (fault) => settle({ outcome: 'unreachable', cause: faultName(fault) }));
      request.on('response', (response) => {
        readAnswer(response).then(settle, (fault) =>
          settle({ outcome: 'unreachable', cause: faultName(fault) }),
        );
      });
      request.end(body);
    });
  }
}

async function readAnswer(response: IncomingMessage): Promise<PushAnswer> {
  const { statusCode = 0, headers } = response;
  if (statusCode < 200 || statusCode > 299) {
    response.destroy();
    return refusal(statusCode, headers['retry-after']);
  }
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    // What is longer is no answer of a collector, and its beginning shows that as well.
    if (length > LONGEST_ANSWER) break;
  }
  return { outcome: 'taken', body: Buffer.concat(chunks), contentType: headers['content-type'] };
}

function refusal(statusCode: number, retryAfter: string | undefined): PushAnswer {
  const cause = `status ${statusCode}`;
  if (!BUSY.includes(statusCode)) return { outcome: 'refused', cause };
  const pauseMs = retryAfterMs(retryAfter, Date.now());
  return { outcome: 'throttled', cause, ...(pauseMs === undefined ? {} : { pauseMs }) };
}
