import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateSync, inflateSync } from 'node:zlib';
import { expect } from 'chai';
import { decoded } from '../../../scripts/pictures/png.js';
import { smaller } from '../../../scripts/pictures/smaller.js';

const IMAGES = join(__dirname, '../../../../docs/img');
const WIDTH = 4;
const LARGEST = 150_000;

/** Five rows, one for each filter of PNG, of three bytes a pixel. */
const ROWS = Array.from({ length: 5 }, (_, y) =>
  Array.from({ length: WIDTH * 3 }, (_, x) => (x * 37 + y * 91) % 256),
);

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}

/** What the specification subtracts from a byte, said in its words. */
function prediction(filter: number, x: number): number {
  const above = filter === 0 ? [] : (ROWS[filter - 1] ?? []);
  const [a, b, c] = [ROWS[filter]?.[x - 3] ?? 0, above[x] ?? 0, above[x - 3] ?? 0];
  const p = a + b - c;
  const paeth = [a, b, c].sort((m, n) => Math.abs(p - m) - Math.abs(p - n))[0] ?? 0;
  return [0, a, b, Math.floor((a + b) / 2), paeth][filter] ?? 0;
}

function picture(): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(ROWS.length, 4);
  header.set([8, 2], 8);
  const filtered = ROWS.flatMap((row, filter) => [
    filter,
    ...row.map((byte, x) => (byte - prediction(filter, x) + 256) % 256),
  ]);
  const data = deflateSync(Buffer.from(filtered));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', header),
    // In two parts, as a large one is.
    chunk('IDAT', data.subarray(0, 9)),
    chunk('IDAT', data.subarray(9)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Chunks by type, their sums checked. */
function chunks(png: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>();
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const body = png.subarray(at + 4, at + 8 + length);
    expect(png.readUInt32BE(at + 8 + length)).to.equal(crc32(body));
    found.set(body.toString('latin1', 0, 4), body.subarray(4));
    at += length + 12;
  }
  return found;
}

describe('making PNG files smaller', () => {
  it('reads every filter', () => {
    const { width, height, bytes } = decoded(picture());
    expect([width, height]).to.deep.equal([WIDTH, ROWS.length]);
    expect([...bytes]).to.deep.equal(ROWS.flat());
  });

  it('keeps every pixel of a picture with few colours', () => {
    const parts = chunks(smaller(picture()));
    expect([...(parts.get('IHDR')?.subarray(8) ?? [])]).to.deep.equal([8, 3, 0, 0, 0]);
    const palette = parts.get('PLTE') ?? Buffer.alloc(0);
    const rows = inflateSync(parts.get('IDAT') ?? Buffer.alloc(0));
    const pixels = ROWS.flatMap((_, y) => {
      const places = [...rows.subarray(y * (WIDTH + 1) + 1, (y + 1) * (WIDTH + 1))];
      return places.flatMap((place) => [...palette.subarray(place * 3, place * 3 + 3)]);
    });
    expect(pixels).to.deep.equal(ROWS.flat());
  });
});

describe('the pictures in docs/img', () => {
  const pictures = readdirSync(IMAGES).filter((name) => /^dashboard-.*\.png$/.test(name));

  it('are there, and light enough for a page', () => {
    expect(pictures).to.have.length(5);
    for (const name of pictures) {
      expect(statSync(join(IMAGES, name)).size, name).to.be.below(LARGEST);
    }
  });

  it('are said to be drawn by a page of the project wherever they are shown', () => {
    const text = readFileSync(join(IMAGES, '../grafana-dashboards.md'), 'utf8');
    for (const name of pictures) {
      const [, after = ''] = text.split(`(img/${name})`);
      expect(after.trimStart(), name).to.match(/^\*.*[Dd]rawn/s);
    }
    expect(text).to.contain('Grafana draws them its own way');
  });
});
