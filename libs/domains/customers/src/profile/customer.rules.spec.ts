import { describe, expect, it } from '@jest/globals';
import { BirthCalendar, BirthPrecision, CustomerKind } from '@dossier/vocabulary/enums';
import { birthOf } from './birth.rules';
import type { Customer } from './customer.entity';
import { changed, keysOf, renames, requireSomething, tidy, titleOf } from './customer.rules';
import { toldChanges, verbOf, type StoredRevision } from './history.rules';

const TODAY = '2026-11-22';

describe('a customer', () => {
  it('is changed only where the input says something', () => {
    expect(changed({ name: '  王  伟 ', city: '' }, TODAY)).toEqual({ name: '王 伟', city: null });
    expect(changed({}, TODAY)).toEqual({});
  });
  it('gets a name from its parts, and keeps one it has', () => {
    expect(changed({ familyName: '欧阳', givenName: '娜娜' }, TODAY).name).toBe('欧阳娜娜');
    expect(changed({ familyName: 'Müller', givenName: 'Anna' }, TODAY).name).toBe('Anna Müller');
    expect(changed({ familyName: '李' }, TODAY, { name: '老李' } as Customer).name).toBeUndefined();
  });
  it('knows countries by code and name, and no others', () => {
    expect(changed({ country: '德国' }, TODAY).country).toBe('DE');
    expect(changed({ country: 'United Kingdom' }, TODAY).country).toBe('GB');
    expect(() => changed({ country: 'Atlantis' }, TODAY)).toThrow('INVALID_INPUT');
  });
  it('needs one thing by which people know it', () => {
    expect(() => requireSomething({ name: null, companyName: null }, [])).toThrow('CUSTOMER_WITHOUT_NAME');
    expect(() => requireSomething({ name: null, companyName: null }, ['phone'])).not.toThrow();
  });
  it('sorts a company by its own name, and a person by theirs', () => {
    const row = { name: '张三', companyName: '阿里', nameLatin: null, archiveNo: 'DA-2026-000001' };
    expect(keysOf({ ...row, kind: CustomerKind.PERSON }).nameKey).toMatch(/^zhang/);
    expect(keysOf({ ...row, kind: CustomerKind.COMPANY }).nameKey).toMatch(/^a/);
    expect(keysOf({ ...row, name: null, companyName: null }).nameKey).toBe('');
  });
  it('is renamed by names alone', () => {
    expect(renames({ city: '上海' })).toBe(false);
    expect(renames({ companyName: null })).toBe(true);
    expect(tidy('\u200B \u3000 ')).toBeNull();
    expect(titleOf({ name: null, companyName: null, archiveNo: 'DA-1' })).toBe('DA-1');
  });
});

describe('a birth', () => {
  it('holds fillers for what is not known', () => {
    expect(birthOf({ birthDate: '1990-05-17', birthPrecision: BirthPrecision.YEAR }, TODAY).birthDate).toBe('1990-01-01');
    expect(birthOf({ birthDate: '1990-05-17', birthPrecision: BirthPrecision.YEAR_MONTH }, TODAY).birthDate).toBe('1990-05-01');
    expect(birthOf({ birthDate: '1904-02-29', birthPrecision: BirthPrecision.MONTH_DAY }, TODAY).birthDate).toBe('2000-02-29');
  });
  it('finds the leap month of a lunar birthday by itself', () => {
    expect(birthOf({ birthDate: '2020-06-01', birthCalendar: BirthCalendar.LUNAR }, TODAY)).toMatchObject({ birthDate: '2020-06-01', birthLeapMonth: true });
    expect(birthOf({ birthDate: '2020-02-01', birthCalendar: BirthCalendar.LUNAR }, TODAY).birthLeapMonth).toBe(false);
  });
  it.each(['2026-11-23', '1849-12-31', '1990-02-30'])('refuses %s', (birthDate) => expect(() => birthOf({ birthDate }, TODAY)).toThrow('INVALID_INPUT'));
  it('is taken away by nothing', () => expect(birthOf({ birthDate: null }, TODAY)).toEqual({ birthDate: null, birthPrecision: null, birthCalendar: null, birthLeapMonth: null }));
});

describe('a revision', () => {
  const revision = (operation: string, before: object | null, after: object | null): StoredRevision => ({ id: '1', at: new Date(0), actor_id: null, actor_name: null, table_name: 'customer', operation, before: before as never, after: after as never });
  it('is told by its verb', () => {
    expect(verbOf(revision('INSERT', null, {}))).toBe('CREATE');
    expect(verbOf(revision('UPDATE', { archived_at: null }, { archived_at: '2026-01-01' }))).toBe('ARCHIVE');
    expect(verbOf(revision('UPDATE', { archived_at: '2026-01-01' }, { archived_at: null }))).toBe('RESTORE');
  });
  it('leaves no trace of a column that is not told', () => {
    const told = toldChanges(revision('UPDATE', { name: 'a', city: null }, { name: 'b', city: '' }), (column) => (column === 'name' ? { field: 'name', show: (value) => `*${String(value)}` } : column === 'city' ? { field: 'city', show: String } : null));
    expect(told).toEqual([{ field: 'name', before: '*a', after: '*b' }]);
  });
});
