import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nextMessage } from '../next-message.js';
import type { Kind, Turn, TurnFigures } from './turn.js';

const FILE = join(__dirname, 'subject.js');
/** A young generation in which the bytes of a turn can be counted. */
const FLAGS = ['--expose-gc', '--min-semi-space-size=64', '--max-semi-space-size=64'];

/** What one turn of each has cost. */
export interface PairFigures {
  readonly bare: TurnFigures;
  readonly wrapped: TurnFigures;
}

/** A client bare and wrapped, in two processes that work in turns. */
export class Pair {
  readonly #bare: ChildProcess;
  readonly #wrapped: ChildProcess;

  private constructor(bare: ChildProcess, wrapped: ChildProcess) {
    this.#bare = bare;
    this.#wrapped = wrapped;
  }

  static async start(name: string): Promise<Pair> {
    const [bare, wrapped] = [launch(name, 'bare'), launch(name, 'wrapped')];
    await Promise.all([nextMessage(bare), nextMessage(wrapped)]);
    return new Pair(bare, wrapped);
  }

  async turn(kind: Kind, count: number): Promise<PairFigures> {
    const turn: Turn = { kind, count };
    return { bare: await ask(this.#bare, turn), wrapped: await ask(this.#wrapped, turn) };
  }

  async end(): Promise<void> {
    for (const child of [this.#bare, this.#wrapped]) {
      child.disconnect();
      await once(child, 'exit');
    }
  }
}

function launch(name: string, subject: 'bare' | 'wrapped'): ChildProcess {
  const env = { ...process.env, OTEL_LOG_LEVEL: 'none' };
  return fork(FILE, [name, subject], { env, execArgv: FLAGS });
}

async function ask(child: ChildProcess, turn: Turn): Promise<TurnFigures> {
  child.send(turn);
  return (await nextMessage(child)) as TurnFigures;
}
