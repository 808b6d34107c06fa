import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { InfluxDb } from '../../test/stack/support/long-term/influxdb.js';
import { folderSize, settledSize } from './folder-size.js';

const MERGES_WITHIN_MS = 300_000;
const LINES_A_REQUEST = 20_000;
const SAMPLE = /^(\w+)\{(.*)\} (\S+) (\d+)$/;
const PASSWORD = 'of a measurement';

/**
 * What a sample takes in InfluxDB 1 once it has merged its files: those of a file for promtool. The list
 * of series beside them is 32 MiB from the start.
 */
export async function bytesInInflux(file: string): Promise<number> {
  const influx = await InfluxDb.start({
    password: PASSWORD,
    env: {
      // At once, rather than after four hours without a write.
      INFLUXDB_DATA_CACHE_SNAPSHOT_WRITE_COLD_DURATION: '5s',
      INFLUXDB_DATA_COMPACT_FULL_WRITE_COLD_DURATION: '10s',
    },
  });
  try {
    const lines = readFileSync(file, 'utf8').split('\n').flatMap(asLineProtocol);
    for (let at = 0; at < lines.length; at += LINES_A_REQUEST) {
      await influx.write(lines.slice(at, at + LINES_A_REQUEST));
    }
    return (
      (await settledSize(
        () => folderSize(join(influx.data, 'prometheus/r15d')),
        MERGES_WITHIN_MS,
      )) / lines.length
    );
  } finally {
    await influx.stop();
  }
}

/** As the receiver of Prometheus' samples stores them: a measurement a metric, a tag a label. */
function asLineProtocol(line: string): string[] {
  const [, name, labels = '', value, seconds] = SAMPLE.exec(line) ?? [];
  if (name === undefined) return [];
  const tags = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(
    ([, label, text = '']) => `,${label}=${text.replace(/[ ,=]/g, '\\$&')}`,
  );
  return [`${name}${tags.join('')} value=${value} ${seconds}`];
}
