import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { nextMessage } from '../../next-message.js';
import type { Phase } from '../faults.js';
import type { CollectorQuestion, Seen } from './main.js';

const FILE = join(__dirname, 'main.js');

export const PROTOCOLS = ['http/protobuf', 'grpc'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** A collector in a process of its own. */
export class CollectorProcess {
  readonly #child: ChildProcess;
  readonly url: string;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.url = `http://127.0.0.1:${port}`;
  }

  static async start(protocol: Protocol, timeoutMs: number): Promise<CollectorProcess> {
    const child = fork(FILE, [protocol, String(timeoutMs)]);
    const { port } = (await nextMessage(child)) as { port: number };
    return new CollectorProcess(child, port);
  }

  async behave({ behaviour, draw }: Pick<Phase, 'behaviour' | 'draw'>): Promise<void> {
    await this.#ask({ kind: 'behave', behaviour, draw });
  }

  async seen(): Promise<Seen> {
    return (await this.#ask({ kind: 'counts' })) as Seen;
  }

  /** What it would show now, by name and labels. */
  async samples(): Promise<Map<string, number>> {
    return new Map((await this.#ask({ kind: 'samples' })) as [string, number][]);
  }

  async #ask(question: CollectorQuestion): Promise<unknown> {
    this.#child.send(question);
    return await nextMessage(this.#child);
  }

  async end(): Promise<void> {
    // One that has failed is gone already.
    if (this.#child.exitCode !== null) return;
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }
}
