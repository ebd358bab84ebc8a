import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { setAppearance } from '@dossier/ui';
import { rootFieldOf } from './asks';
import { errorText, onSignedOut, request, ServerError, type Document } from './graphql';

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
