/**
 * A short text that is looked for in bytes. Steps over as many bytes as the text is long wherever it
 * can (the search of Boyer, Moore and Horspool): calling into `Buffer.indexOf` costs more than all
 * of this does on a message's first few hundred bytes.
 */
export class Needle {
  readonly #codes: Uint8Array;
  /** How far to step when this byte stands under the text's last. */
  readonly #steps = new Uint8Array(256);

  constructor(text: string) {
    this.#codes = Buffer.from(text, 'latin1');
    const last = this.#codes.length - 1;
    this.#steps.fill(this.#codes.length);
    for (let at = 0; at < last; at += 1) this.#steps[this.#codes[at] as number] = last - at;
  }

  /** Where the text ends that begins at `from` or later and ends before `to`; -1 if there is none. */
  endIn(bytes: Uint8Array, from: number, to: number): number {
    const codes = this.#codes;
    const steps = this.#steps;
    const last = codes.length - 1;
    const final = codes[last];
    let at = from + last;
    while (at < to) {
      const byte = bytes[at] as number;
      if (byte === final && this.#standsAt(bytes, at - last)) return at + 1;
      at += steps[byte] as number;
    }
    return -1;
  }

  #standsAt(bytes: Uint8Array, start: number): boolean {
    const codes = this.#codes;
    for (let at = 0; at < codes.length - 1; at += 1) {
      if (bytes[start + at] !== codes[at]) return false;
    }
    return true;
  }
}
