import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { setAppearance } from '@dossier/ui';
import { rootFieldOf } from './asks';
import { errorText, onProofNeeded, onSignedOut, request, sendHashes, ServerError, type Document } from './graphql';

const document = { toString: () => 'query Customers($first: Int) { all: customers(first: $first) { nodes { id } } }' } as Document<{ customers: unknown }, { first: number }>;
const refused = (code: string, facts = {}) => ({ errors: [{ message: code, extensions: { code, facts, requestId: 'R1' } }] });
const answerWith = (...bodies: unknown[]) => {
  const fetcher = jest.fn(async () => new Response(JSON.stringify(bodies.shift())));
  globalThis.fetch = fetcher as unknown as typeof fetch;
  return fetcher;
};

describe('request', () => {
  afterEach(() => onSignedOut(null));

  it('says who asks by header', async () => {
    const fetcher = answerWith({ data: { customers: [] } });
    await request(document, { first: 1 });
    const [, init] = fetcher.mock.calls[0] as unknown as [string, { headers: Record<string, string> }];
    expect(init.headers['x-requested-with']).toBe('dossier');
  });

  it('throws the code, its facts and the number', async () => {
    answerWith(refused('EMAIL_TAKEN', { email: 'a@example.com' }));
    const fault = await request(document, { first: 1 }).catch((reason: unknown) => reason);
    expect(fault).toMatchObject({ code: 'EMAIL_TAKEN', facts: { email: 'a@example.com' }, requestId: 'R1' });
    setAppearance({ language: 'en' });
    expect(errorText(fault)).toBe('There is already an account for a@example.com. Use another address, or reinstate that account.');
  });

  it('asks once to sign in again and then goes on', async () => {
    answerWith(refused('NOT_SIGNED_IN'), refused('NOT_SIGNED_IN'), { data: { customers: ['a'] } }, { data: { customers: ['b'] } });
    const asker = jest.fn(async () => true);
    onSignedOut(asker);
    const both = await Promise.all([request(document, { first: 1 }), request(document, { first: 2 })]);
    expect(both).toHaveLength(2);
    expect(asker).toHaveBeenCalledTimes(1);
  });

  it('keeps the refusal where nobody signs in', async () => {
    answerWith(refused('NOT_SIGNED_IN'));
    onSignedOut(async () => false);
    await expect(request(document, { first: 1 })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('asks once for a proof and then goes on with what was typed', async () => {
    answerWith(refused('STEP_UP_NEEDED', { minutes: 15 }), { data: { customers: ['a'] } });
    const prover = jest.fn(async () => true);
    onProofNeeded(prover);
    expect(await request(document, { first: 1 })).toEqual({ customers: ['a'] });
    expect(prover).toHaveBeenCalledTimes(1);
    answerWith(refused('STEP_UP_NEEDED', { minutes: 15 }), refused('STEP_UP_NEEDED', { minutes: 15 }));
    await expect(request(document, { first: 1 })).rejects.toMatchObject({ code: 'STEP_UP_NEEDED' });
    onProofNeeded(async () => false);
    answerWith(refused('STEP_UP_NEEDED', { minutes: 15 }));
    await expect(request(document, { first: 1 })).rejects.toMatchObject({ code: 'STEP_UP_NEEDED' });
  });

  it('tells a lost line from a refusal', async () => {
    globalThis.fetch = (async () => {
      throw new TypeError('fetch failed');
    }) as unknown as typeof fetch;
    await expect(request(document, { first: 1 })).rejects.toEqual(new ServerError('OFFLINE'));
  });
});

describe('cache keys', () => {
  it('start with the root field, not its alias', () => {
    expect(rootFieldOf(document as Document<unknown, never>)).toBe('customers');
  });
});

describe('a document', () => {
  const named = Object.assign(new String('query Named { me { id } }'), { __meta__: { hash: `sha256:${'a'.repeat(64)}` } }) as unknown as Document<{ me: unknown }, object>;
  const sentOf = (fetcher: ReturnType<typeof answerWith>): unknown => JSON.parse((fetcher.mock.calls[0] as unknown as [string, { body: string }])[1].body);
  afterEach(() => sendHashes(false));

  it('is named by its hash where the pages are built, and its text stays here', async () => {
    sendHashes(true);
    const fetcher = answerWith({ data: { me: null } });
    await request(named, {});
    expect(sentOf(fetcher)).toEqual({ documentId: `sha256:${'a'.repeat(64)}`, variables: {} });
  });

  it('goes as text elsewhere, and where it has no hash', async () => {
    const fetcher = answerWith({ data: { me: null } }, { data: { customers: [] } });
    await request(named, {});
    expect(sentOf(fetcher)).toEqual({ query: 'query Named { me { id } }', variables: {} });
    sendHashes(true);
    await request(document, { first: 1 });
    expect(JSON.parse((fetcher.mock.calls[1] as unknown as [string, { body: string }])[1].body)).toMatchObject({ query: String(document) });
  });
});
