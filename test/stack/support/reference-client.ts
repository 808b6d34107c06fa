import { spawnSync } from 'node:child_process';
import type { Context } from 'mocha';
import { doWithout } from './programs.js';

/** A sample as the reference client of Prometheus for Python has read it. */
export interface ReferenceSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly exemplar?: {
    readonly labels: Readonly<Record<string, string>>;
    readonly value: number;
    readonly timestamp: number;
  };
}

export interface ReferenceFamily {
  readonly name: string;
  readonly type: string;
  readonly unit: string;
  readonly help: string;
  readonly samples: readonly ReferenceSample[];
}

/** The module that reads each format. */
export const READERS = {
  'text-0.0.4': 'prometheus_client.parser',
  'openmetrics-1.0.0': 'prometheus_client.openmetrics.parser',
} as const;

// Numbers go out as text, since JSON has no name for the infinite ones.
const SCRIPT = `
import importlib, json, sys
parser = importlib.import_module(sys.argv[1])
def number(value):
    return repr(float(value)).replace('inf', 'Infinity').replace('nan', 'NaN')
def sample(one):
    shown = {'name': one.name, 'labels': one.labels, 'value': number(one.value)}
    if one.exemplar is not None:
        seen = one.exemplar
        shown['exemplar'] = {'labels': seen.labels, 'value': number(seen.value),
                             'timestamp': number(seen.timestamp)}
    return shown
text = sys.stdin.buffer.read().decode('utf-8')
print(json.dumps([
    {'name': family.name, 'type': family.type, 'unit': family.unit, 'help': family.documentation,
     'samples': [sample(one) for one in family.samples]}
    for family in parser.text_string_to_metric_families(text)]))
`;

/** Another Python than the system's may come first on PATH, and would not see Debian's package. */
const INTERPRETERS = ['python3', '/usr/bin/python3'];

/** Skips the tests of `context` where the reference client is not installed. */
export function needReferenceClient(context: Context): void {
  if (interpreter() !== undefined) return;
  doWithout(context, 'no prometheus_client (apt-get install python3-prometheus-client)');
}

/** Lets the reference client read `text`; throws with its words where it refuses. */
export function readByReference(
  format: keyof typeof READERS,
  text: string,
): readonly ReferenceFamily[] {
  const { status, stdout, stderr } = spawnSync(
    interpreter() ?? '',
    ['-c', SCRIPT, READERS[format]],
    { input: text, encoding: 'utf8', timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
  );
  if (status !== 0) throw new Error(`the reference client refused: ${stderr}`);
  return JSON.parse(stdout, (key, value: unknown) =>
    key === 'value' || key === 'timestamp' ? Number(value) : value,
  ) as ReferenceFamily[];
}

let found: string | undefined;

function interpreter(): string | undefined {
  const modules = Object.values(READERS).join(', ');
  found ??= INTERPRETERS.find(
    (name) => spawnSync(name, ['-c', `import ${modules}`], { timeout: 30_000 }).status === 0,
  );
  return found;
}
