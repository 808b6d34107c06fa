import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { botEnvironment, PACKAGE_ROOT } from '../../integration/preload/bot.js';

const SCRIPT = join(PACKAGE_ROOT, 'dist/test/stack/bot/secured-bot.js');

/** The span that an order was recorded in. */
export interface OrderSpan {
  readonly traceId: string;
  readonly spanId: string;
}

/** A bot that trades on its own, and with an endpoint that the environment secures. */
export class SecuredBot {
  /** `127.0.0.1:port` of its endpoint. */
  readonly target: string;
  readonly #process: ChildProcess;

  private constructor(target: string, process: ChildProcess) {
    this.target = target;
    this.#process = process;
  }

  /** @param env what secures the endpoint; without a token here the bot has none */
  static async start(env: Readonly<Record<string, string>>): Promise<SecuredBot> {
    const child = spawn(process.execPath, ['--require', 'genesis-otel/register', SCRIPT], {
      cwd: PACKAGE_ROOT,
      env: botEnvironment({
        OTEL_EXPORTER_PROMETHEUS_HOST: '127.0.0.1',
        OTEL_TRACES_EXPORTER: 'console',
        PROMETHEUS_AUTH_TOKEN: '',
        ...env,
      }),
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const target = await reply<string | undefined>(child);
    if (target !== undefined && target !== null) return new SecuredBot(target, child);
    child.kill('SIGKILL');
    throw new Error('the bot has no endpoint');
  }

  /** Records an order inside a sampled span. */
  async order(): Promise<OrderSpan> {
    const span = reply<OrderSpan>(this.#process);
    this.#process.send('order');
    return await span;
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill('SIGKILL');
    await exited;
  }
}

async function reply<T>(child: ChildProcess): Promise<T> {
  const done = new AbortController();
  const { signal } = done;
  try {
    const [{ result }] = await Promise.race([
      once(child, 'message', { signal }),
      once(child, 'exit', { signal }).then(([code]) => {
        throw new Error(`the bot ended with ${code}`);
      }),
    ]);
    return result;
  } finally {
    done.abort();
  }
}
