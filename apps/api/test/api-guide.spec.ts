import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApi, teamId, type Api } from '@dossier/kernel/testing';

/** The guide as a stranger follows it: each example run by bash or Node, with a key and an address and nothing else. */
interface Example {
  title: string;
  language: 'sh' | 'js';
  code: string;
  says: string[];
}

const guide = readFileSync('docs/api.md', 'utf8');

function examples(): Example[] {
  const found = [...guide.matchAll(/^```(sh|js)\n([\s\S]*?)^```\n((?:<!-- says: .* -->\n?)*)/gm)];
  return found.map((match) => ({
    title: [...guide.slice(0, match.index).matchAll(/^## (.+)$/gm)].at(-1)?.[1] ?? '',
    language: match[1] as 'sh' | 'js',
    code: match[2]!,
    says: [...match[3]!.matchAll(/<!-- says: (.*) -->/g)].map(([, text]) => text!),
  }));
}

let api: Api;
let dir: string;
let env: Record<string, string>;

beforeAll(async () => {
  api = await startApi({ limits: { perMinute: 600, inFlight: 10 } });
  await api.app.listen(0, '127.0.0.1');
  dir = mkdtempSync(join(tmpdir(), 'dossier-guide-'));
  const admin = await api.as('ADMINISTRATOR');
  const role = (await admin.query('{ roles { id code } }')).roles.find(({ code }: { code: string }) => code === 'MARKETING_MANAGER').id;
  const { createClient } = await admin.mutate('mutation($i: ClientInput!) { createClient(input: $i) { id } }', { i: { name: 'guide', roleIds: [role], teamIds: [teamId('EAST')] } });
  const { createKey } = await admin.mutate('mutation($id: ID!, $i: KeyInput!) { createKey(clientId: $id, input: $i) { secret } }', { id: createClient.id, i: { name: 'stranger' } });
  env = { DOSSIER: `http://127.0.0.1:${(api.app.getHttpServer().address() as AddressInfo).port}`, KEY: createKey.secret, PATH: process.env['PATH'] ?? '', HOME: dir };
});
afterAll(async () => {
  await api?.close();
  rmSync(dir, { recursive: true, force: true });
});

function run(example: Example): Promise<{ code: number | null; output: string }> {
  const file = join(dir, `example.${example.language === 'js' ? 'mjs' : 'sh'}`);
  writeFileSync(file, example.language === 'js' ? example.code : `set -euo pipefail\n${example.code}`);
  const child = spawn(example.language === 'js' ? process.execPath : 'bash', [file], { cwd: dir, env });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')));
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })));
}

describe('docs/api.md', () => {
  it('has an example of everything that it promises', () => {
    expect(examples().map(({ title }) => title)).toEqual(['The first question', 'Read all customers, page by page', 'Create and change', 'Import a file', 'Export', 'Send behaviour events', 'Show recommendations', 'Errors', 'Descriptions for machines']);
    expect(examples().every(({ says }) => says.length > 0)).toBe(true);
  });

  it.each(examples().map((example) => [example.title, example] as const))('tells the truth under “%s”', async (_, example) => {
    const { code, output } = await run(example);
    for (const text of example.says) expect(output).toContain(text);
    expect([code, output.slice(0, code === 0 ? 0 : 2_000)]).toEqual([0, '']);
  });

  it('reads every customer in reach, over several pages, each once', async () => {
    const lines = Array.from({ length: 450 }, (_, at) => `P-${at},Person ${at},139${String(at).padStart(8, '0')}`);
    const upload = await fetch(`${env['DOSSIER']}/api/imports?kind=CUSTOMERS`, { method: 'POST', headers: { authorization: `Bearer ${env['KEY']}`, 'x-file-name': 'many.csv' }, body: `Customer number,Name,Phone\n${lines.join('\n')}\n` });
    const { id } = (await upload.json()) as { id: string };
    const verb = async (name: string, until: string) => {
      await fetch(`${env['DOSSIER']}/api/imports/${id}/${name}`, { method: 'POST', headers: { authorization: `Bearer ${env['KEY']}` } });
      for (let tries = 0; tries < 200; tries += 1) {
        const answer = (await (await fetch(`${env['DOSSIER']}/api/imports/${id}`, { headers: { authorization: `Bearer ${env['KEY']}` } })).json()) as { state: string };
        if (answer.state === until) return;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
      throw new Error(`The import is not ${until}`);
    };
    await verb('check', 'CHECKED');
    await verb('commit', 'DONE');
    const { rows } = await api.db.query<{ count: number }>('select count(*)::int as count from customer where archived_at is null');
    expect(rows[0]!.count).toBeGreaterThan(450);
    const { output } = await run(examples().find(({ title }) => title.startsWith('Read all'))!);
    expect(output.trim()).toBe(`${rows[0]!.count} customers read`);
  });
});
