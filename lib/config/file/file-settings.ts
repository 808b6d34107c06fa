import type { Setting } from '../settings.js';
import type { VariableName } from '../variables.js';
import type { FileNode } from './file-node.js';

/** What the configuration file sets, as values of the variables that it stands in for. */
export class FileSettings {
  readonly #settings = new Map<VariableName, Setting>();

  /** @param path where in the file it is */
  set(name: VariableName, path: string, value: unknown): void {
    if (value === undefined || value === '') return;
    this.#settings.set(name, { name: `OTEL_CONFIG_FILE: ${path}`, value });
  }

  /** Takes values of a mapping over, by their keys. */
  copy(node: FileNode, names: Readonly<Record<string, VariableName>>): void {
    for (const [key, name] of Object.entries(names)) {
      this.set(name, node.pathOf(key), node.value(key));
    }
  }

  get(name: VariableName): Setting | undefined {
    return this.#settings.get(name);
  }
}
