import type { Pixels } from './png.js';
import { decoded, encoded } from './png.js';

const COLOURS = 256;

/**
 * The same picture with at most 256 colours, a third of its size: those that are there most, and for
 * any other the one that is nearest. Of a page with flat colours only the edges of letters change.
 */
export function smaller(png: Buffer): Buffer {
  const pixels = decoded(png);
  const colours = coloursOf(pixels);
  const palette = mostUsed(colours);
  const places = new Map(palette.map((colour, place) => [colour, place]));
  const placed = Buffer.from(
    colours.map((colour) => {
      const place = places.get(colour) ?? nearest(colour, palette);
      places.set(colour, place);
      return place;
    }),
  );
  return encoded(pixels.width, pixels.height, palette, placed);
}

function coloursOf({ width, height, depth, bytes }: Pixels): number[] {
  return Array.from({ length: width * height }, (_, pixel) => bytes.readUIntBE(pixel * depth, 3));
}

function mostUsed(colours: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.slice(0, COLOURS).map(([colour]) => colour);
}

function nearest(colour: number, palette: readonly number[]): number {
  const distances = palette.map((candidate) => distance(colour, candidate));
  return distances.indexOf(Math.min(...distances));
}

function distance(a: number, b: number): number {
  const channel = (shift: number): number => ((a >> shift) & 255) - ((b >> shift) & 255);
  return channel(16) ** 2 + channel(8) ** 2 + channel(0) ** 2;
}
