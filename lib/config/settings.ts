import type { VariableName } from './variables.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A value somebody set, with the name that a problem line calls it by. */
export interface Setting {
  readonly name: string;
  readonly value: unknown;
}

/** Where settings are instead of in the environment. */
export interface SettingSource {
  get(name: VariableName): Setting | undefined;
}

/**
 * Looks settings up, an option in code before its environment variables, and collects one line for
 * each that cannot be used. No line ever holds a value that could be secret.
 */
export class Settings {
  readonly #environment: Environment;
  readonly #file: SettingSource | undefined;
  readonly #problems: string[] = [];

  /** @param file takes the place of every variable of OpenTelemetry */
  constructor(environment: Environment, file?: SettingSource) {
    this.#environment = environment;
    this.#file = file;
  }

  get problems(): readonly string[] {
    return this.#problems;
  }

  /** The first variable that is set; an empty or blank one counts as unset, as OpenTelemetry says. */
  variable(...names: VariableName[]): Setting | undefined {
    for (const name of names) {
      const setting = this.#isOfFile(name) ? this.#file?.get(name) : this.#ofEnvironment(name);
      if (setting !== undefined) return setting;
    }
    return undefined;
  }

  /** A variable as it was set, white space and all; an empty one counts as unset. */
  raw(name: VariableName): string | undefined {
    if (this.#isOfFile(name)) return this.#file?.get(name)?.value?.toString();
    const value = this.#environment[name];
    return value === '' ? undefined : value;
  }

  /** The option where it is set, else the first variable that is set. */
  find(option: string, value: unknown, ...names: VariableName[]): Setting | undefined {
    if (value !== undefined) return { name: `option ${option}`, value };
    return this.variable(...names);
  }

  /** Says what is wrong with a setting and what happens now. */
  problem(name: string, fault: string, consequence: string): void {
    this.#problems.push(`${name} ${fault}; ${consequence}`);
  }

  #ofEnvironment(name: VariableName): Setting | undefined {
    const value = this.#environment[name]?.trim();
    return value === undefined || value === '' ? undefined : { name, value };
  }

  #isOfFile(name: VariableName): boolean {
    return this.#file !== undefined && name.startsWith('OTEL_');
  }
}

/** A parsed value, or undefined where the text cannot be one. */
export type Parser<T> = (value: unknown) => T | undefined;

/** What a value should have been, for the problem line. */
export interface Expectation<T> {
  readonly parse: Parser<T>;
  readonly fault: string;
}

/** The value of a setting; where it cannot be used the problem is told and the fallback holds. */
export function valueOr<T>(
  settings: Settings,
  setting: Setting | undefined,
  { parse, fault }: Expectation<T>,
  fallback: T,
  consequence: string,
): T {
  if (setting === undefined) return fallback;
  const value = parse(setting.value);
  if (value !== undefined) return value;
  settings.problem(setting.name, fault, consequence);
  return fallback;
}
