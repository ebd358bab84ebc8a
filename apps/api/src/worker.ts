import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { loadKeys } from '@dossier/kernel/crypto';
import { AppModule } from './app.module';
import { closeParts, startParts } from './parts';
import { prepareDatabase } from './prepare-database';
import { readSettings } from './settings';

/** The same modules without HTTP: one more process that works off jobs. */
const settings = readSettings(process.env);
if (!settings.databaseUrl) throw new Error('A worker of its own needs DATABASE_URL: the embedded database serves one process');
const { ring } = loadKeys({ key: settings.key?.toString('base64'), keyFile: settings.keyFile, defaultFile: settings.keyFile, mayMake: false });
const { appUrl, role } = await prepareDatabase({ ownerUrl: settings.databaseUrl, appUrl: settings.databaseAppUrl, ring });
const app = await NestFactory.createApplicationContext(
  AppModule.forRoot({ database: { url: appUrl, ...(role ? { role } : {}) }, ring, dataDir: settings.dataDir, publicUrl: settings.publicUrl, isSecure: settings.tls !== null }),
  { logger: ['error', 'warn'] },
);
await startParts(app, { works: true });
console.log('The worker is ready.');
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void closeParts(app).then(() => process.exit(0)));
