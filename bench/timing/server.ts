/** The endpoint whose answers are timed, in a process of its own. */
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { PrometheusExporter } from 'genesis-otel';
import { TOKEN } from './attempts.js';

async function main(): Promise<void> {
  const options = { host: '127.0.0.1', port: 0, authToken: TOKEN, preventServerStart: true };
  const exporter = new PrometheusExporter(options);
  new MeterProvider({ readers: [exporter] }).getMeter('bench').createCounter('bench').add(1);
  await exporter.start();
  process.send?.(exporter.address()?.port);
}

process.once('disconnect', () => process.exit(0));
void main();
