import type { Random } from './random.js';
import { RIGHT_TOKEN, WRONG_TOKEN } from './requests.js';

const PREFACE = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
const TYPE = {
  data: 0,
  headers: 1,
  priority: 2,
  reset: 3,
  settings: 4,
  push: 5,
  ping: 6,
  goAway: 7,
  window: 8,
  continuation: 9,
} as const;
const END_STREAM = 0x1;
const END_HEADERS = 0x4;
const HEADER_BYTES = 9;

type Pair = readonly [name: string, value: string];
type MakeFrame = (random: Random, stream: number) => Buffer;

/** What a client says first. */
export function opening(): Buffer {
  return Buffer.concat([PREFACE, frame(TYPE.settings, 0, 0, Buffer.alloc(0))]);
}

/** What a scraper asks for on a stream. */
export function soundHeaders(stream: number): Buffer {
  const block = headerBlock(request('GET', '/metrics', [bearer(RIGHT_TOKEN)]));
  return frame(TYPE.headers, END_STREAM | END_HEADERS, stream, block);
}

const requestFrame: MakeFrame = (random, stream) => {
  const fields: Pair[] = [];
  const token = random.pick([RIGHT_TOKEN, RIGHT_TOKEN, WRONG_TOKEN, undefined]);
  if (token !== undefined) fields.push(bearer(token));
  if (random.chance(0.1)) fields.push(['x-huge', 'h'.repeat(9_000)]);
  if (random.chance(0.1)) fields.push(['Upper-Case', 'x'], ['connection', 'close']);
  if (random.chance(0.1)) fields.push([':path', '/again'], [':unknown', 'x']);
  const method = random.pick(['GET', 'GET', 'HEAD', 'OPTIONS', 'POST', 'CONNECT', 'get']);
  const path = random.pick(['/metrics', '/metrics', '/-/healthy', '/x', '*', '', 'metrics']);
  const flags = random.pick([END_STREAM | END_HEADERS, END_STREAM | END_HEADERS, END_HEADERS, 0]);
  return frame(TYPE.headers, flags, stream, headerBlock(request(method, path, fields)));
};

const FRAMES: readonly [MakeFrame, ...MakeFrame[]] = [
  requestFrame,
  requestFrame,
  requestFrame,
  requestFrame,
  (random, stream) => frame(TYPE.data, random.below(2), stream, random.bytes(random.below(100))),
  // Asking and taking it back at once costs the client nothing.
  (_, stream) =>
    Buffer.concat([soundHeaders(stream), frame(TYPE.reset, 0, stream, Buffer.alloc(4, 8))]),
  (random) => frame(TYPE.ping, random.below(2), 0, random.bytes(8)),
  (random, stream) => frame(TYPE.window, 0, random.pick([0, stream]), uint32(random)),
  (random, stream) =>
    frame(TYPE.priority, 0, stream, Buffer.concat([uint32(random), random.bytes(1)])),
  (random) =>
    frame(
      TYPE.settings,
      0,
      0,
      Buffer.concat([Buffer.from([0, 1 + random.below(8)]), uint32(random)]),
    ),
  (random, stream) => frame(TYPE.continuation, END_HEADERS, stream, random.bytes(random.below(50))),
  (random, stream) => frame(TYPE.push, END_HEADERS, stream, random.bytes(20)),
  (random, stream) => frame(10 + random.below(200), random.below(256), stream, random.bytes(12)),
  (random) => frame(TYPE.goAway, 0, 0, random.bytes(8)),
];

/** A frame as some client might send it on a stream, sound or not; as yet unharmed. */
export function someFrame(random: Random, stream: number): Buffer {
  return random.pick(FRAMES)(random, stream);
}

/** The streams that were answered with status 200 and a body of more than `harmless` bytes. */
export function servedStreams(received: Buffer, harmless: number): number {
  const okay = new Set<number>();
  const served = new Set<number>();
  let at = 0;
  while (at + HEADER_BYTES <= received.length) {
    const length = received.readUIntBE(at, 3);
    const stream = received.readUInt32BE(at + 5) & 0x7fffffff;
    const type = received[at + 3];
    if (type === TYPE.headers && saysOkay(received.subarray(at + HEADER_BYTES))) okay.add(stream);
    if (type === TYPE.data && length > harmless && okay.has(stream)) served.add(stream);
    at += HEADER_BYTES + length;
  }
  return served.size;
}

/** Entry 8 of the static table is `:status 200`; new sizes of the table may come before it. */
function saysOkay(block: Buffer): boolean {
  let at = 0;
  while (((block[at] ?? 0) & 0xe0) === 0x20) at += 1;
  return block[at] === 0x88;
}

function request(method: string, path: string, fields: readonly Pair[]): Pair[] {
  return [
    [':method', method],
    [':scheme', 'https'],
    [':authority', 'localhost'],
    [':path', path],
    ...fields,
  ];
}

const bearer = (token: string): Pair => ['authorization', `Bearer ${token}`];

/** Literals without indexing and without Huffman codes: the plainest form of HPACK. */
function headerBlock(fields: readonly Pair[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([name, value]) => [Buffer.from([0]), text(name), text(value)]),
  );
}

function text(value: string): Buffer {
  const bytes = Buffer.from(value, 'latin1');
  return Buffer.concat([prefixedLength(bytes.length), bytes]);
}

/** An integer with a prefix of seven bits (RFC 7541, 5.1). */
function prefixedLength(length: number): Buffer {
  if (length < 0x7f) return Buffer.from([length]);
  const bytes = [0x7f];
  let rest = length - 0x7f;
  for (; rest >= 0x80; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  return Buffer.from([...bytes, rest]);
}

function frame(type: number, flags: number, stream: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUIntBE(payload.length, 0, 3);
  header.writeUInt8(type, 3);
  header.writeUInt8(flags, 4);
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
}

function uint32(random: Random): Buffer {
  return random.pick([random.bytes(4), Buffer.alloc(4), Buffer.from([0x7f, 0xff, 0xff, 0xff])]);
}
