import { crc32, deflateSync, inflateSync } from 'node:zlib';

/** The pixels of a picture, as bytes in rows without gaps. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Bytes a pixel: 3 without transparency, 4 with it. */
  readonly depth: 3 | 4;
  readonly bytes: Buffer;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const TRUE_COLOUR_WITH_ALPHA = 6;
const PALETTE = 3;

/** Reads a PNG of eight bits a channel, as browsers write them. */
export function decoded(png: Buffer): Pixels {
  const parts: Buffer[] = [];
  let header: Buffer = Buffer.alloc(0);
  for (let at = SIGNATURE.length; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') header = data;
    if (type === 'IDAT') parts.push(data);
    at += length + 12;
  }
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  const depth = header[9] === TRUE_COLOUR_WITH_ALPHA ? 4 : 3;
  const bytes = unfiltered(inflateSync(Buffer.concat(parts)), width * depth, height, depth);
  return { width, height, depth, bytes };
}

/** Each byte of a row was written as the difference to what its neighbours foretell. */
function unfiltered(rows: Buffer, stride: number, height: number, depth: number): Buffer {
  // A row and a pixel of nothing in front, so that every byte has neighbours.
  const wide = depth + stride;
  const bytes = Buffer.alloc(wide * (height + 1));
  const parts: Buffer[] = [];
  for (let y = 0; y < height; y += 1) {
    const read = y * (stride + 1);
    const write = (y + 1) * wide + depth;
    for (let x = 0; x < stride; x += 1) {
      const at = write + x;
      bytes[at] = (rows[read + 1 + x] ?? 0) + foretold(rows[read] ?? 0, bytes, at, wide, depth);
    }
    parts.push(bytes.subarray(write, write + stride));
  }
  return Buffer.concat(parts);
}

/** The five filters of PNG. */
function foretold(filter: number, bytes: Buffer, at: number, wide: number, depth: number): number {
  if (filter === 0) return 0;
  const left = bytes[at - depth] ?? 0;
  const above = bytes[at - wide] ?? 0;
  const corner = bytes[at - wide - depth] ?? 0;
  if (filter === 1) return left;
  if (filter === 2) return above;
  if (filter === 3) return (left + above) >> 1;
  const guess = left + above - corner;
  const [toLeft, toAbove] = [Math.abs(guess - left), Math.abs(guess - above)];
  const toCorner = Math.abs(guess - corner);
  if (toLeft <= toAbove && toLeft <= toCorner) return left;
  return toAbove <= toCorner ? above : corner;
}

/** Writes a PNG whose pixels are places in a palette of at most 256 colours (0xRRGGBB). */
export function encoded(
  width: number,
  height: number,
  palette: readonly number[],
  places: Buffer,
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, PALETTE, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((c) => [c >> 16, (c >> 8) & 255, c & 255]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    places.copy(rows, y * (width + 1) + 1, y * width, (y + 1) * width);
  }
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
