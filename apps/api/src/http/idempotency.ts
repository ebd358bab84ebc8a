import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NextFunction, Request, Response } from 'express';
import { createHash, type Hash } from 'node:crypto';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { KeyRing } from '@dossier/kernel/crypto';
import { currentErrand, Database } from '@dossier/kernel/data';
import { asDomainError, DomainError } from '@dossier/kernel/errors';
import { mutationsIn } from '@dossier/kernel/graphql';
import { Clock } from '@dossier/kernel/time';
import type { WithViewer } from '@dossier/kernel/access';
import { Claim, rightsOf, type Earlier, type KeptAnswer } from './claims';
import { isRead } from './cross-site';
import { refuse } from './refuse';

const FORM = /^[\x21-\x7e]{8,255}$/;
const BEAT_MS = 15_000;
const MOST_KEPT = 1_048_576;

type Asking = Request & WithViewer;
interface Parts {
  database: Database;
  ring: KeyRing;
  clock: Clock;
  /** Mutations whose answer holds a secret or belongs to a moment: they are never kept. */
  unkept: (field: string) => boolean;
}

/**
 * `Idempotency-Key`: the same request twice is done once and answered alike for a day. It holds for every mutation, of
 * GraphQL and of REST; the first of many at once does it, the others hear that it is under way.
 */
export function idempotent(app: NestExpressApplication) {
  const mutations = () => app.get(GraphQLSchemaHost).schema.getMutationType()?.getFields() ?? {};
  const parts: Parts = { database: app.get(Database), ring: app.get(KeyRing), clock: app.get(Clock), unkept: (field) => mutations()[field]?.extensions['stepUp'] === true };
  return (request: Asking, response: Response, next: NextFunction): void => {
    const key = request.get('idempotency-key');
    if (key === undefined || isRead(request.method) || request.viewer.userId === null) return next();
    begin(request, response, key, parts).then((goesOn) => void (goesOn && next()), (fault: unknown) => refuse(response, asDomainError(fault), request));
  };
}

const invalid = (reason: string): DomainError => new DomainError('INVALID_INPUT', { field: 'Idempotency-Key', reason });

/** Whether the request is to be carried out; else it has been answered. */
async function begin(request: Asking, response: Response, key: string, parts: Parts): Promise<boolean> {
  if (!FORM.test(key)) throw invalid('8-255 printable characters');
  const graphql = request.body as { query?: unknown } | undefined;
  if (graphql?.query !== undefined) {
    const fields = mutationsIn(graphql.query);
    if (fields === null) return true;
    if (fields.length !== 1 || fields[0] === '...') throw invalid('one mutation at a time');
    if (parts.unkept(fields[0]!)) throw invalid(`not for ${fields[0]}`);
  }
  const claim = new Claim(request.viewer, key, parts);
  const earlier = await claim.take();
  const hash = hashed(request);
  if (earlier) {
    replay(response, earlier, await wholeHash(request, hash), rightsOf(request.viewer));
    return false;
  }
  hold(response, claim, hash);
  return true;
}

/** Carries the claim through the request: beats while it runs, marks the change, keeps the answer before it leaves. */
function hold(response: Response, claim: Claim, hash: Hash): void {
  const errand = currentErrand();
  if (errand) errand.beforeCommit = (work) => claim.mark(work);
  const beat = setInterval(() => void claim.beat().catch(() => undefined), BEAT_MS);
  capture(response, async (answer) => {
    clearInterval(beat);
    // Without the kept answer the act is still known to be done.
    await claim.settle(hash.digest(), answer).catch(() => undefined);
  });
}

function replay(response: Response, earlier: Earlier, requestHash: Buffer, rights: Buffer): void {
  if (earlier.outcome === 'RUNNING') throw new DomainError('IDEMPOTENCY_RUNNING');
  if (earlier.requestHash && !earlier.requestHash.equals(requestHash)) throw new DomainError('IDEMPOTENCY_MISMATCH');
  const answer = earlier.rightsHash?.equals(rights) ? earlier.answer() : null;
  if (!answer) throw new DomainError('IDEMPOTENCY_DONE');
  response.setHeader('Idempotent-Replayed', 'true');
  response.setHeader('Content-Type', answer.type);
  response.status(answer.status).end(answer.body);
}

/** What makes two requests the same: where they go, and what they carry. A body that is still to come is taken in as it is read. */
function hashed(request: Asking): Hash {
  const hash = createHash('sha256').update(JSON.stringify([request.method, request.originalUrl, request.get('x-file-name') ?? null]));
  if (request.body !== undefined) return hash.update(JSON.stringify(request.body));
  const read = request[Symbol.asyncIterator].bind(request);
  request[Symbol.asyncIterator] = async function* () {
    for await (const piece of { [Symbol.asyncIterator]: read }) {
      hash.update(piece as Buffer);
      yield piece as never;
    }
    return undefined as never;
  };
  return hash;
}

async function wholeHash(request: Asking, hash: Hash): Promise<Buffer> {
  if (request.body === undefined) for await (const piece of request) void piece;
  return hash.digest();
}

/** Holds the end of an answer back until it has been kept. */
function capture(response: Response, keep: (answer: KeptAnswer) => Promise<void>): void {
  const pieces: Buffer[] = [];
  let size = 0;
  const [write, end] = [response.write.bind(response), response.end.bind(response)] as [(...given: unknown[]) => boolean, (...given: unknown[]) => Response];
  const take = (piece: unknown): void => {
    if (piece === undefined || piece === null || typeof piece === 'function') return;
    const bytes = Buffer.from(piece as string);
    size += bytes.length;
    if (size <= MOST_KEPT) pieces.push(bytes);
  };
  response.write = ((...given: unknown[]) => {
    take(given[0]);
    return write(...given);
  }) as never;
  response.end = ((...given: unknown[]) => {
    take(given[0]);
    const answer = { status: response.statusCode, type: String(response.getHeader('Content-Type') ?? 'application/json'), body: Buffer.concat(pieces).toString('utf8') };
    response.end = end as never;
    void keep(answer).then(() => end(...given));
    return response;
  }) as never;
}
