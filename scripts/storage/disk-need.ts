import type { Table } from '../../bench/table.js';

const DAY_SECONDS = 86_400;
const GIB = 1_024 ** 3;
const MIB = 1_024 ** 2;
/** A head covers two hours and half as much again before its log can go, and the log a little more. */
const HEAD_SECONDS = 3 * 3_600;
/** What may be blocks of a limit: the rest is room to merge them in. */
const USABLE = 0.8;

/** Bytes that a sample takes. */
export interface SampleBytes {
  readonly prometheus: number;
  readonly writeAheadLog: number;
  /** Of the samples that are left, five minutes apart. */
  readonly thinned: number;
}

/** Some bots of one size. */
export interface Fleet {
  readonly title: string;
  readonly bots: number;
  /** Of each bot. */
  readonly series: number;
  /** What the rules of Prometheus make of them: fewer samples, which count as many. */
  readonly recorded: number;
}

/** Bytes of a Prometheus that keeps some days of samples, ten seconds apart. */
function prometheusBytes(series: number, days: number, bytes: SampleBytes): number {
  const [all, head] = [days * DAY_SECONDS, HEAD_SECONDS].map((seconds) => (series * seconds) / 10);
  return (all ?? 0) * bytes.prometheus + (head ?? 0) * bytes.writeAheadLog;
}

function thinnedBytes(series: number, days: number, bytes: SampleBytes): number {
  return ((series * days * DAY_SECONDS) / 300) * bytes.thinned;
}

/** What fleets need on disk. */
export function diskNeedTable(fleets: readonly Fleet[], bytes: SampleBytes): Table {
  return {
    title: 'Disk need',
    head: [
      '',
      'series',
      'recorded',
      '15 days at 10 s',
      '90 days at 5 min',
      'both',
      'a year at 5 min',
    ],
    rows: fleets.map(({ title, bots, series, recorded }) => {
      const all = bots * (series + recorded);
      const [full, thinned] = [prometheusBytes(all, 15, bytes), thinnedBytes(all, 90, bytes)];
      return [
        title,
        String(bots * series),
        String(bots * recorded),
        inUnits(full),
        inUnits(thinned),
        inUnits(full + thinned),
        inUnits(thinnedBytes(all, 365, bytes)),
      ];
    }),
  };
}

/** How many series fit into 10 GB, both parts together, with room to merge. */
export function seriesThatFit(bytes: SampleBytes): number {
  const ofOne = prometheusBytes(1, 15, bytes) + thinnedBytes(1, 90, bytes);
  return Math.floor((USABLE * 10 * GIB) / ofOne);
}

function inUnits(bytes: number): string {
  return bytes < GIB ? `${(bytes / MIB).toFixed(0)} MiB` : `${(bytes / GIB).toFixed(1)} GiB`;
}
