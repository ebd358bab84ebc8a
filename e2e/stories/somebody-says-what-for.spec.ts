import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, openStory, productUrl, tell } from '../support/story.ts';

const words = {
  zh: { purpose: '用途', go: '继续', said: '或输入导出编号、粘贴一段内容', look: '查找', proven: '确定' },
  en: { purpose: 'Purpose', go: 'Go on', said: 'Or type an export number, or paste a piece of it', look: 'Look up', proven: 'certain' },
} as const;

after(closeBrowser);

// A purpose holds for an hour: each look has somebody of its own.
for (const { role, ...look } of [{ role: 'MARKETING_MANAGER', language: 'zh', theme: 'light', width: 1440 }, { role: 'SALES', language: 'en', theme: 'dark', width: 375 }] as const) {
  const say = words[look.language];
  describe(`Somebody says what for, ${look.language}, ${look.width} wide`, () => {
    it('opens one record more than usual, says what for and goes on; a file that was found is traced to its maker', () =>
      tell(look, async (reader) => {
        const admin = await openStory(look);
        try {
          await reader.signIn(role, '/');
          const { me } = await reader.ask<{ me: { id: string } }>('{ me { id } }');
          const { customers } = await reader.ask<{ customers: { nodes: { id: string; name: string }[] } }>('{ customers(first: 3, filter: { name: { isEmpty: false } }) { nodes { id name } } }');
          await admin.signIn('ADMINISTRATOR', `/team/users/${me.id}`);
          await admin.ask('mutation($i: ExportLimitInput!) { setExportLimit(input: $i) { id } }', { i: { userId: me.id, opensPerHour: 1 } });
          const open = async (id: string) => (await reader.ask<{ customer: { id: string } | null }>('query($id: ID!) { customer(id: $id) { id } }', { id }).catch(() => null))?.customer ?? null;
          // Bounds travel to the process a moment after they were set: then one record is open and no further one.
          for (let tries = 0; (await open(customers.nodes[0]!.id)) && (await open(customers.nodes[1]!.id)); tries += 1) assert.ok(tries < 300, 'the bound holds');
          await reader.page.goto(`${productUrl}/customers/${customers.nodes[2]!.id}`);
          await reader.page.getByLabel(say.purpose, { exact: true }).waitFor();
          assert.deepEqual(await reader.violations(), []);
          await reader.picture(`state-purpose.${look.language}.${look.width}`);
          await reader.page.getByLabel(say.purpose, { exact: true }).fill('Quarterly calls');
          await reader.page.getByRole('button', { name: say.go }).click();
          await reader.page.getByRole('heading', { level: 1, name: customers.nodes[2]!.name }).waitFor();
          const { exportCustomers } = await admin.ask<{ exportCustomers: { id: string } }>('mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }', { i: { format: 'CSV', columns: ['name'], reason: `Found ${look.width}` } });
          await admin.open('/exports/trace');
          await admin.page.getByLabel(say.said).fill(exportCustomers.id);
          await admin.page.getByRole('button', { name: say.look }).click();
          await admin.page.getByText(`Found ${look.width}`).waitFor();
          await admin.page.getByText(say.proven, { exact: true }).waitFor();
          await admin.settled();
          assert.deepEqual(await admin.violations(), []);
          await admin.picture(`export-trace.${look.language}.${look.width}`);
          await admin.open(`/team/users/${me.id}`);
          await admin.settled();
          assert.deepEqual(await admin.violations(), []);
          await admin.picture(`user-limits.${look.language}.${look.width}`);
          assert.deepEqual(admin.complaints, []);
        } finally {
          const { exportLimits } = await admin.ask<{ exportLimits: { id: string; userId: string | null }[] }>('{ exportLimits { id userId } }');
          for (const { id, userId } of exportLimits) if (userId) await admin.ask('mutation($id: ID!) { removeExportLimit(id: $id) }', { id });
          await admin.close();
        }
      }));
  });
}
