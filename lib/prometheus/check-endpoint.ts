import { checkKinds } from './check-kinds.js';
import { setUpEndpoint } from './endpoint-setup.js';
import type { PrometheusExporterOptions } from './exporter-options.js';
import type { ExpositionSource } from './exposition/exposition.js';
import { ScrapeRecorder } from './scrape-recorder.js';

const NOTHING: ExpositionSource = {
  gather: () => Promise.reject(new Error('nothing is served by a check')),
};

/**
 * Checks options as building an endpoint from them would, files and all; nothing is opened.
 * @throws GenesisError for a faulty option
 */
export function checkEndpoint(options: PrometheusExporterOptions): void {
  checkKinds(options);
  setUpEndpoint(options, NOTHING, new ScrapeRecorder());
}
