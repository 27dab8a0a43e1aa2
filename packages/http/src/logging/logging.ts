import { redactData } from '@headrace/service';
import { printable } from '@headrace/text';
import type { MiddlewareHandler } from 'hono';
import { type DestinationStream, type Logger, pino } from 'pino';
import { loggedError } from './logged-error.ts';

export type { Logger };

/**
 * A logger of JSON lines. Every line passes `cleanLine`: no secret leaves, and no text of others (names, messages of Flink
 * and Kafka) can command a terminal. Errors are given as `err`: of those that may quote events the kind is logged.
 * @param name that of the app
 * @param destination standard output by default
 */
export function createLogger(name: string, destination?: DestinationStream): Logger {
  const options = {
    name,
    base: { name },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: (error: unknown) => loggedError(error) },
    hooks: { streamWrite: cleanLine },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** A line of a log without secrets, with every character visible. */
export function cleanLine(line: string): string {
  return `${JSON.stringify(seen(redactData(JSON.parse(line))))}\n`;
}

/** Characters of a text in a log: of a trace of Flink, more than its causes. */
const longest = 64 * 1024;

function seen(data: unknown): unknown {
  if (typeof data === 'string') return printable(data.length > longest ? `${data.slice(0, longest)}…` : data);
  if (Array.isArray(data)) return data.map(seen);
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [printable(name), seen(value)]));
}

/** A line for each request: method, path, status, milliseconds until the answer began. Never bodies, queries, headers. */
export function logRequests(log: Logger): MiddlewareHandler {
  return async (c, next) => {
    const start = performance.now();
    await next();
    const ms = Math.round(performance.now() - start);
    log.info({ method: c.req.method, path: c.req.path, status: c.res.status, ms }, 'request');
  };
}
