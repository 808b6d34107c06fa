import type { DiagLogger } from '@opentelemetry/api';

/**
 * A `diag` logger that writes one line to stderr. The API's own console logger prints `info` to
 * stdout, where a bot's machine-readable output may live.
 */
export class StderrDiagLogger implements DiagLogger {
  error(message: string, ...details: unknown[]): void {
    write('error', message, details);
  }
  warn(message: string, ...details: unknown[]): void {
    write('warn', message, details);
  }
  info(message: string, ...details: unknown[]): void {
    write('info', message, details);
  }
  debug(message: string, ...details: unknown[]): void {
    write('debug', message, details);
  }
  verbose(message: string, ...details: unknown[]): void {
    write('verbose', message, details);
  }
}

function write(level: string, message: string, details: unknown[]): void {
  // OpenTelemetry's component loggers put their name first and the message after it.
  const texts = [message, ...details.filter((detail) => typeof detail === 'string')];
  const line = texts.join(': ').replaceAll(/\s+/g, ' ');
  try {
    process.stderr.write(`[${level}] ${line}${kindsOf(details)}\n`);
  } catch {
    // A closed stderr must not reach the bot.
  }
}

/** Other details may be error objects of exchange clients, which carry keys: only their class is safe. */
function kindsOf(details: unknown[]): string {
  const others = details.filter((detail) => typeof detail !== 'string');
  const kinds = others.map((detail) => (detail instanceof Error ? detail.name : typeof detail));
  return kinds.length === 0 ? '' : ` (${kinds.join(', ')})`;
}
