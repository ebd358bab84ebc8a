import type { LoggerService } from '@nestjs/common';
import { pino, stdTimeFunctions, type DestinationStream, type Logger } from 'pino';
import { plainFault, plainText } from '@dossier/kernel/errors';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** What one answered request leaves in the log: who by id, never what was asked or found. */
export interface RequestLine {
  requestId: string;
  method: string;
  operation: string;
  viewer: string | null;
  status: number;
  ms: number;
  code: string | null;
}

const MOST_TEXT = 2_000;

/** A value that may stand in a line: text is cleaned, faults become one line, what holds secrets is named by its type alone. */
function told(value: unknown): unknown {
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'string') return plainText(value, MOST_TEXT);
  if (value instanceof Error) return plainFault(value);
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.slice(0, 20).map(told);
  const kind = Object.getPrototypeOf(value) === Object.prototype ? null : (value as object).constructor?.name ?? 'object';
  if (kind !== null) return `[${kind}]`;
  return Object.fromEntries(Object.entries(value as object).slice(0, 20).map(([name, one]) => [name, secret.test(name) ? '[secret]' : told(one)]));
}

const secret = /pass|secret|token|key|cookie|authorization|credential|salt|nonce/i;

/** The log of a process: one JSON object a line, on standard output. */
export function makeLog(level: LogLevel, to?: DestinationStream): Logger {
  return pino(
    {
      level, base: { pid: process.pid }, timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    to ?? pino.destination({ dest: 1, sync: true }),
  );
}

/** Nest's words go to the same log, in the same form. */
export class NestLog implements LoggerService {
  constructor(private readonly sink: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    // What the framework says while it wires itself is of use to nobody who runs the product.
    this.sink.debug(this.line(message, rest));
  }
  error(message: unknown, ...rest: unknown[]): void {
    this.sink.error(this.line(message, rest));
  }
  warn(message: unknown, ...rest: unknown[]): void {
    this.sink.warn(this.line(message, rest));
  }
  fatal(message: unknown, ...rest: unknown[]): void {
    this.sink.fatal(this.line(message, rest));
  }
  debug(message: unknown, ...rest: unknown[]): void {
    this.sink.debug(this.line(message, rest));
  }
  verbose(message: unknown, ...rest: unknown[]): void {
    this.sink.trace(this.line(message, rest));
  }

  /** The last of the rest is the context; a stack before it is not kept, for its first line may hold a value. */
  private line(message: unknown, rest: readonly unknown[]): object {
    const context = rest.at(-1);
    return { ...(typeof context === 'string' ? { part: plainText(context, 60) } : {}), msg: told(message) };
  }
}

/** A fault that is a bug, with the number that the person who met it was given. */
export function logFault(log: Logger, fault: unknown, requestId: string): void {
  const stack = fault instanceof Error ? (fault.stack ?? '').split('\n').slice(1).filter((line) => !/node:|node_modules/.test(line)).slice(0, 6).map((line) => plainText(line.trim(), 200)) : [];
  log.error({ requestId: plainText(requestId, 40), fault: plainFault(fault), at: stack, msg: 'unexpected' });
}

/** Server faults are always told; what went well, and what was plainly refused for a while, only to whoever asked for it. */
export function logRequest(log: Logger, line: RequestLine): void {
  const { operation, viewer, ...rest } = line;
  const entry = { ...rest, operation: plainText(operation, 80), viewer, msg: 'request' };
  if (line.status >= 500 && !isForAWhile(line.status)) log.error(entry);
  else log.info(entry);
}

/** Refused for want of connections, of a database or of room: it is told once in a while, however many are refused. */
export const isForAWhile = (status: number): boolean => status === 503 || status === 507;

const EVERY_MS = 10_000;

/** Counts what is refused for a while and tells it by number, at most every ten seconds. */
export class Refusals {
  private readonly seen = new Map<string, { count: number; toldAt: number }>();

  constructor(private readonly log: Logger) {}

  note(code: string): void {
    const now = performance.now();
    const known = this.seen.get(code) ?? { count: 0, toldAt: Number.NEGATIVE_INFINITY };
    known.count += 1;
    this.seen.set(code, known);
    if (now - known.toldAt < EVERY_MS) return;
    this.log.warn({ code, count: known.count, msg: 'requests refused' });
    Object.assign(known, { count: 0, toldAt: now });
  }
}
