/** As much of a canvas as is used here. */
export interface Context {
  readonly canvas: { readonly width: number; readonly height: number };
  getImageData(
    x: number,
    y: number,
    width: number,
    height: number,
  ): { readonly data: Uint8ClampedArray };
}

export type Colour = readonly [red: number, green: number, blue: number];

/** Antialiasing and what shines through change a colour by less than this. */
const NEAR = 60;

/** What was on a canvas at a moment. */
export class Pixels {
  readonly #width: number;
  readonly #bytes: Uint8ClampedArray;

  constructor(context: Context) {
    const { width, height } = context.canvas;
    this.#width = width;
    this.#bytes = context.getImageData(0, 0, width, height).data;
  }

  equals(other: Pixels): boolean {
    return this.#bytes.every((byte, index) => byte === other.#bytes[index]);
  }

  /** Whether a pixel within `reach` of a place can be seen, has about that colour, and is new. */
  has(
    [x, y]: readonly [number, number],
    reach: number,
    { colour, least, before }: Wanted,
  ): boolean {
    for (let row = Math.round(y) - reach; row <= y + reach; row += 1) {
      for (let column = Math.round(x) - reach; column <= x + reach; column += 1) {
        const [red, green, blue, alpha] = this.#at(column, row);
        if (alpha < least || !isNear([red, green, blue], colour)) continue;
        if (
          before === undefined ||
          String(before.#at(column, row)) !== String([red, green, blue, alpha])
        ) {
          return true;
        }
      }
    }
    return false;
  }

  #at(x: number, y: number): [number, number, number, number] {
    const at = (y * this.#width + x) * 4;
    const [red = 0, green = 0, blue = 0, alpha = 0] = this.#bytes.subarray(at, at + 4);
    return [red, green, blue, alpha];
  }
}

export interface Wanted {
  /** Undefined: any. */
  readonly colour: Colour | undefined;
  /** How opaque, up to 255. */
  readonly least: number;
  /** Without what is looked for. */
  readonly before?: Pixels;
}

/** Whether two colours are about the same. */
export function isNear(found: Colour, wanted: Colour | undefined): boolean {
  if (wanted === undefined) return true;
  return found.every((channel, index) => Math.abs(channel - (wanted[index] ?? 0)) <= NEAR);
}
