import { ConsoleLogger, Logger, type NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { loadKeys } from '@dossier/kernel/crypto';
import { AppModule } from './app.module';
import { closeParts, startParts } from './parts';
import { dressHttp } from './http';
import { hasData, prepareDatabase } from './prepare-database';
import { loadDemo, type DemoSignIn } from './seed';
import { addressOf, readSettings, type Settings } from './settings';

export interface Served {
  url: string;
  signIns: DemoSignIn[];
  close(): Promise<void>;
}

/** Brings the product up on a database that is there: prepares it, loads the demo on the first run, listens. */
export async function serve(settings: Settings): Promise<Served> {
  const ownerUrl = settings.databaseUrl!;
  const keys = loadKeys({ key: settings.key?.toString('base64'), keyFile: settings.keyFile, defaultFile: settings.keyFile, mayMake: !(await hasData(ownerUrl)) });
  if (keys.made) console.log(`The key that protects personal data was made: ${keys.file}. Keep a copy apart from the backups.`);
  if (keys.readableByOthers) console.log(`The key file ${keys.file} can be read by others: close it with chmod 600.`);
  const prepared = await prepareDatabase({ ownerUrl, appUrl: settings.databaseAppUrl, ring: keys.ring });
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.forRoot({ database: { url: prepared.appUrl, ...(prepared.role ? { role: prepared.role } : {}) }, ring: keys.ring, dataDir: settings.dataDir, publicUrl: settings.publicUrl, isSecure: isSecure(settings) }),
    optionsOf(settings),
  );
  const logger = new Logger('api');
  const built = resolve('dist/apps/web');
  dressHttp(app, {
    webDir: existsSync(join(built, 'index.html')) ? built : null, isSecure: isSecure(settings), trustProxy: settings.trustProxy,
    onBug: (fault, requestId) => logger.error(`${requestId} ${fault instanceof Error ? fault.stack : String(fault)}`),
  });
  await app.init();
  await startParts(app, { works: true });
  const signIns = await loadDemo(app, settings);
  await app.listen(settings.port, settings.host);
  const address = app.getHttpServer().address() as { port: number };
  return { url: addressOf(settings, address.port), signIns, close: () => closeParts(app) };
}

const optionsOf = ({ tls }: Settings): NestApplicationOptions => ({
  bodyParser: false,
  logger: new ConsoleLogger({ json: true, logLevels: ['error', 'warn'] }),
  ...(tls ? { httpsOptions: { cert: readFileSync(tls.cert), key: readFileSync(tls.key) } } : {}),
});

const isSecure = (settings: Settings): boolean => settings.tls !== null || settings.publicUrl?.startsWith('https:') === true;

// Started by itself (in a container, say), with a database of its operator's.
if (import.meta.main) {
  const settings = readSettings(process.env);
  if (!settings.databaseUrl) throw new Error('Started without `npm start`, the product needs DATABASE_URL');
  const served = await serve(settings);
  console.log(`Dossier is ready: ${served.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void served.close().then(() => process.exit(0)));
}
