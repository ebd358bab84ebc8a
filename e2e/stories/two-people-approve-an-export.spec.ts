import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { closeBrowser, openStory, tell } from '../support/story.ts';

const words = {
  zh: { waits: '等待批准', approve: /^批准/, ready: '可下载' },
  en: { waits: 'Waits for approval', approve: /^Approve/, ready: 'Ready' },
} as const;

after(closeBrowser);

for (const look of [{ language: 'zh', theme: 'light', width: 1440 }, { language: 'en', theme: 'dark', width: 375 }] as const) {
  const say = words[look.language];
  describe(`Two people and one export, ${look.language}, ${look.width} wide`, () => {
    it('waits for the second one, who says yes; then the first one has the file', () =>
      tell(look, async (asker) => {
        const admin = await openStory(look);
        try {
          await admin.signIn('ADMINISTRATOR', '/exports/limits');
          await admin.settled();
          assert.deepEqual(await admin.violations(), []);
          await admin.picture(`export-limits.${look.language}.${look.width}`);
          const { exportLimits } = await admin.ask<{ exportLimits: { roleId: string | null; userId: string | null }[] }>('{ exportLimits { roleId userId } }');
          assert.ok(exportLimits.some(({ roleId, userId }) => !roleId && !userId), 'the house has bounds from the first day');
          await asker.signIn('MARKETING_MANAGER', '/exports');
          const { me } = await asker.ask<{ me: { id: string } }>('{ me { id } }');
          await admin.ask('mutation($i: ExportLimitInput!) { setExportLimit(input: $i) { id } }', { i: { userId: me.id, approvalAbove: 20 } });
          await asker.ask('mutation($i: CustomerExportInput!) { exportCustomers(input: $i) { id } }', { i: { format: 'XLSX', columns: ['name', 'city'], reason: `Story ${look.width}` } });
          await asker.open('/exports');
          await asker.page.locator('.d-state-dot', { hasText: say.waits }).first().waitFor();
          await admin.open('/exports/approvals');
          await admin.page.getByText(`Story ${look.width}`).first().waitFor();
          await admin.settled();
          assert.deepEqual(await admin.violations(), []);
          await admin.picture(`export-approvals.${look.language}.${look.width}`);
          await admin.page.getByRole('button', { name: say.approve }).first().click();
          await admin.page.getByText(`Story ${look.width}`).first().waitFor({ state: 'detached' });
          await asker.open('/exports');
          await asker.page.locator('.d-state-dot', { hasText: say.ready }).first().waitFor({ timeout: 60_000 });
          assert.deepEqual([admin.complaints, asker.complaints], [[], []]);
        } finally {
          const { exportLimits } = await admin.ask<{ exportLimits: { id: string; userId: string | null }[] }>('{ exportLimits { id userId } }');
          for (const { id, userId } of exportLimits) if (userId) await admin.ask('mutation($id: ID!) { removeExportLimit(id: $id) }', { id });
          await admin.close();
        }
      }));
  });
}
