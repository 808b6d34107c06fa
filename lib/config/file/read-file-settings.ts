import { readFileSync } from 'node:fs';
import type * as yaml from 'yaml';
import { faultName } from '../../diagnostics/fault-name.js';
import { takeMetrics } from './file-metrics.js';
import { FileNode } from './file-node.js';
import { takeResource } from './file-resource.js';
import { FileSettings } from './file-settings.js';
import { takeTraces } from './file-traces.js';

/** What the declarative configuration file of OpenTelemetry says. */
export interface FileReading {
  readonly settings: FileSettings;
  /** Where in the file something is that cannot be honoured. */
  readonly leftOut: readonly string[];
}

/** What is wrong with the file, ready to be said after its name. */
export interface FileFault {
  readonly fault: string;
}

/**
 * Reads the file that `OTEL_CONFIG_FILE` names, as the parser of OpenTelemetry understands it: with the
 * variables that it refers to, checked against the schema.
 */
export function readFileSettings(path: string): FileReading | FileFault {
  const model = parseFile(path);
  if ('fault' in model) return model;
  const root = new FileNode(model.model);
  const settings = new FileSettings();
  settings.copy(root, { disabled: 'OTEL_SDK_DISABLED' });
  settings.set('OTEL_LOG_LEVEL', 'log_level', LOG_LEVELS[String(root.value('log_level'))]);
  takeResource(settings, root);
  takeMetrics(settings, root);
  takeTraces(settings, root);
  return { settings, leftOut: root.leftOut() };
}

/** The levels of the file, by what they are called in the variable. */
const LOG_LEVELS: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    trace: 'verbose',
    debug: 'debug',
    info: 'info',
    warn: 'warn',
    error: 'error',
    fatal: 'none',
  }).flatMap(([level, name]) => ['', '2', '3', '4'].map((grade) => [level + grade, name])),
);

/** What the two lines of OpenTelemetry that are supported offer. */
interface Parser {
  parseConfigFile?(path: string): object;
  createConfigFactory?(): { getConfigModel(): object };
}

function parseFile(path: string): { readonly model: object } | FileFault {
  const syntax = syntaxFault(path);
  if (syntax !== undefined) return { fault: syntax };
  try {
    const parser = require('@opentelemetry/configuration') as Parser;
    if (parser.parseConfigFile !== undefined) return { model: parser.parseConfigFile(path) };
    // This one takes the path from the process's environment.
    return { model: parser.createConfigFactory?.().getConfigModel() ?? {} };
  } catch (error) {
    return { fault: `names a file that is no configuration${reasonOf(error)}` };
  }
}

/** The parser of OpenTelemetry goes on with what it has understood of a broken file. */
function syntaxFault(path: string): string | undefined {
  try {
    const { parseDocument } = require('yaml') as typeof yaml;
    const [error] = parseDocument(readFileSync(path, 'utf8'), { version: '1.2' }).errors;
    if (error === undefined) return undefined;
    return `names a file that is no YAML (line ${error.linePos?.[0].line ?? 1})`;
  } catch (error) {
    return `names a file that cannot be read (${faultName(error)})`;
  }
}

/** A JSON pointer into the file, and what the schema wants to be there. */
const SCHEMA_FAULT = /(?:^|\s)((?:\/[\w~]{1,64}){1,20} must [\w ',.<>=]{1,100})$/m;

/** Where the schema is broken and how; a message of another kind may quote a value. */
function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : '';
  if (message.includes('file_format')) return ' (file_format is not 1.x)';
  if (message.includes('env var substitution')) return ' (it refers to a variable in a wrong way)';
  const [, place] = SCHEMA_FAULT.exec(message) ?? [];
  const isShown = place !== undefined && !/[a-z\d]{32}/.test(place);
  return isShown ? ` (${place})` : '';
}
