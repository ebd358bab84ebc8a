import 'reflect-metadata';
import { loadKeys } from '@dossier/kernel/crypto';
import { hasData, prepareDatabase } from './prepare-database';
import { readSettings } from './settings';

/** Brings the database to the state of this build and says what was done. */
const settings = readSettings(process.env);
const ownerUrl = settings.databaseUrl!;
const { ring } = loadKeys({ key: settings.key ?? undefined, keyFile: settings.keyFile, defaultFile: settings.keyFile, mayMake: !(await hasData(ownerUrl)) });
const { migrationsRun } = await prepareDatabase({ ownerUrl, appUrl: settings.databaseAppUrl, ring });
console.log(migrationsRun.length === 0 ? 'The database was up to date.' : `Migrated: ${migrationsRun.join(', ')}.`);
process.exit(0);
