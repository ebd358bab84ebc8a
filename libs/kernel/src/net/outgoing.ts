import { Injectable } from '@nestjs/common';
import { request as plainRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { DomainError } from '../errors/domain-error';
import { judged, Outside, readTarget } from './outside';

/** Why no answer came: the place is refused, it could not be reached, it took too long, or it sent us elsewhere. */
export type CallFault = 'ADDRESS' | 'UNREACHABLE' | 'TIMEOUT' | 'REDIRECT';

/** What came of one call. The body of the answer is read away and never kept. */
export interface Called {
  status: number | null;
  fault: CallFault | null;
  /** Milliseconds from the call to the answer. */
  latency: number;
  /** Seconds after which the other side wants to be asked again. */
  retryAfter: number | null;
}

export interface Call {
  url: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Milliseconds for everything: name, connection, answer. */
  timeout: number;
}

const MOST_ANSWER = 64 * 1024;

/** Calls to addresses that people have typed in: judged when saved, and judged again at the very connection. */
@Injectable()
export class Outgoing {
  constructor(private readonly outside: Outside) {}

  /** The address in its one form, after its form and every address behind its name were judged. @throws ADDRESS_REFUSED */
  async checked(text: string): Promise<string> {
    const url = readTarget(text, this.outside);
    await judged(url, this.outside);
    return url.toString();
  }

  /** Posts once; follows nothing, keeps nothing of the answer but its status. */
  async post(call: Call): Promise<Called> {
    const began = performance.now();
    const told = (status: number | null, fault: CallFault | null, retryAfter: number | null = null): Called => ({ status, fault, retryAfter, latency: Math.round(performance.now() - began) });
    const signal = AbortSignal.timeout(call.timeout);
    try {
      const answer = await this.ask(call, signal);
      const status = answer.statusCode ?? 0;
      return told(status, status >= 300 && status < 400 ? 'REDIRECT' : null, secondsOf(answer.headers['retry-after']));
    } catch (fault) {
      if (fault instanceof DomainError) return told(null, 'ADDRESS');
      return told(null, signal.aborted ? 'TIMEOUT' : 'UNREACHABLE');
    }
  }

  private async ask(call: Call, signal: AbortSignal): Promise<IncomingMessage> {
    const url = readTarget(call.url, this.outside);
    const address = await Promise.race([judged(url, this.outside), ended(signal)]);
    const options: RequestOptions = {
      // A connection of its own for each call: one that is kept would not be judged again.
      method: 'POST', agent: false, signal, lookup: only(address),
      headers: { ...call.headers, 'content-length': Buffer.byteLength(call.body), connection: 'close' },
    };
    return new Promise((resolve, reject) => {
      const asking = (url.protocol === 'https:' ? secureRequest : plainRequest)(url, options, (answer) => {
        drained(answer);
        resolve(answer);
      });
      asking.on('error', reject);
      asking.end(call.body);
    });
  }
}

/** Gives the judged address, whatever the name would lead to by now. */
const only = (address: string): LookupFunction => (_host, options, done) => {
  const family = isIP(address);
  if (options.all) (done as (fault: null, found: { address: string; family: number }[]) => void)(null, [{ address, family }]);
  else done(null, address, family);
};

const ended = (signal: AbortSignal): Promise<never> => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }));

/** Lets an answer run out, up to a bound; what it says is nobody's business. */
function drained(answer: IncomingMessage): void {
  let size = 0;
  answer.on('data', (part: Buffer) => {
    size += part.length;
    if (size > MOST_ANSWER) answer.destroy();
  });
  answer.on('error', () => undefined);
}

function secondsOf(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header.trim()) ? Number(header) : null;
}
