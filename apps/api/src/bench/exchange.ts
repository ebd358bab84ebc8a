import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type pg from 'pg';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ViewerLoader } from '@dossier/identity';
import type { Viewer } from '@dossier/kernel/access';
import { AppModule } from '../app.module';
import { installationOf } from '../installation';
import { closeParts, startParts } from '../parts';
import { prepareDatabase } from '../prepare-database';
import { readSettings } from '../settings';
import { ADMIN } from './company';
import { measureEvents } from './events';
import { measureExports } from './exports';
import { measureImports, TWINNED } from './imports';
import { measureMatches } from './matches';
import type { BenchOptions } from './options';
import { beside, dropDatabase, EXCHANGE, on, type Place } from './place';

/** What a measure of files works with: the product's own services in this process, and the database beside them. */
export interface Exchange {
  app: INestApplicationContext;
  viewer: Viewer;
  url: string;
  place: Place;
  /** A folder for what is written on the way. */
  folder: string;
}

/** More customers than these are not copied: what is measured with them is taken back behind itself. */
const MOST_COPIED = 200_000;

/** Files in and out, in a copy of the generated database: what is written there does not stay. */
export async function measureExchange(place: Place, env: Readonly<Record<string, string>>, options: BenchOptions): Promise<void> {
  const isCopied = options.customers <= MOST_COPIED;
  const server = beside(place.url, 'postgres');
  const drop = (): Promise<unknown> => (isCopied ? dropDatabase(server, EXCHANGE) : on(place.url, takeBackImports));
  await drop();
  if (isCopied) await on(server, (client) => client.query(`create database ${EXCHANGE} template ${new URL(place.url).pathname.slice(1)} strategy file_copy`));
  const folder = join(env['DATA_DIR'] ?? '.', 'exchange');
  mkdirSync(folder, { recursive: true });
  const url = isCopied ? beside(place.url, EXCHANGE) : place.url;
  const app = await appOn(url, place, folder);
  try {
    const viewer = await app.get(ViewerLoader).anew({ userId: ADMIN }, 'bench');
    const exchange: Exchange = { app, viewer, url, place, folder };
    if (options.only.includes('import')) await measureImports(exchange, options);
    if (options.only.includes('export')) await measureExports(exchange, options);
    if (options.only.includes('events')) await measureEvents(exchange, env, options);
    if (options.only.includes('match')) await measureMatches(exchange, env, options);
  } finally {
    await closeParts(app);
    await drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Customers whom a measure has brought in leave again, with all that hangs on them. */
async function takeBackImports(client: pg.Client): Promise<void> {
  await client.query('set session_replication_role = replica');
  for (const table of TWINNED) await client.query(`drop table if exists twin_${table}`);
  const { rows } = await client.query<{ name: string; column: string }>(
    `select r.conrelid::regclass::text as name, a.attname as column from pg_constraint r join pg_attribute a on a.attrelid = r.conrelid and a.attnum = r.conkey[1]
     where r.contype = 'f' and r.confrelid = 'customer'::regclass and r.conrelid <> 'customer'::regclass and cardinality(r.conkey) = 1 and r.conparentid = 0`);
  if ((await client.query('select 1 from customer where batch_id is not null limit 1')).rowCount === 0) return;
  for (const { name, column } of rows) await client.query(`delete from ${name} x using customer c where c.batch_id is not null and x.${column} = c.id`);
  await client.query('delete from customer where batch_id is not null');
}

/** The product without HTTP and without its worker: the steps of a job are called as the job calls them. */
async function appOn(url: string, { ring }: Place, dataDir: string): Promise<INestApplicationContext> {
  const settings = readSettings(process.env);
  const { appUrl, role } = await prepareDatabase({ ownerUrl: url, appUrl: settings.databaseAppUrl, ring });
  const app = await NestFactory.createApplicationContext(
    AppModule.forRoot({ database: { url: appUrl, ...(role ? { role } : {}) }, ring, installation: installationOf(settings, 'WORKER'), dataDir, publicUrl: null, isSecure: false }),
    { logger: ['error'] },
  );
  await startParts(app, { works: false });
  return app;
}
