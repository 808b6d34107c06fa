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
  /** Bare, in an `AsyncLocalStorage`: what Node.js takes for that. Orders only. */
  readonly stored: TurnFigures | undefined;
  readonly wrapped: TurnFigures;
}

type Subject = keyof PairFigures;
const SUBJECTS: readonly Subject[] = ['bare', 'stored', 'wrapped'];
type Children = Readonly<Record<Subject, ChildProcess>>;

/** A client bare and wrapped, and bare in a storage, in processes that work in turns. */
export class Pair {
  readonly #children: Children;
  /** What this client can be asked for. */
  readonly kinds: readonly Kind[];

  private constructor(children: Children, kinds: readonly Kind[]) {
    this.#children = children;
    this.kinds = kinds;
  }

  static async start(name: string): Promise<Pair> {
    const children = Object.fromEntries(
      SUBJECTS.map((subject) => [subject, launch(name, subject)]),
    ) as Children;
    const [ready] = await Promise.all(SUBJECTS.map((subject) => nextMessage(children[subject])));
    return new Pair(children, (ready as { kinds: readonly Kind[] }).kinds);
  }

  async turn(kind: Kind, count: number): Promise<PairFigures> {
    const turn: Turn = { kind, count };
    const { bare, stored, wrapped } = this.#children;
    return {
      bare: await ask(bare, turn),
      stored: kind === 'order' ? await ask(stored, turn) : undefined,
      wrapped: await ask(wrapped, turn),
    };
  }

  async end(): Promise<void> {
    for (const child of Object.values(this.#children)) {
      child.disconnect();
      await once(child, 'exit');
    }
  }
}

function launch(name: string, subject: Subject): ChildProcess {
  const env = { ...process.env, OTEL_LOG_LEVEL: 'none' };
  return fork(FILE, [name, subject], { env, execArgv: FLAGS });
}

async function ask(child: ChildProcess, turn: Turn): Promise<TurnFigures> {
  child.send(turn);
  return (await nextMessage(child)) as TurnFigures;
}
