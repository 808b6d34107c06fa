import type { Attributes } from '@opentelemetry/api';
import { escapeLabelValue } from './escaping.js';
import { labelName } from './names.js';

/** Where the values of a label come from, as far as it was seen. */
interface Origin {
  readonly label: string;
  /** The label up to its value, with the quote. */
  readonly opening: string;
  readonly type: string;
}

/**
 * Writes the labels of one family's series.
 *
 * Different attributes can become the same labels: keys that differ in characters no label has
 * (`a.b`, `a_b`), values that differ in type (`1`, `'1'`). As long as every label comes from one
 * key and one type of value, different series stay different, and nothing need be remembered of
 * them. After that the text is the same for the same labels in any order, to be compared.
 */
export class LabelText {
  readonly #isBucketed: boolean;
  readonly #origins = new Map<string, Origin>();
  readonly #labels = new Set<string>();
  #isAmbiguous: boolean;

  /** @param isBucketed the family is a histogram, whose buckets have a label of their own */
  constructor(isBucketed: boolean, isAmbiguous = false) {
    this.#isBucketed = isBucketed;
    this.#isAmbiguous = isAmbiguous;
  }

  /** Whether two series may have the same labels; once true, it stays so. */
  get isAmbiguous(): boolean {
    return this.#isAmbiguous;
  }

  /** The labels without braces, such as `exchange="x",symbol="BTC/USDT"`; empty for none. */
  write(attributes: Attributes): string {
    let text = '';
    for (const key of Object.keys(attributes)) {
      const value = attributes[key];
      const origin = this.#origins.get(key) ?? this.#meet(key, value);
      if (origin.type !== typeof value) this.#isAmbiguous = true;
      const shown = this.#value(value);
      // To Prometheus an empty label is none, so that this series may be one without it.
      if (shown === '') this.#isAmbiguous = true;
      else text += `${text === '' ? '' : ','}${origin.opening}${shown}"`;
    }
    return this.#isAmbiguous ? this.#merged(attributes) : text;
  }

  #meet(key: string, value: unknown): Origin {
    const label = labelName(key, this.#isBucketed);
    if (this.#labels.has(label)) this.#isAmbiguous = true;
    this.#labels.add(label);
    const origin = { label, opening: `${label}="`, type: typeof value };
    this.#origins.set(key, origin);
    return origin;
  }

  #value(value: unknown): string {
    const text = attributeText(value);
    const escaped = escapeLabelValue(text);
    // Two strings that UTF-8 cannot tell apart.
    if (escaped !== text && !text.isWellFormed()) this.#isAmbiguous = true;
    return escaped;
  }

  /** Attributes that become one label are joined in the order of their keys. */
  #merged(attributes: Attributes): string {
    const values = new Map<string, string>();
    for (const key of Object.keys(attributes).sort()) {
      const label = labelName(key, this.#isBucketed);
      const value = attributeText(attributes[key]);
      const earlier = values.get(label);
      values.set(label, earlier === undefined ? value : `${earlier};${value}`);
    }
    const labels = [...values]
      .filter(([, value]) => value !== '')
      .sort(([one], [other]) => (one < other ? -1 : 1));
    return labels.map(([label, value]) => `${label}="${escapeLabelValue(value)}"`).join(',');
  }
}

/** What is no string is shown as JSON, as OpenTelemetry's specification has it. */
function attributeText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return '';
  try {
    return JSON.stringify(value) ?? '';
  } catch {
    return '';
  }
}
