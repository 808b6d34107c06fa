import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseText } from '../../../test/support/exposition/parse-exposition.js';
import { nextMessage } from '../../next-message.js';
import type { Protocol } from '../collector/collector-process.js';
import { seriesKey } from '../collector/proto.js';
import type { BotReplies } from './main.js';

const FILE = join(__dirname, 'main.js');
const PRELOAD = join(__dirname, '../../../lib/register.js');

/** Where a bot pushes to, and how often. */
export interface Push {
  readonly url: string;
  readonly protocol: Protocol;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly hasTraces: boolean;
}

/** How much a bot does. */
export interface Work {
  /** Lines of a scrape, of counters and histograms: see `families`. */
  readonly lines: number;
  readonly recordingsPerSecond: number;
  readonly ordersPerSecond: number;
}

/** A bot under the preload in a process of its own. */
export class BotProcess {
  readonly #child: ChildProcess;
  readonly #port: number;
  /** Its answers come in the order of the questions. */
  #last: Promise<unknown> = Promise.resolve();

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
  }

  static async start(work: Work, push: Push | undefined): Promise<BotProcess> {
    const { lines, recordingsPerSecond, ordersPerSecond } = work;
    const args = [lines, recordingsPerSecond, ordersPerSecond].map(String);
    const execArgv = ['--expose-gc', '--require', PRELOAD];
    const child = fork(FILE, args, { execArgv, env: environment(push) });
    const { port } = (await nextMessage(child)) as { port: number };
    return new BotProcess(child, port);
  }

  ask<Question extends keyof BotReplies>(question: Question): Promise<BotReplies[Question]> {
    const reply = this.#last.then(() => {
      this.#child.send(question);
      return nextMessage(this.#child);
    });
    this.#last = reply;
    return reply as Promise<BotReplies[Question]>;
  }

  /** What a scrape shows, by name and labels. */
  async scrape(): Promise<Map<string, number>> {
    const response = await fetch(`http://127.0.0.1:${this.#port}/metrics`);
    const families = parseText(await response.text());
    return new Map(
      families.flatMap(({ samples }) =>
        samples.map(({ name, labels, value }) => [seriesKey(name, Object.entries(labels)), value]),
      ),
    );
  }

  async end(): Promise<void> {
    // One that has failed is gone already.
    if (this.#child.exitCode !== null) return;
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }
}

function environment(push: Push | undefined): NodeJS.ProcessEnv {
  const common = {
    ...process.env,
    OTEL_LOG_LEVEL: 'none',
    OTEL_EXPORTER_PROMETHEUS_PORT: '0',
    OTEL_METRICS_EXPORTER: 'prometheus',
  };
  if (push === undefined) return common;
  const timeout = String(push.timeoutMs);
  return {
    ...common,
    OTEL_METRICS_EXPORTER: 'prometheus,otlp',
    OTEL_EXPORTER_OTLP_ENDPOINT: push.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: push.protocol,
    OTEL_EXPORTER_OTLP_TIMEOUT: timeout,
    OTEL_METRIC_EXPORT_INTERVAL: String(push.intervalMs),
    OTEL_METRIC_EXPORT_TIMEOUT: timeout,
    OTEL_TRACES_EXPORTER: push.hasTraces ? 'otlp' : 'none',
    OTEL_BSP_EXPORT_TIMEOUT: timeout,
    OTEL_BSP_SCHEDULE_DELAY: String(push.intervalMs),
  };
}
