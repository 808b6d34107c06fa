import type {
  Exposition,
  ExpositionRequest,
  ExpositionSource,
} from '../../../../lib/prometheus/exposition/exposition.js';

/** An exposition of these pieces, whatever is asked for. */
export function expositionOf(...pieces: string[]): Exposition {
  return {
    async *text() {
      yield* pieces;
    },
  };
}

/** A source of these pieces that remembers what was asked for. */
export function sourceOf(...pieces: string[]): ExpositionSource & { asked: ExpositionRequest[] } {
  const asked: ExpositionRequest[] = [];
  const exposition = expositionOf(...pieces);
  return {
    asked,
    gather: async () => ({
      text: (request) => {
        asked.push(request);
        return exposition.text(request);
      },
    }),
  };
}
