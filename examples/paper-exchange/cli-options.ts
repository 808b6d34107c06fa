import { parseArgs } from 'node:util';
import { type Fault, parseFault } from './faults.js';
import type { PaperExchangeOptions } from './index.js';

export const USAGE = `paper-exchange [options]
  --port <n>         port on 127.0.0.1, 0 for a free one (default 0)
  --seed <n>         seed of the price walk (default 1)
  --tick-ms <n>      milliseconds between price steps, 0 for none (default 100)
  --volatility <x>   largest relative move of a step (default 0.0005)
  --fault <fault>    kind, kind=value or JSON; may be given several times, for example
                     slow=200, reject=0.1, rate-limit=30, ban=120, error=503,
                     clock-skew=60000, hang, truncate, silent-ws,
                     '{"kind":"reject","count":3}'
`;

/** What the figure after `kind=` means for each kind. */
const FIGURE: Readonly<Record<string, string>> = {
  slow: 'ms',
  'clock-skew': 'ms',
  reject: 'ratio',
  'rate-limit': 'retryAfterS',
  ban: 'retryAfterS',
  error: 'status',
};

/** Reads one `--fault`. */
export function faultOf(text: string): Fault {
  if (text.startsWith('{')) {
    return parseFault(JSON.parse(text));
  }
  const [kind = '', figure] = text.split('=');
  const name = FIGURE[kind];
  if (figure === undefined || name === undefined) {
    return parseFault({ kind });
  }
  return parseFault({ kind, [name]: number(figure, `--fault ${kind}`) });
}

function number(text: string, name: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new TypeError(`${name} needs a number`);
  }
  return value;
}

/** Reads the command line; nothing means that the usage was asked for. */
export function cliOptions(args: readonly string[]): PaperExchangeOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      port: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
      'tick-ms': { type: 'string', default: '100' },
      volatility: { type: 'string', default: '0.0005' },
      fault: { type: 'string', multiple: true, default: [] },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    return undefined;
  }
  return {
    port: number(values.port, '--port'),
    seed: number(values.seed, '--seed'),
    tickMs: number(values['tick-ms'], '--tick-ms'),
    volatility: number(values.volatility, '--volatility'),
    faults: values.fault.map(faultOf),
  };
}
