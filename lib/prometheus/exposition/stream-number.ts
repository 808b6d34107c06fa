import { exemplarsOfSeries } from '../../meter/reading/series-exemplars.js';
import { SampleLine } from './sample-line.js';
import type { StreamContext, StreamWriter } from './stream-writer.js';
import { createdWriter, NEWLINE } from './stream-writer.js';

/** Writes series that are a number each: counters and gauges. */
export function streamNumberWriter(context: StreamContext): StreamWriter {
  const { name, out, stream } = context;
  const { aggregation } = stream.description;
  const isCounter = aggregation.kind === 'sum' && aggregation.isMonotonic;
  return isCounter ? counterWriter(context) : plainWriter(new SampleLine(name), out);
}

function plainWriter(line: SampleLine, out: StreamContext['out']): StreamWriter {
  return (_series, { cells, offset }, labels) => {
    line.begin(out, labels);
    out.number(cells[offset] ?? 0);
    out.character(NEWLINE);
  };
}

function counterWriter(context: StreamContext): StreamWriter {
  const { name, format, out, stream } = context;
  const line = new SampleLine(`${name}_total`);
  const writeCreated = createdWriter(context);
  return (series, { cells, offset }, labels) => {
    line.begin(out, labels);
    out.number(cells[offset] ?? 0);
    if (series.exemplars !== undefined) {
      out.text(format.exemplar(exemplarsOfSeries(stream, series)[0]));
    }
    out.character(NEWLINE);
    writeCreated(series.startTime, labels);
  };
}
