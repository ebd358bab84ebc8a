import { say } from '@dossier/ui';
import type { ErrorCode } from '@dossier/vocabulary/errors';
import { faultText } from './client.text';

/** A document of the generated client: text with the types of its answer and variables. */
export interface Document<R, V> { toString(): string; __apiType?: (variables: V) => R; __meta__?: Record<string, unknown> | undefined }
export type Facts = Record<string, unknown>;

/** What the server refused: the code chooses the sentence, the facts fill it, the number finds it in the log. */
export class ServerError extends Error {
  override name = 'ServerError';
  constructor(readonly code: string, readonly facts: Facts = {}, readonly requestId: string | null = null) {
    super(code);
  }
}

let hashesOnly = false;
/** Built pages send the hash of a document in the place of its text: the server runs no text of theirs. */
export const sendHashes = (isOn: boolean): void => {
  hashesOnly = isOn;
};

/** How a document is named to the server, over requests and sockets alike. */
export const askOf = (document: { toString(): string; __meta__?: Record<string, unknown> | undefined }): { query?: string; documentId?: string } => {
  const hash = document.__meta__?.['hash'];
  return hashesOnly && typeof hash === 'string' ? { documentId: hash } : { query: String(document) };
};

type Asker = () => Promise<boolean>;
let askToSignIn: Asker | null = null;
let asking: Promise<boolean> | null = null;

/** The shell says how one signs in in place; what was under way then goes on. */
export const onSignedOut = (asker: Asker | null): void => {
  askToSignIn = asker;
};

/** What goes on once somebody has signed in in place. */
export const afterSignIn = new Set<() => void>();

const signedInAgain = (): Promise<boolean> => {
  asking ??= (askToSignIn?.() ?? Promise.resolve(false)).finally(() => {
    asking = null;
  });
  void asking.then(isIn => isIn && afterSignIn.forEach(run => run()), () => undefined);
  return asking;
};

let askToProve: Asker | null = null;
let proving: Promise<boolean> | null = null;

/** The shell says how one shows again who one is, for acts that ask for it; the act then goes on by itself. */
export const onProofNeeded = (asker: Asker | null): void => {
  askToProve = asker;
};

const provenAgain = (): Promise<boolean> => {
  proving ??= (askToProve?.() ?? Promise.resolve(false)).finally(() => {
    proving = null;
  });
  return proving;
};

type PurposeAsker = (facts: Facts) => Promise<boolean>;
let askForPurpose: PurposeAsker | null = null;
let stating: Promise<boolean> | null = null;

/** The shell says how one states what one looks at so many records for; the look then goes on by itself. */
export const onPurposeNeeded = (asker: PurposeAsker | null): void => {
  askForPurpose = asker;
};

const purposeStated = (facts: Facts): Promise<boolean> => {
  stating ??= (askForPurpose?.(facts) ?? Promise.resolve(false)).finally(() => {
    stating = null;
  });
  return stating;
};

/** Whether what was refused may be asked once more: somebody has signed in, proven who they are, or said what for, in place. */
const mended = async (error: unknown): Promise<boolean> => {
  if (!(error instanceof ServerError)) return false;
  if (error.code === 'NOT_SIGNED_IN') return signedInAgain();
  if (error.code === 'PURPOSE_NEEDED') return purposeStated(error.facts);
  return error.code === 'STEP_UP_NEEDED' && provenAgain();
};

interface Answer<R> { data?: R | null; errors?: { message: string; extensions?: { code?: string; facts?: Facts; requestId?: string } }[] }

async function post<R>(document: Document<R, never>, variables: unknown, signal?: AbortSignal): Promise<R> {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'dossier' };
  const response = await fetch('/graphql', { method: 'POST', credentials: 'same-origin', headers, body: JSON.stringify({ ...askOf(document), variables }), signal }).catch((reason: unknown) => {
    throw signal?.aborted ? reason : new ServerError('OFFLINE');
  });
  const requestId = response.headers.get('x-request-id');
  const answer = (await response.json().catch(() => ({}))) as Answer<R>;
  const fault = answer.errors?.[0];
  if (fault) throw new ServerError(fault.extensions?.code ?? 'INTERNAL', fault.extensions?.facts, fault.extensions?.requestId ?? requestId);
  if (!answer.data) throw new ServerError(response.status === 503 ? 'UNAVAILABLE' : 'INTERNAL', {}, requestId);
  return answer.data;
}

/** Sends a document; a session that has ended is renewed in place, a proof given again, and the request goes on. */
export async function request<R, V>(document: Document<R, V>, variables?: V, signal?: AbortSignal): Promise<R> {
  try {
    return await post<R>(document as Document<R, never>, variables, signal);
  } catch (error) {
    if (!(await mended(error))) throw error;
    return post<R>(document as Document<R, never>, variables, signal);
  }
}

/** Says something on the way out: it arrives though the page is gone, and nobody waits for the answer. */
export function part<R, V>(document: Document<R, V>, variables: V): void {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'dossier' };
  void fetch('/graphql', { method: 'POST', credentials: 'same-origin', keepalive: true, headers, body: JSON.stringify({ ...askOf(document as Document<R, never>), variables }) }).catch(() => undefined);
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

/** Fetches a file as the server keeps it. */
export async function fetchFile(path: string): Promise<Blob> {
  const response = await fetch(path, { credentials: 'same-origin', headers: { 'x-requested-with': 'dossier' } }).catch(() => {
    throw new ServerError('OFFLINE');
  });
  if (response.ok) return response.blob();
  const { error } = (await response.json().catch(() => ({}))) as { error?: { code?: string; facts?: Facts; requestId?: string } };
  throw new ServerError(error?.code ?? 'INTERNAL', error?.facts, error?.requestId ?? response.headers.get('x-request-id'));
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
