import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
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
import { measureImports } from './imports';
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

/** Files in and out, in a copy of the generated database: what is written there does not stay. */
export async function measureExchange(place: Place, env: Readonly<Record<string, string>>, options: BenchOptions): Promise<void> {
  const name = new URL(place.url).pathname.slice(1);
  await dropDatabase(beside(place.url, 'postgres'), EXCHANGE);
  await on(beside(place.url, 'postgres'), (client) => client.query(`create database ${EXCHANGE} template ${name} strategy file_copy`));
  const folder = join(env['DATA_DIR'] ?? '.', 'exchange');
  mkdirSync(folder, { recursive: true });
  const url = beside(place.url, EXCHANGE);
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
    await dropDatabase(beside(place.url, 'postgres'), EXCHANGE);
    rmSync(folder, { recursive: true, force: true });
  }
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
