import { numberText } from './numbers.js';

/** Copies go four bytes at a time, and may read and write as many beyond their end. */
const SLACK = 4;
const LARGEST_INTEGER = 0x7fffffff;
const ZERO = 0x30;
/** Most bytes of one UTF-16 unit in UTF-8. */
const MOST_BYTES = 3;

/**
 * Text in UTF-8 that is written bit by bit. Strings that are joined have to be copied once more to be
 * sent, and leave garbage; here a line costs a few stores.
 */
export class TextBytes {
  #bytes: Buffer;
  #view: DataView;
  #length = 0;

  /** @param bytes where it is written at first; whatever stands there */
  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#view = viewOf(bytes);
  }

  static of(text: string): TextBytes {
    const bytes = new TextBytes(Buffer.allocUnsafeSlow(text.length + SLACK));
    bytes.text(text);
    return bytes;
  }

  get length(): number {
    return this.#length;
  }

  text(text: string): void {
    this.#reserve(text.length * MOST_BYTES);
    this.#length += this.#bytes.write(text, this.#length);
  }

  /** One character of ASCII. */
  character(code: number): void {
    this.#reserve(1);
    this.#bytes[this.#length] = code;
    this.#length += 1;
  }

  /** A sample's value, as {@link numberText} writes it. */
  number(value: number): void {
    if (value > 0 && value <= LARGEST_INTEGER && (value | 0) === value) this.#integer(value);
    else this.#ascii(numberText(value));
  }

  copy(from: TextBytes, start: number, end: number): void {
    this.#reserve(end - start);
    const [view, source] = [this.#view, from.#view];
    let to = this.#length;
    for (let at = start; at < end; at += 4) {
      view.setInt32(to, source.getInt32(at, true), true);
      to += 4;
    }
    this.#length += end - start;
  }

  /** What stands from `start` to `end`. */
  read(start: number, end: number): string {
    return this.#bytes.toString('utf8', start, end);
  }

  /** Hands over what was written, and begins anew in `next`. */
  take(next: Buffer): Buffer {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = next;
    this.#view = viewOf(next);
    this.#length = 0;
    return taken;
  }

  #integer(value: number): void {
    let digits = 1;
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) digits += 1;
    this.#reserve(digits);
    let rest = value;
    for (let at = this.#length + digits - 1; at >= this.#length; at -= 1) {
      const tenth = (rest / 10) | 0;
      this.#bytes[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    this.#length += digits;
  }

  /** Faster than {@link TextBytes.text} for what is so short. */
  #ascii(text: string): void {
    this.#reserve(text.length);
    for (let at = 0; at < text.length; at += 1) {
      this.#bytes[this.#length + at] = text.charCodeAt(at);
    }
    this.#length += text.length;
  }

  #reserve(count: number): void {
    const needed = this.#length + count + SLACK;
    if (needed > this.#bytes.length) this.#grow(needed);
  }

  #grow(needed: number): void {
    const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
    this.#view = viewOf(grown);
  }
}

/** A part of what was written to some bytes, and then the part behind it. */
export class TextRange {
  readonly bytes: TextBytes;
  start = 0;
  end = 0;

  constructor(bytes: TextBytes) {
    this.bytes = bytes;
  }

  /** Goes on to what follows, up to `end`. */
  moveTo(end: number): void {
    this.start = this.end;
    this.end = end;
  }

  text(): string {
    return this.bytes.read(this.start, this.end);
  }
}

function viewOf({ buffer, byteOffset, length }: Buffer): DataView {
  return new DataView(buffer, byteOffset, length);
}
