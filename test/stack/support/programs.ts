import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import type { Context } from 'mocha';

const { PATH = '', XDG_CACHE_HOME, GENESIS_STACK_PROGRAMS } = process.env;
const cache = XDG_CACHE_HOME || join(homedir(), '.cache');
const programs = GENESIS_STACK_PROGRAMS || join(cache, 'genesis-otel-stack');

/** The servers that the endpoint has to please, by the Debian that they come from. */
export const PROMETHEUS_PROGRAMS: Readonly<Record<string, string>> = {
  'Prometheus of this machine': 'prometheus',
  'Prometheus of Debian 13': join(programs, 'trixie/usr/bin/prometheus'),
};

/** The Prometheus of the series that the compose file has: 3.5. */
export const PROMETHEUS_3 = join(programs, 'sid/usr/bin/prometheus');

/** Checks configuration and rules; one of each series of Prometheus that a newcomer may have. */
export const PROMTOOLS: Readonly<Record<string, string>> = {
  'promtool of this machine': 'promtool',
  'promtool of Debian 13': join(programs, 'trixie/usr/bin/promtool'),
  'promtool 3.5': join(programs, 'sid/usr/bin/promtool'),
};

/** Debian's Alertmanager, and what checks its configuration. */
export const ALERTMANAGER = join(programs, 'sid/usr/bin/alertmanager');
export const AMTOOL = join(programs, 'sid/usr/bin/amtool');

/** Debian's VictoriaMetrics. */
export const VICTORIA_METRICS = join(programs, 'sid/usr/bin/victoria-metrics');

/** What comes with it: brings data of others in, and writes backups and restores them. */
export const VMCTL = join(programs, 'sid/usr/bin/vmctl');
export const VMBACKUP = join(programs, 'sid/usr/bin/vmbackup');
export const VMRESTORE = join(programs, 'sid/usr/bin/vmrestore');

/** Debian's InfluxDB 1. */
export const INFLUXDB = join(programs, 'sid/usr/bin/influxd');

/** A shell as the images of Prometheus and Alertmanager have it. */
export const BUSYBOX = join(programs, 'sid/usr/bin/busybox');

/** The OpenTelemetry Collector of `scripts/collector/build.sh`. */
export const COLLECTOR = join(programs, 'collector/otelcol');

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** Whether a program is on this machine. */
export const isHere = (program: string): boolean =>
  isAbsolute(program)
    ? isExecutable(program)
    : PATH.split(delimiter).some((folder) => isExecutable(join(folder, program)));

/** Skips what needs a program that is not here; on CI nothing may be skipped, so there it fails. */
export function needPrograms(context: Context, ...programs: string[]): void {
  const missing = programs.filter((program) => !isHere(program));
  if (missing.length === 0) return;
  doWithout(
    context,
    `not here: ${missing.join(', ')} (apt-get install prometheus chromium, scripts/stack-programs.sh${
      missing.includes(COLLECTOR) ? ', scripts/collector/build.sh' : ''
    })`,
  );
}

/** The same for whatever else is missing. */
export function doWithout(context: Context, reason: string): void {
  if (process.env['CI'] === 'true') throw new Error(reason);
  console.log(`      skipped, ${reason}`);
  context.skip();
}
