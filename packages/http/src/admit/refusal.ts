import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { DeclaredProblem } from '@headrace/api';
import { overLimit } from '@headrace/service';
import type { LimitName } from '@headrace/topology';
import { securityHeaderValues } from '../headers/headers.ts';
import { bodyOf } from '../problem/problem.ts';
import { methods } from './request-fault.ts';

/** Answers a request with a problem before any app sees it; the connection ends with it. */
export function refuse(outgoing: ServerResponse, problem: DeclaredProblem): void {
  const { body, headers } = answerOf(problem);
  outgoing.writeHead(problem.status, headers).end(body);
}

/** The same on a connection whose request could not be read. */
export function refuseRaw(socket: Duplex, problem: DeclaredProblem): void {
  const { body, headers } = answerOf(problem);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}

function answerOf(problem: DeclaredProblem) {
  const body = JSON.stringify(bodyOf(problem));
  return {
    body,
    headers: {
      ...securityHeaderValues,
      'content-type': 'application/problem+json',
      'content-length': String(Buffer.byteLength(body)),
      connection: 'close',
      // RFC 9110, section 15.5.6.
      ...(problem.status === 405 ? { allow: [...methods].join(', ') } : {}),
    },
  };
}

/** What the errors of Node's HTTP parser come to. Source: https://nodejs.org/api/errors.html, `HPE_…` of llhttp. */
export function parseProblem({ code }: NodeJS.ErrnoException): DeclaredProblem {
  if (code === 'HPE_HEADER_OVERFLOW') return problemOf('headerBytes');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return problemOf('requestTime');
  return { code: 'http/malformed', status: 400, title: 'The request is malformed: it is no HTTP/1.1.' };
}

const problemOf = (name: LimitName) => overLimit(name).problem;
