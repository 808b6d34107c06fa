import type { OutgoingHttpHeaders } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { startAnswer } from './answer.js';
import type { ContentCoding } from './content-coding.js';
import { packer } from './content-coding.js';
import type { MetricsRequest, MetricsResponse } from './handler.js';
import { inTime } from './in-time.js';
import { whenGone } from './when-gone.js';

/** Pieces that are made ahead of a slow reader, besides what the socket holds. */
const PIECES_AHEAD = 2;
/** No reader may take longer over an answer. */
const LONGEST_ANSWER_MS = 60_000;

/** A text that is sent while it is made. */
export interface TextAnswer {
  readonly headers: OutgoingHttpHeaders;
  readonly pieces: AsyncIterable<string>;
  readonly coding: ContentCoding;
  /** Milliseconds until the first byte must be there. */
  readonly limitMs: number;
}

/** The client left, or read too slowly, before it had the whole answer. */
export class AnswerAborted extends Error {}

/**
 * Sends a text no faster than the client reads it, and with its length where it is so short that it
 * is ready before the first byte goes out. A text that fails rejects: before the first byte nothing
 * is sent, after it the connection is destroyed, because half a text must not pass for a whole one.
 * @returns the bytes of the body
 */
export async function sendText(
  request: MetricsRequest,
  response: MetricsResponse,
  { headers, pieces, coding, limitMs }: TextAnswer,
): Promise<number> {
  const body = packed(pieces, coding);
  const chunks = body[Symbol.asyncIterator]() as AsyncIterableIterator<Buffer>;
  try {
    const start = await inTime(startOf(chunks), limitMs);
    const length = start.isAll ? { 'content-length': byteLength(start.chunks) } : {};
    startAnswer(response, 200, { ...headers, ...length });
    if (request.method !== 'HEAD') return await stream(request, response, start.chunks, chunks);
    response.end();
    return 0;
  } finally {
    body.destroy();
  }
}

function packed(pieces: AsyncIterable<string>, coding: ContentCoding): Readable {
  const text = Readable.from(bytesOf(pieces), { highWaterMark: PIECES_AHEAD });
  const packing = packer(coding);
  if (packing === undefined) return text;
  // A fault of the text ends the packed stream with the same fault, where it is awaited.
  pipeline(text, packing).catch(() => {});
  return packing;
}

async function* bytesOf(pieces: AsyncIterable<string>): AsyncGenerator<Buffer> {
  for await (const piece of pieces) yield Buffer.from(piece);
}

/** The first two chunks; where there is no second one, the first is all. */
async function startOf(chunks: AsyncIterator<Buffer>) {
  const [first, second] = [await chunks.next(), await chunks.next()];
  const started = [first, second].filter(({ done }) => done !== true);
  return { chunks: started.map(({ value }) => value as Buffer), isAll: second.done === true };
}

async function stream(
  request: MetricsRequest,
  response: MetricsResponse,
  start: readonly Buffer[],
  rest: AsyncIterableIterator<Buffer>,
): Promise<number> {
  let bytes = 0;
  let textFault: unknown;
  const body = async function* (): AsyncGenerator<Buffer> {
    try {
      for await (const chunk of chained(start, rest)) {
        bytes += chunk.length;
        yield chunk;
      }
    } catch (fault) {
      textFault = fault ?? new Error('the text failed');
      throw fault;
    }
  };
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), LONGEST_ANSWER_MS).unref();
  const release = whenGone(request, () => giveUp.abort());
  try {
    await Promise.race([
      pipeline(body, sinkOf(response), { signal: giveUp.signal }),
      // An answer that waits behind another one on a connection that is gone never ends by itself.
      rejectionOf(giveUp.signal),
    ]);
  } catch {
    throw textFault ?? new AnswerAborted();
  } finally {
    clearTimeout(timer);
    release();
  }
  return bytes;
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new AnswerAborted()), { once: true });
  });
}

async function* chained(
  start: readonly Buffer[],
  rest: AsyncIterable<Buffer>,
): AsyncGenerator<Buffer> {
  yield* start;
  yield* rest;
}

/** The compatibility response of HTTP/2 does not tell that its client has left; its stream does. */
function sinkOf(response: MetricsResponse): NodeJS.WritableStream {
  return 'stream' in response ? response.stream : response;
}

function byteLength(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}
