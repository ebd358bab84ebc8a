import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, newId, RecordsOf } from '@dossier/kernel/data';
import { ViewerSource } from '@dossier/kernel/events';
import { ExchangeRegistry, ListExport } from '@dossier/kernel/exchange';
import { type Api, type Client, personId, startApi, type StaffKey } from '@dossier/kernel/testing';
import { ExportFormat } from '@dossier/vocabulary/enums';
import { OperationBatch } from '../batches/operation-batch.entity';
import { ExportService } from './export.service';
import type { ExportWish } from './export.inputs';

const TITLES = ['=1+1', '+8613800138000', 'plain, with comma', '王芳'];

describe('exports', () => {
  let api: Api;
  let manager: Client;

  beforeAll(async () => {
    api = await startApi();
    manager = await api.as('MANAGER');
    const database = api.app.get(Database, { strict: false });
    api.app.get(ExchangeRegistry, { strict: false }).addExport(new ListExport({
      list: 'batches', label: { zh: '批次', en: 'Batches' }, word: 'customer.export', clearWord: 'customer.reveal',
      columns: [
        { name: 'title', path: 'title', label: { zh: '标题', en: 'Title' }, type: 'TEXT' }, { name: 'rows', path: 'rowCount', label: { zh: '行数', en: 'Rows' }, type: 'NUMBER' },
        { name: 'by', path: 'by.name', label: { zh: '操作人', en: 'By' }, type: 'TEXT' },
      ],
      records: api.app.get(RecordsOf, { strict: false }).of(OperationBatch), spec: { filter: {}, sort: { TITLE: { path: 'title', type: 'text' } }, defaultSort: 'TITLE' },
    }));
    const viewer = await viewerOf('MANAGER');
    await database.work(viewer, 'spec', async () => {
      for (let no = 0; no < 405; no += 1) await database.query('insert into operation_batch (id, owner_id, kind, title, row_count) values ($1, $2, $3, $4, $5)', [newId(), personId('MANAGER'), 'BULK_EDIT', TITLES[no] ?? `z${String(no).padStart(4, '0')}`, no]);
    });
  });
  afterAll(() => api.close());

  const viewerOf = async (key: StaffKey) => {
    const viewer = await api.app.get(ViewerSource, { strict: false }).anew({ kind: 'user', userId: personId(key), name: '' }, 'spec');
    if (viewer === null) throw new Error('nobody');
    return viewer;
  };
  const start = async (key: StaffKey, wish: Partial<ExportWish> = {}) => {
    const viewer = await viewerOf(key);
    const whole: ExportWish = { columns: ['title', 'rows', 'by'], format: ExportFormat.CSV, ...wish };
    return api.app.get(Database, { strict: false }).work(viewer, 'exportBatches', () => api.app.get(ExportService, { strict: false }).start(viewer, 'batches', whole));
  };
  const ready = async (id: string) => {
    for (let tries = 0; tries < 300; tries += 1) {
      const { nodes } = (await manager.query('query { exports(first: 50) { nodes { id state rowCount fields reason clear url expiresAt } } }')).exports;
      const found = nodes.find((one: { id: string }) => one.id === id);
      if (['DONE', 'FAILED'].includes(found.state)) return found;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    throw new Error('The export is not ready');
  };

  let url = '';
  it('writes a list through all its pages, and gives it to the one who asked', async () => {
    const { id } = await start('MANAGER');
    const done = await ready(id);
    expect(done).toMatchObject({ state: 'DONE', rowCount: 405, fields: ['title', 'rows', 'by'], clear: false, url: `/api/exports/${id}/file` });
    url = done.url;
    const file = await manager.get(url).buffer(true);
    expect(file.headers['content-disposition']).toMatch(/^attachment; /);
    const lines = file.text.replace('\uFEFF', '').trim().split('\r\n');
    expect(lines).toHaveLength(406);
    expect(lines.slice(0, 3)).toEqual(['标题,行数,操作人', "'+8613800138000,1,周岚", "'=1+1,0,周岚"]);
    const { rows } = await api.db.query(`select outcome, facts from audit_entry where action = 'downloadExport'`);
    expect(rows).toEqual([{ outcome: 'DONE', facts: { list: 'batches', rows: 405, clear: false } }]);
  });

  it('shows it to nobody else, and to nobody without the word', async () => {
    expect((await (await api.as('ADMIN')).get(url)).status).toBe(404);
    expect((await api.anonymous().get(url)).status).toBe(401);
    await expect(start('SALES')).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(start('MANAGER', { columns: ['title', 'secret'] })).rejects.toMatchObject({ code: 'UNKNOWN_NAME' });
    await expect(start('MANAGER', { clear: true })).rejects.toMatchObject({ code: 'EXPORT_REASON_MISSING' });
  });

  it('writes XLSX, and removes files that have had their time', async () => {
    const { id } = await start('MANAGER', { format: ExportFormat.XLSX, clear: true, reason: 'a mailing' });
    const done = await ready(id);
    expect(done).toMatchObject({ state: 'DONE', reason: 'a mailing', clear: true });
    const file = await manager.get(done.url).buffer(true).parse((response, end) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => end(null, Buffer.concat(parts)));
    });
    expect((file.body as Buffer).subarray(0, 2).toString()).toBe('PK');
    const database = api.app.get(Database, { strict: false });
    await database.work(await viewerOf('MANAGER'), 'spec', () => database.query(`update export_file set expires_at = now() - interval '1 minute' where id = $1`, [id]));
    expect((await manager.get(done.url)).status).toBe(410);
  });
});
