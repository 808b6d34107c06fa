import type { OutgoingHttpHeaders } from 'node:http';
import { givePieceBack } from '../exposition/piece-pool.js';
import { startAnswer } from './answer.js';
import type { ContentCoding } from './content-coding.js';
import { packer } from './content-coding.js';
import type { MetricsRequest, MetricsResponse } from './handler.js';
import { inTime } from './in-time.js';
import { packed } from './packed.js';
import { whenGone } from './when-gone.js';
import { ended, SinkClosed, written } from './written.js';

/** No reader may take longer over an answer. */
const LONGEST_ANSWER_MS = 60_000;

/** A text that is sent while it is made. */
export interface TextAnswer {
  readonly headers: OutgoingHttpHeaders;
  readonly pieces: AsyncIterable<string | Buffer>;
  readonly coding: ContentCoding;
  /** Milliseconds until the first byte must be there. */
  readonly limitMs: number;
}

/** The client left, or read too slowly, before it had the whole answer. */
export class AnswerAborted extends Error {}

/**
 * Sends a text no faster than the client reads it, and with its length where it is so short that it
 * is ready before the first byte goes out. A text that fails rejects: before the first byte nothing
 * is sent, after it the connection is to be destroyed, because half a text must not pass for a whole
 * one.
 * @returns the bytes of the body
 */
export async function sendText(
  request: MetricsRequest,
  response: MetricsResponse,
  { headers, pieces, coding, limitMs }: TextAnswer,
): Promise<number> {
  const packing = packer(coding);
  const bytes = bytesOf(pieces);
  const chunks = packing === undefined ? bytes : packed(bytes, packing);
  try {
    const start = await inTime(startOf(chunks), limitMs);
    const length = start.isAll ? { 'content-length': byteLength(start.chunks) } : {};
    startAnswer(response, 200, { ...headers, ...length });
    if (request.method !== 'HEAD') return await untilGone(request, response, start.chunks, chunks);
    response.end();
    return 0;
  } finally {
    // Not awaited: it ends behind a piece that may never be made.
    chunks.return(undefined).catch(() => {});
  }
}

async function* bytesOf(
  pieces: AsyncIterable<string | Buffer>,
): AsyncGenerator<Buffer, void, undefined> {
  for await (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece;
}

/** The first two chunks; where there is no second one, the first is all. */
async function startOf(chunks: AsyncIterator<Buffer>) {
  const [first, second] = [await chunks.next(), await chunks.next()];
  const started = [first, second].filter(({ done }) => done !== true);
  return { chunks: started.map(({ value }) => value as Buffer), isAll: second.done === true };
}

async function untilGone(
  request: MetricsRequest,
  response: MetricsResponse,
  start: readonly Buffer[],
  rest: AsyncIterable<Buffer>,
): Promise<number> {
  let giveUp = (): void => {};
  const gone = new Promise<never>((_resolve, reject) => {
    giveUp = () => reject(new AnswerAborted());
  });
  const timer = setTimeout(giveUp, LONGEST_ANSWER_MS).unref();
  // An answer that waits behind another one on a connection that is gone never ends by itself.
  const release = whenGone(request, giveUp);
  try {
    return await Promise.race([stream(response, start, rest), gone]);
  } catch (fault) {
    throw fault instanceof SinkClosed ? new AnswerAborted() : fault;
  } finally {
    clearTimeout(timer);
    release();
  }
}

async function stream(
  response: MetricsResponse,
  start: readonly Buffer[],
  rest: AsyncIterable<Buffer>,
): Promise<number> {
  // The compatibility response of HTTP/2 does not tell that its client has left; its stream does.
  const sink = 'stream' in response ? response.stream : response;
  let bytes = 0;
  const send = async (chunk: Buffer): Promise<void> => {
    bytes += chunk.length;
    await written(sink, chunk, () => givePieceBack(chunk));
  };
  for (const chunk of start) await send(chunk);
  for await (const chunk of rest) await send(chunk);
  await ended(sink);
  return bytes;
}

function byteLength(chunks: readonly Buffer[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0);
}
