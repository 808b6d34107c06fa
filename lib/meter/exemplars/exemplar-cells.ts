import type { SpanContext } from '@opentelemetry/api';
import type { Exemplar } from './exemplar.js';

/** Value, time, trace id (two cells), span id; and the number of writes, odd during one. */
export const EXEMPLAR_CELLS = 6;
const VALUE = 1;
const TIME = 2;
const TRACE_ID = 3;
const TRACE_ID_BYTES = 16;
const SPAN_ID_BYTES = 8;
const CELL_BYTES = Float64Array.BYTES_PER_ELEMENT;
/** A writer is done in less than this; one that died in the middle must not hold up a scrape. */
const MOST_READS = 3;
/** Of a measurement without a span. */
const ALL_ZEROS = /^0+$/;

/** Keeps the exemplar of one bucket in shared memory. */
export function writeExemplar(
  cells: Float64Array,
  offset: number,
  value: number,
  { traceId, spanId }: SpanContext,
): void {
  cells[offset] = (cells[offset] ?? 0) + 1;
  cells[offset + VALUE] = value;
  cells[offset + TIME] = Date.now();
  bytesOf(cells, offset).write(traceId + spanId, 'hex');
  cells[offset] = (cells[offset] ?? 0) + 1;
}

/** The exemplar of one bucket; undefined where there is none, or none whole. */
export function readExemplar(cells: Float64Array, offset: number): Exemplar | undefined {
  for (let reads = 0; reads < MOST_READS; reads += 1) {
    const writes = cells[offset] ?? 0;
    if (writes === 0) return undefined;
    const hex = bytesOf(cells, offset).toString('hex');
    const ids = ALL_ZEROS.test(hex) ? '' : hex;
    const exemplar = {
      value: cells[offset + VALUE] ?? 0,
      milliseconds: cells[offset + TIME] ?? 0,
      traceId: ids.slice(0, TRACE_ID_BYTES * 2),
      spanId: ids.slice(TRACE_ID_BYTES * 2),
    };
    if (writes % 2 === 0 && cells[offset] === writes) return exemplar;
  }
  return undefined;
}

/** Trace id and span id. */
function bytesOf(cells: Float64Array, offset: number): Buffer {
  const start = cells.byteOffset + (offset + TRACE_ID) * CELL_BYTES;
  return Buffer.from(cells.buffer as ArrayBuffer, start, TRACE_ID_BYTES + SPAN_ID_BYTES);
}
