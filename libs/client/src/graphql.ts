import { say } from '@dossier/ui';
import type { ErrorCode } from '@dossier/vocabulary/errors';
import { faultText } from './client.text';

/** A document of the generated client: text with the types of its answer and variables. */
export interface Document<R, V> { toString(): string; __apiType?: (variables: V) => R }
export type Facts = Record<string, unknown>;

/** What the server refused: the code chooses the sentence, the facts fill it, the number finds it in the log. */
export class ServerError extends Error {
  override name = 'ServerError';
  constructor(readonly code: string, readonly facts: Facts = {}, readonly requestId: string | null = null) {
    super(code);
  }
}

type Asker = () => Promise<boolean>;
let askToSignIn: Asker | null = null;
let asking: Promise<boolean> | null = null;

/** The shell says how one signs in in place; what was under way then goes on. */
export const onSignedOut = (asker: Asker | null): void => {
  askToSignIn = asker;
};

const signedInAgain = (): Promise<boolean> => {
  asking ??= (askToSignIn?.() ?? Promise.resolve(false)).finally(() => {
    asking = null;
  });
  return asking;
};

interface Answer<R> { data?: R | null; errors?: { message: string; extensions?: { code?: string; facts?: Facts; requestId?: string } }[] }

async function post<R>(query: string, variables: unknown, signal?: AbortSignal): Promise<R> {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'dossier' };
  const response = await fetch('/graphql', { method: 'POST', credentials: 'same-origin', headers, body: JSON.stringify({ query, variables }), signal }).catch((reason: unknown) => {
    throw signal?.aborted ? reason : new ServerError('OFFLINE');
  });
  const requestId = response.headers.get('x-request-id');
  const answer = (await response.json().catch(() => ({}))) as Answer<R>;
  const fault = answer.errors?.[0];
  if (fault) throw new ServerError(fault.extensions?.code ?? 'INTERNAL', fault.extensions?.facts, fault.extensions?.requestId ?? requestId);
  if (!answer.data) throw new ServerError(response.status === 503 ? 'UNAVAILABLE' : 'INTERNAL', {}, requestId);
  return answer.data;
}

/** Sends a document; a session that has ended is renewed in place and the request goes on. */
export async function request<R, V>(document: Document<R, V>, variables?: V, signal?: AbortSignal): Promise<R> {
  try {
    return await post<R>(String(document), variables, signal);
  } catch (error) {
    if (!(error instanceof ServerError) || error.code !== 'NOT_SIGNED_IN' || !(await signedInAgain())) throw error;
    return post<R>(String(document), variables, signal);
  }
}

/** Sends a file or asks a REST route, with the header that cookies demand. */
export async function send<R>(path: string, init: { method?: string; body?: BodyInit; headers?: Record<string, string> } = {}): Promise<R> {
  const headers = { 'x-requested-with': 'dossier', ...init.headers };
  const response = await fetch(path, { credentials: 'same-origin', ...init, headers }).catch(() => {
    throw new ServerError('OFFLINE');
  });
  const body = (await response.json().catch(() => ({}))) as R & { code?: string; facts?: Facts; requestId?: string; error?: { code?: string; facts?: Facts; requestId?: string } };
  const fault = body.error ?? body;
  if (!response.ok) throw new ServerError(fault.code ?? 'INTERNAL', fault.facts, fault.requestId ?? response.headers.get('x-request-id'));
  return body;
}

/** Uploads one file as it is, with its name. */
export const upload = <R>(path: string, file: Blob & { name?: string }, headers: Record<string, string> = {}): Promise<R> =>
  send<R>(path, { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream', 'x-file-name': encodeURIComponent(file.name ?? 'file'), ...headers } });

/** The sentence of a fault in the reader's language. */
export function errorText(error: unknown): string {
  if (!(error instanceof ServerError)) return say(faultText, 'INTERNAL', { requestId: '–' });
  const facts = Object.fromEntries(Object.entries({ requestId: error.requestId ?? '–', ...error.facts }).map(([name, value]) => [name, typeof value === 'number' ? value : String(value)]));
  return say(faultText, error.code in faultText.table ? (error.code as ErrorCode) : 'INTERNAL', facts);
}

/** What a failed state shows: the sentence and the number to copy. */
export const failure = (error: unknown): { text: string; number: string | null } => ({ text: errorText(error), number: error instanceof ServerError ? error.requestId : null });

/** What a document answers: `AnswerOf<typeof CustomerDocument>`. */
export type AnswerOf<D> = D extends { __apiType?: (variables: never) => infer R } ? R : never;
/** What a document takes: `VariablesOf<typeof CustomerDocument>['id']`. */
export type VariablesOf<D> = D extends { __apiType?: (variables: infer V) => unknown } ? V : never;
