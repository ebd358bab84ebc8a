import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadKeys } from '@dossier/kernel/crypto';
import { Links } from '@dossier/kernel/mail';
import { readAllowances } from '@dossier/kernel/net';
import { AppModule } from './app.module';
import { installationOf } from './installation';
import { makeLog, NestLog } from './logging';
import { closeParts, startParts } from './parts';
import { prepareDatabase } from './prepare-database';
import { addressOf, readSettings } from './settings';

/** The same modules without HTTP: one more process that works off jobs. */
const settings = readSettings(process.env);
if (!settings.databaseUrl) throw new Error('A worker of its own needs DATABASE_URL. Beside the embedded database, start the product once more on the same DATA_DIR');
const { ring, file } = loadKeys({ key: settings.key ?? undefined, keyFile: settings.keyFile, defaultFile: settings.keyFile, mayMake: false });
const { appUrl, role } = await prepareDatabase({ ownerUrl: settings.databaseUrl, appUrl: settings.databaseAppUrl, ring });
const app = await NestFactory.createApplicationContext(
  AppModule.forRoot({ database: { url: appUrl, ...(role ? { role } : {}) }, ring, keyFile: file, installation: installationOf(settings, 'WORKER'), dataDir: settings.dataDir, webhookAllow: readAllowances(settings.webhookAllow ?? ''), publicUrl: settings.publicUrl, mail: { url: settings.smtpUrl, from: settings.mailFrom }, signOn: settings.signOn, isSecure: settings.tls !== null }),
  { logger: new NestLog(makeLog(settings.logLevel ?? 'warn')) },
);
app.get(Links).listensOn(addressOf(settings, settings.port));
await startParts(app, { works: true });
console.log('The worker is ready.');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void closeParts(app).then(() => process.exit(0)));
