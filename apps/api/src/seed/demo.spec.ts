import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { text } from 'node:stream/consumers';
import { categories, categoryOf, FEE_CATEGORY } from './demo.categories';
import { ownersOf, staff, teams } from './demo.company';
import { RETAIL_LAST_DAY, shifted, shiftTo } from './demo.dates';
import { demoFiles, type DemoFile, type DemoKind } from './demo.files';
import { invent } from './demo.person';
import { loadRetail } from './retail.set';

const known = (number: string, country = 'United Kingdom', isWholesaler = false) => ({ number, country, isWholesaler });
const everybody = Array.from({ length: 6000 }, (_, at) => invent(known(String(12_000 + at), at % 9 === 0 ? 'Germany' : 'United Kingdom', at % 7 === 0)));

describe('an invented person', () => {
  it('is the same on every day and machine', () => {
    expect(invent(known('17850'))).toEqual(invent(known('17850')));
    expect(new Set(everybody.map(({ name }) => name)).size).toBeGreaterThan(4000);
  });

  it('has numbers and addresses of reserved ranges alone', () => {
    const phones = everybody.map(({ phone }) => phone).filter((phone) => phone !== '');
    const reserved = /^(\+86154\d{8}|\+447700900\d{3}|\+442079460\d{3}|\+44(113|114|115|116|117|118|121|131|141|151|161)4960\d{3}|\+441914980\d{3}|\+442920180\d{3}|\+442896496\d{3})$/;
    expect(phones.length).toBeGreaterThan(3000);
    expect(phones.filter((phone) => !reserved.test(phone))).toEqual([]);
    expect(everybody.filter(({ email }) => email !== '' && !/^[a-z.]+\d+@example\.(com|org|net)$/.test(email))).toEqual([]);
  });

  it('keeps its country abroad, and lives where its team sells', () => {
    expect(invent(known('12426', 'Germany')).country).toBe('DE');
    expect(everybody.every(({ country, area }) => (country === 'CN') === (area !== 'OVERSEAS'))).toBe(true);
    expect(everybody.every(({ area }) => ownersOf(area).length > 0)).toBe(true);
  });
});

describe('the shift of dates', () => {
  it('is of whole weeks and ends within the last seven days', () => {
    for (const today of ['2026-11-20', '2026-11-21', '2026-11-26', '2026-11-27', '2028-02-29']) {
      const days = shiftTo(today);
      const last = shifted(`${RETAIL_LAST_DAY} 12:50:00`, days).slice(0, 10);
      const age = (Date.parse(today) - Date.parse(last)) / 86_400_000;
      expect([days % 7, age >= 0 && age < 7]).toEqual([0, true]);
    }
    expect(shifted('2011-12-09 12:50:00', shiftTo('2026-11-22'))).toBe('2026-11-20 12:50');
  });
});

describe('derived categories', () => {
  it('follow the description, the particular before the general', () => {
    expect(categoryOf('22910', 'PAPER CHAIN KIT VINTAGE CHRISTMAS')).toBe('节日与圣诞');
    expect(categoryOf('85123A', 'WHITE HANGING HEART T-LIGHT HOLDER')).toBe('照明与蜡烛');
    expect(categoryOf('21212', 'PACK OF 72 RETROSPOT CAKE CASES')).toBe('派对用品');
    expect(categoryOf('POST', 'POSTAGE')).toBe(FEE_CATEGORY);
    expect(categoryOf('1', 'SOMETHING ELSE')).toBe('家居装饰');
    expect(new Set(categories).size).toBe(categories.length);
  });
});

describe('the files', () => {
  const set = loadRetail();
  const of = (files: DemoFile[], kind: DemoKind) => files.find((file) => file.kind === kind) as DemoFile;
  const read = async (file: DemoFile) => parse(await text(file.open()), { columns: true }) as Record<string, string>[];

  it('hold all customers, products and lines', () => {
    const files = demoFiles(set, '2026-11-22', 'full');
    const rows = (kind: DemoKind) => files.filter((file) => file.kind === kind).reduce((sum, file) => sum + file.rows, 0);
    expect([rows('CUSTOMERS'), rows('PRODUCTS'), rows('ORDERS')]).toEqual([4372, 4070, 541_909]);
    expect(Math.max(...files.map((file) => file.rows))).toBeLessThan(82_000);
  });

  it('fit together, and say how many rows they have', async () => {
    const files = demoFiles(set, '2026-11-22', 'small');
    const [customers, products, orders, leads] = await Promise.all([read(of(files, 'CUSTOMERS')), read(of(files, 'PRODUCTS')), read(of(files, 'ORDERS')), read(of(files, 'LEADS'))]);
    expect([customers.length, products.length, orders.length, leads.length]).toEqual(files.map(({ rows }) => rows));
    expect(customers.length).toBe(300);
    const keys = new Set(customers.map((row) => row['externalKey']));
    const codes = new Set(products.map((row) => row['code']));
    expect(orders.filter((row) => row['customerKey'] !== '' && !keys.has(row['customerKey']))).toEqual([]);
    expect(orders.every((row) => codes.has(row['productCode']))).toBe(true);
    expect(orders.some((row) => row['customerKey'] === '')).toBe(true);
    expect(leads.every((row) => (row['customerKey'] === '' ? row['name'] !== '' : keys.has(row['customerKey'])) && codes.has(row['product']))).toBe(true);
  });

  it('put the company of a lead where its person lives', async () => {
    const leads = await read(of(demoFiles(set, '2026-11-22', 'full'), 'LEADS'));
    const told = leads.filter((row) => row['customerKey'] === '' && row['country'] === 'CN');
    expect(told.length).toBeGreaterThan(100);
    expect(told.filter((row) => !row['companyName']!.startsWith(row['city']!))).toEqual([]);
  });

  it('name the owners by addresses of the staff', async () => {
    const customers = await read(of(demoFiles(set, '2026-11-22', 'small'), 'CUSTOMERS'));
    const logins = new Set(staff.map(({ login }) => `${login}@qingchuan.example`));
    expect(customers.every((row) => logins.has(row['owner'] ?? ''))).toBe(true);
    expect(staff.every((person) => person.teams.every((team) => teams.some(({ key }) => key === team)))).toBe(true);
    expect(staff.length).toBe(12);
  });
});
