import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { loadKeys } from '@dossier/kernel/crypto';
import { Links } from '@dossier/kernel/mail';
import { inBackground } from '@dossier/kernel/data';
import { readAllowances } from '@dossier/kernel/net';
import { AppModule } from './app.module';
import { installationOf } from './installation';
import { bridgeOutage } from './outage';
import { LiveSockets } from './live';
import { logFault, makeLog, NestLog } from './logging';
import { closeParts, startParts } from './parts';
import { dressHttp } from './http';
import { documentsIn, keepDocuments } from './http/keep-documents';
import { hasData, prepareDatabase } from './prepare-database';
import { fitDemo, loadDemo, type DemoSignIn } from './seed';
import { addressOf, readSettings, SettingsError, type Settings } from './settings';
import { watchHttp } from './watch-http';

/** Requests may take so long to be answered when the process ends; jobs finish or are handed over after them. */
const DRAIN_MS = 11_000;
/** And this is the end whatever still runs. */
const END_MS = 29_500;

export interface Served {
  url: string;
  signIns: DemoSignIn[];
  close(): Promise<void>;
}

/** Brings the product up on a database that is there: prepares it, loads the demo on the first run, listens. */
export async function serve(settings: Settings): Promise<Served> {
  await bridgeOutage(settings);
  const ownerUrl = settings.databaseUrl!;
  const keys = loadKeys({ key: settings.key ?? undefined, keyFile: settings.keyFile, defaultFile: settings.keyFile, mayMake: !(await hasData(ownerUrl)) });
  if (keys.made) console.log(`The key that protects personal data was made: ${keys.file}. Keep a copy apart from the backups.`);
  if (keys.readableByOthers) console.log(`The key file ${keys.file} can be read by others: close it with chmod 600.`);
  const built = resolve('dist/apps/web');
  const webDir = existsSync(join(built, 'index.html')) ? built : null;
  const trustedDocuments = settings.trustedDocuments ?? webDir !== null;
  const log = makeLog(settings.logLevel ?? 'warn');
  const prepared = await prepareDatabase({ ownerUrl, appUrl: settings.databaseAppUrl, ring: keys.ring });
  await keepDocuments(ownerUrl, documentsIn(resolve('dist/apps/documents.json')));
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.forRoot({ database: { url: prepared.appUrl, poolSize: settings.databasePoolSize, ...(prepared.role ? { role: prepared.role } : {}) }, ring: keys.ring, keyFile: keys.file, installation: installationOf(settings, 'PRODUCT'), trustedDocuments, dataDir: settings.dataDir, webhookAllow: readAllowances(settings.webhookAllow ?? ''), publicUrl: settings.publicUrl, mail: { url: settings.smtpUrl, from: settings.mailFrom }, signOn: settings.signOn, isSecure: isSecure(settings) }),
    optionsOf(settings, log),
  );
  const watch = watchHttp(app, { log, metricsToken: settings.metricsToken });
  dressHttp(app, {
    webDir, watch, limits: settings.requests, isSecure: isSecure(settings), trustProxy: settings.trustProxy,
    onBug: (fault, requestId) => logFault(log, fault, requestId),
  });
  await app.init();
  app.get(LiveSockets).attach(app);
  await startParts(app, { works: true });
  const signIns = await inBackground(() => loadDemo(app, settings));
  if (signIns.length > 0) await fitDemo(app);
  await app.listen(settings.port, settings.host).catch(async (fault: NodeJS.ErrnoException) => {
    await closeParts(app);
    throw unheard(fault, settings);
  });
  const address = app.getHttpServer().address() as { port: number };
  app.get(Links).listensOn(addressOf(settings, address.port));
  return { url: addressOf(settings, address.port), signIns, close: () => endInTime(async () => {
    await watch.drain(DRAIN_MS);
    await closeParts(app);
  }) };
}

/** Ends when everything has, and at the latest when whoever stops us would lose patience. */
async function endInTime(close: () => Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((done) => (timer = setTimeout(done, END_MS)));
  await Promise.race([close(), late]);
  clearTimeout(timer);
}

const optionsOf = ({ tls }: Settings, log: Logger): NestApplicationOptions => ({
  bodyParser: false,
  logger: new NestLog(log),
  ...(tls ? { httpsOptions: { cert: tls.cert, key: tls.key } } : {}),
});

const isSecure = (settings: Settings): boolean => settings.tls !== null || settings.publicUrl?.startsWith('https:') === true;

/** A place that cannot be listened at, as a sentence for whoever starts the product. */
function unheard(fault: NodeJS.ErrnoException, { port, host }: Settings): Error {
  if (fault.code === 'EADDRINUSE') return new SettingsError([`Port ${port} is taken by another program: stop that, or name another port, as in PORT=${port + 1} npm start.`]);
  if (fault.code === 'EACCES') return new SettingsError([`Port ${port} may not be used by this account: name one from 1024 on in PORT.`]);
  if (fault.code === 'EADDRNOTAVAIL') return new SettingsError([`HOST is ${host}, which is no address of this machine.`]);
  return fault;
}

// Started by itself (in a container, say), with a database of its operator's.
if (import.meta.main) {
  const settings = readSettings(process.env);
  if (!settings.databaseUrl) throw new Error('Started without `npm start`, the product needs DATABASE_URL');
  settings.logLevel ??= 'info';
  const served = await serve(settings);
  console.log(`Dossier is ready: ${served.url}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void served.close().then(() => process.exit(0)));
}
