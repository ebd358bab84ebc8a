import { it } from '@jest/globals';
import { startApi } from '@dossier/kernel/testing';
it('x', async () => {
  const api = await startApi();
  const a = await api.as('AUDITOR');
  for (const q of process.env['Q']!.split('|')) { process.stderr.write(`Q ${q}\n`); process.stderr.write(JSON.stringify(await a.raw(q)).slice(0, 300) + '\n'); }
  await api.close();
}, 60000);
