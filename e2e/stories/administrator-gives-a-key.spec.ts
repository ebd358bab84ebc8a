import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { closeBrowser, productUrl, tell } from '../support/story.ts';

after(closeBrowser);

interface Answer {
  data?: { customers: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string | null }; totalCount: number } };
  errors?: { extensions: { code: string } }[];
}

/** What a stranger does with a key and docs/api.md: all customers, page by page. */
async function readAll(key: string): Promise<{ read: number; total: number }> {
  const ids = new Set<string>();
  let total = 0;
  for (let after: string | null = null; ; ) {
    const query = 'query ($after: String) { customers(first: 200, after: $after, sort: CREATED_AT, order: ASC) { nodes { id } pageInfo { hasNextPage endCursor } totalCount } }';
    const response: Response = await fetch(`${productUrl}/graphql`, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' }, body: JSON.stringify({ query, variables: { after } }) });
    const { data } = (await response.json()) as Answer;
    assert.ok(data, `the key was answered ${response.status}`);
    for (const { id } of data.customers.nodes) ids.add(id);
    total = data.customers.totalCount;
    if (!data.customers.pageInfo.hasNextPage) return { read: ids.size, total };
    after = data.customers.pageInfo.endCursor;
  }
}

test('an administrator gives a program a key in the screen, the program reads every customer with it, and stops when it is revoked', () =>
  tell({ language: 'en' }, async (story) => {
    const { page } = story;
    await story.signIn('ADMINISTRATOR', '/keys');
    const clicks = await story.clicks(async () => {
      await page.getByRole('button', { name: 'New API client' }).click();
      const client = page.getByRole('dialog', { name: 'New API client' });
      await client.getByLabel('Name').fill('Data warehouse');
      await client.getByLabel('Roles').click();
      await page.getByTitle('Administrator', { exact: true }).click();
      await page.keyboard.press('Escape');
      await client.getByRole('button', { name: 'Make it' }).click();
      const key = page.getByRole('dialog', { name: /New key for/ });
      await key.getByLabel('Name of the key').fill('Server A');
      await key.getByRole('button', { name: 'Make the key' }).click();
      await page.getByText('The key is shown this once').waitFor();
    });
    const secret = await page.getByLabel('Key', { exact: true }).inputValue();
    assert.match(secret, /^dsr_[a-z0-9]{12}_[\w-]{43}$/);
    await page.getByRole('button', { name: 'I have kept it' }).click();
    console.log(`a key in the screen: ${clicks} clicks`);

    const { read, total } = await readAll(secret);
    assert.ok(total > 0);
    assert.equal(read, total);

    await page.reload();
    await story.settled();
    await page.getByText(/Last used/).waitFor();
    assert.deepEqual(await story.violations(), []);
    await page.getByRole('button', { name: 'Revoke the key Server A' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
    await page.getByText('The key was revoked').waitFor();
    const after = await fetch(`${productUrl}/graphql`, { method: 'POST', headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }, body: JSON.stringify({ query: '{ me { id } }' }) });
    assert.equal(after.status, 401);
    assert.deepEqual(story.complaints, []);
  }));
