import { Writer } from 'protobufjs/minimal';

const LENGTH_DELIMITED = 2;

/**
 * A message in the making: what is in it comes first, because its length stands before it. Pieces are
 * joined once, at the end.
 */
export class ProtobufFrame {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  add(piece: Uint8Array): void {
    this.#pieces.push(piece);
    this.#length += piece.length;
  }

  /** A message within this one. */
  nest(field: number, inner: ProtobufFrame): void {
    this.add(Writer.create().uint32(tag(field)).uint32(inner.#length).finish());
    for (const piece of inner.#pieces) this.add(piece);
  }

  finish(): Uint8Array {
    return Buffer.concat(this.#pieces, this.#length);
  }
}

/** The mark of a field whose length stands before it. */
export function tag(field: number, wireType = LENGTH_DELIMITED): number {
  return ((field << 3) | wireType) >>> 0;
}
