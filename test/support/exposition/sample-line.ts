export interface ParsedExemplar {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  /** Seconds since the epoch. */
  readonly timestamp: number | undefined;
}

export interface ParsedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
  readonly exemplar: ParsedExemplar | undefined;
}

const METRIC_NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL_NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const NUMBER = /[+-]?(?:inf(?:inity)?|nan|(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?)(?= |$)/iy;

/** Reads one sample by the grammar that OpenMetrics gives; Prometheus' own text has a subset. */
export function parseSample(line: string): ParsedSample {
  const reader = new LineReader(line);
  const name = reader.match(METRIC_NAME);
  const labels = reader.sees('{') ? reader.labels() : {};
  reader.expect(' ');
  const value = reader.number();
  const exemplar = reader.sees(' # {') ? reader.exemplar() : undefined;
  reader.expectEnd();
  return { name, labels, value, exemplar };
}

/** Undoes the escapes of a format; any other backslash is a fault of the writer. */
export function unescapeText(text: string, escapes: Readonly<Record<string, string>>): string {
  return text.replace(/\\(.?)/gs, (sequence, escaped: string) => {
    const character = escapes[escaped];
    if (character === undefined) throw new Error(`unknown escape ${JSON.stringify(sequence)}`);
    return character;
  });
}

class LineReader {
  readonly #line: string;
  #at = 0;

  constructor(line: string) {
    this.#line = line;
  }

  sees(text: string): boolean {
    return this.#line.startsWith(text, this.#at);
  }

  expect(text: string): void {
    if (!this.sees(text)) throw this.#fault(JSON.stringify(text));
    this.#at += text.length;
  }

  expectEnd(): void {
    if (this.#at !== this.#line.length) throw this.#fault('the end of the line');
  }

  match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const [found] = pattern.exec(this.#line) ?? [];
    if (found === undefined) throw this.#fault(`${pattern}`);
    this.#at += found.length;
    return found;
  }

  number(): number {
    const text = this.match(NUMBER).toLowerCase();
    const [, sign, isInfinite] = /^([+-]?)(inf)?/.exec(text) ?? [];
    if (isInfinite !== undefined) return sign === '-' ? -Infinity : Infinity;
    return text.endsWith('nan') ? Number.NaN : Number(text);
  }

  labels(): Record<string, string> {
    const labels: Record<string, string> = {};
    this.expect('{');
    while (!this.sees('}')) {
      if (Object.keys(labels).length > 0) this.expect(',');
      const name = this.match(LABEL_NAME);
      if (Object.hasOwn(labels, name)) throw this.#fault('a label only once');
      this.expect('="');
      const raw = this.match(/(?:[^"\\\n]|\\.)*/sy);
      labels[name] = unescapeText(raw, { '\\': '\\', n: '\n', '"': '"' });
      this.expect('"');
    }
    this.expect('}');
    return labels;
  }

  exemplar(): ParsedExemplar {
    this.expect(' # ');
    const labels = this.labels();
    this.expect(' ');
    const value = this.number();
    const hasTimestamp = this.sees(' ');
    if (hasTimestamp) this.expect(' ');
    return { labels, value, timestamp: hasTimestamp ? this.number() : undefined };
  }

  #fault(wanted: string): Error {
    return new Error(`no ${wanted} at ${this.#at} of ${JSON.stringify(this.#line)}`);
  }
}
