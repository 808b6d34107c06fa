/**
 * What a bot's samples take on disk, and how far off the answers of 5-minute samples are: measured with
 * real servers on an invented history of some days, in the series that a bot has. The figures are those
 * of docs/retention-and-storage.md. Takes about six minutes, and a gigabyte for a while.
 *
 *     npm run storage -- [days]
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Table } from '../../bench/table.js';
import { markdown } from '../../bench/table.js';
import { fleets, seriesOfDemo } from './bots.js';
import { diskNeedTable, seriesThatFit } from './disk-need.js';
import type { Answered, Measured } from './measure.js';
import { measureDays, measureInflux, measureNinetyDays, measureWriteAheadLog } from './measure.js';

const DEFAULT_DAYS = 3;
const WINDOW_SECONDS = 300;

function bytesTable(stores: readonly Measured[]): Table {
  return {
    title: 'Bytes a sample',
    head: ['store', 'samples', 'bytes a sample'],
    rows: stores.map(({ title, bytes, samples }) => [
      title,
      samples.toLocaleString('en'),
      (bytes / samples).toFixed(2),
    ]),
  };
}

function errorsTable(answers: readonly Answered[]): Table {
  return {
    title: 'Largest error of 5-minute samples',
    head: ['question', 'error'],
    rows: answers.map(({ question: { title, error: kind }, error }) => [
      title,
      kind === 'relative' ? `${twoDigits(100 * error)} %` : twoDigits(error),
    ]),
  };
}

function twoDigits(value: number): string {
  return String(Number(value.toPrecision(2)));
}

/** Runs a measurement with a folder of its own. */
async function inFolder<T>(measure: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'genesis-storage-'));
  try {
    return await measure(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(table: Table): void {
  process.stdout.write(`${markdown(table)}\n\n`);
}

async function main(): Promise<void> {
  const days = Number(process.argv[2] ?? DEFAULT_DAYS);
  const end = (Math.floor(Date.now() / 1_000 / WINDOW_SECONDS) - 1) * WINDOW_SECONDS;
  process.stdout.write(`Series of the bot of the demo: ${await seriesOfDemo()}\n\n`);
  const bots = await fleets();
  const log = await measureWriteAheadLog();
  const { stores, answers } = await inFolder((folder) => measureDays(days, end, folder));
  const ninety = await inFolder((folder) => measureNinetyDays(end, folder));
  const influx = await inFolder((folder) => measureInflux(end, folder));
  print(bytesTable([...stores, ninety, influx]));
  process.stdout.write(
    `In the write-ahead log of Prometheus: ${log.toFixed(2)} bytes a sample\n\n`,
  );
  const [prometheus] = stores;
  const bytes = {
    prometheus: (prometheus?.bytes ?? Number.NaN) / (prometheus?.samples ?? Number.NaN),
    writeAheadLog: log,
    thinned: ninety.bytes / ninety.samples,
  };
  print(diskNeedTable(bots, bytes));
  process.stdout.write(`Series that fit into 10 GB: ${seriesThatFit(bytes)}\n\n`);
  print(errorsTable(answers));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
