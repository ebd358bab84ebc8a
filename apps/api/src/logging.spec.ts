import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { Writable } from 'node:stream';
import { KeyRing } from '@dossier/kernel/crypto';
import { logFault, logRequest, makeLog, NestLog, Refusals, type LogLevel } from './logging';

function logged(act: (log: ReturnType<typeof makeLog>) => void, level: LogLevel = 'info'): { text: string; lines: Record<string, unknown>[] } {
  let text = '';
  act(makeLog(level, new Writable({ write: (chunk, _, done) => { text += String(chunk); done(); } })));
  return { text, lines: text.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe('the log', () => {
  it('keeps one line an entry, whatever stands in a value', () => {
    const evil = 'a\r\n{"level":"fatal","msg":"forged"}\u2028b\u0000c\u001b[31m';
    const { lines, text } = logged((log) => {
      new NestLog(log).error(evil, 'part\nof');
      logFault(log, new Error(evil), 'R1\nR2');
      logRequest(log, { requestId: 'R', method: 'POST', operation: evil, viewer: 'u', status: 200, ms: 1, code: null });
    });
    expect(lines).toHaveLength(3);
    expect(lines.map((line) => line['level'])).toEqual(['error', 'error', 'info']);
    // eslint-disable-next-line no-control-regex -- control characters are what is looked for
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u2028]/);
  });

  it('names what holds secrets by its type alone', () => {
    const ring = new KeyRing(new Map([[1, Buffer.alloc(32, 7)]]));
    const client = new pg.Client({ connectionString: 'postgres://dossier_app:hunter2@db/dossier' });
    const { text } = logged((log) => {
      const nest = new NestLog(log);
      nest.warn({ ring, client, buffer: Buffer.from('hunter2'), password: 'hunter2', headers: { cookie: 'hunter2', authorization: 'Bearer hunter2' }, kept: 3 });
      nest.error('postgres://dossier_app:hunter2@db/dossier and dsr_abc_hunter2 and Bearer hunter2 and __Host-dossier=hunter2');
      nest.error(Object.assign(new Error('hunter2@example.com 13800138000'), { client }));
    });
    expect(text).not.toContain('hunter2');
    expect(text).not.toContain('13800138000');
    for (const word of ['[KeyRing]', '[Client]', '[Buffer]', '[secret]', '[credentials]', '[key]', '[address]', '[digits]']) expect(text).toContain(word);
    expect(text).toContain('"kept":3');
  });

  it('tells of PostgreSQL what concerns the schema, never values', () => {
    const fault = Object.assign(new Error('duplicate key value violates unique constraint "x", Key (email)=(li@example.com) exists'), {
      severity: 'ERROR', code: '23505', detail: 'Key (email)=(li@example.com) already exists.', table: 'app_user', constraint: 'app_user_email', routine: '_bt_check_unique', client: { password: 'hunter2' },
    });
    const { text } = logged((log) => logFault(log, fault, 'R'));
    expect(text).toContain('PostgreSQL 23505 table app_user constraint app_user_email');
    expect(text).not.toMatch(/li@example|hunter2/);
  });

  it('is quiet for a person who starts the product, and tells each request where it is asked to', () => {
    const line = { requestId: 'R', method: 'POST', operation: 'customers', viewer: 'u', ms: 3, code: null };
    expect(logged((log) => logRequest(log, { ...line, status: 200 }), 'warn').lines).toEqual([]);
    expect(logged((log) => logRequest(log, { ...line, status: 500 }), 'warn').lines).toEqual([expect.objectContaining({ level: 'error', status: 500 })]);
    const many = logged((log) => {
      const refusals = new Refusals(log);
      for (let one = 0; one < 1_000; one += 1) {
        logRequest(log, { ...line, status: 503 });
        refusals.note('UNAVAILABLE');
      }
    }, 'warn');
    expect(many.lines).toEqual([expect.objectContaining({ level: 'warn', code: 'UNAVAILABLE' })]);
    const [entry] = logged((log) => logRequest(log, { ...line, status: 200 })).lines;
    expect(entry).toMatchObject({ requestId: 'R', operation: 'customers', viewer: 'u', status: 200, ms: 3 });
  });
});
