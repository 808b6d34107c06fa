import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { CollectorProcess } from '../chaos/collector/collector-process.js';
import type { Turn } from '../clients/turn.js';
import { nextMessage } from '../next-message.js';
import { environmentOf, MODES, type Mode } from './modes.js';
import type { TracedFigures } from './subject.js';

const FILE = join(__dirname, 'subject.js');
/** A checkout that is built, of a commit from before there were spans of orders. */
const BEFORE = process.env['TRACES_BEFORE'];
/** A young generation in which the bytes of a turn can be counted. */
const FLAGS = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];
const TIMEOUT_MS = 60_000;

export type ModeFigures = Readonly<Partial<Record<Mode, TracedFigures>>>;

/** One client in all modes, in processes that work in turns. */
export class Group {
  readonly #children: ReadonlyMap<Mode, ChildProcess>;
  /** Those that send spans have a collector each. */
  readonly #collectors: ReadonlyMap<Mode, CollectorProcess>;

  private constructor(
    children: ReadonlyMap<Mode, ChildProcess>,
    collectors: ReadonlyMap<Mode, CollectorProcess>,
  ) {
    this.#children = children;
    this.#collectors = collectors;
  }

  static async start(client: string): Promise<Group> {
    const children = new Map<Mode, ChildProcess>();
    const collectors = new Map<Mode, CollectorProcess>();
    for (const mode of MODES) {
      if (mode === 'before' && BEFORE === undefined) continue;
      if (mode === 'on' || mode === 'sampled at 1 %') {
        collectors.set(mode, await CollectorProcess.start('http/protobuf', TIMEOUT_MS));
      }
      const child = launch(client, mode, collectors.get(mode)?.url ?? '');
      children.set(mode, child);
      await nextMessage(child);
    }
    return new Group(children, collectors);
  }

  async turn(orders: number): Promise<ModeFigures> {
    const turn: Turn = { kind: 'order', count: orders };
    const found: Partial<Record<Mode, TracedFigures>> = {};
    for (const [mode, child] of this.#children) {
      child.send(turn);
      found[mode] = (await nextMessage(child)) as TracedFigures;
    }
    return found;
  }

  /** The spans that have come until now. */
  async spans(mode: Mode): Promise<number> {
    return (await this.#collectors.get(mode)?.seen())?.spans ?? 0;
  }

  async end(): Promise<void> {
    for (const child of this.#children.values()) {
      child.disconnect();
      await once(child, 'exit');
    }
    for (const collector of this.#collectors.values()) await collector.end();
  }
}

/** The earlier build has its own bench, which tells less. */
function launch(client: string, mode: Mode, collectorUrl: string): ChildProcess {
  const env = { ...process.env, OTEL_LOG_LEVEL: 'none', ...environmentOf(mode, collectorUrl) };
  const options = { env, execArgv: FLAGS };
  if (mode !== 'before') return fork(FILE, [client, mode], options);
  return fork(join(BEFORE ?? '', 'dist/bench/clients/subject.js'), [client, 'wrapped'], options);
}
