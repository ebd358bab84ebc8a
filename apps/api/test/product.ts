import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import pg from 'pg';
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { KeyRing, loadKeys } from '@dossier/kernel/crypto';
import { staff, STAFF_PASSWORD, teamId, teams, type Product } from '@dossier/kernel/testing';
import { hashPassword } from '@dossier/identity';
import { AppModule } from '../src/app.module';
import { dressHttp } from '../src/http';
import { keepDocuments } from '../src/http/keep-documents';
import { migrations } from '../src/migrations';
import { LiveSockets } from '../src/live';
import { closeParts, startParts } from '../src/parts';
import { logFault, makeLog, NestLog } from '../src/logging';
import { prepareDatabase } from '../src/prepare-database';
import { watchHttp } from '../src/watch-http';

/** The key of all test databases of a machine: the logins follow from it, and they are shared by the cluster. */
const key = createHash('sha256').update('dossier test key').digest();
export const testRing = new KeyRing(new Map([[1, key]]));
const faults: string[] = [];

/** A spec asks what is answered, not how soon: on a busy machine a connection is waited for. */
const PATIENCE = 15_000;

/** What a scraper bears in specs. */
export const METRICS_TOKEN = 'scraper-of-paper-and-ink';

async function hire(client: pg.Client): Promise<void> {
  const hash = await hashPassword(STAFF_PASSWORD);
  await client.query('begin');
  await client.query(`select set_config('app.request_id', 'spec', true), set_config('app.entry_id', gen_random_uuid()::text, true), set_config('app.scope', 'ALL', true), set_config('app.actor', 'spec', true)`);
  for (const person of staff) await client.query('insert into app_user (id, name, email, password_hash) values ($1, $2, $3, $4)', [person.id, person.name, person.email, hash]);
  for (const team of teams) {
    const above = team.parent ? [teamId(team.parent)] : [];
    await client.query('insert into team (id, name, parent_id, path) values ($1, $2, $3, $4)', [team.id, team.name, above[0] ?? null, [...above, team.id]]);
  }
  for (const person of staff) {
    await client.query('insert into team_member (team_id, user_id) values ($1, $2)', [teamId(person.team), person.id]);
    await client.query('insert into user_role (user_id, role_id) select $1, id from role where code = $2', [person.id, person.role]);
  }
  // What needs a second factor has specs of its own.
  await client.query('update company set require_second_factor = false');
  await client.query('commit');
}

export const testProduct: Product = {
  stamp: createHash('sha1').update(migrations.map((migration) => `${migration.name}${migration.prototype.up}`).join()).digest('hex').slice(0, 10),
  prepare: async (ownerUrl) => {
    await prepareDatabase({ ownerUrl, appUrl: null, ring: testRing });
    const client = new pg.Client({ connectionString: ownerUrl });
    await client.connect();
    await hire(client).finally(() => client.end());
  },
  start: async (ownerUrl, { clock, dataDir, limits, documents, mail, publicUrl, signOn, trustProxy, log }) => {
    const { appUrl } = await prepareDatabase({ ownerUrl, appUrl: null, ring: testRing });
    if (documents) await keepDocuments(ownerUrl, documents);
    // A key file of its own, so that a spec may rotate it.
    const keyFile = join(dataDir, 'dossier.key');
    writeFileSync(keyFile, `1:${key.toString('base64')}\n`, { mode: 0o600 });
    const keys = loadKeys({ keyFile, defaultFile: keyFile, mayMake: false });
    const app = await NestFactory.create<NestExpressApplication>(
      AppModule.forRoot({ database: { url: appUrl, poolSize: 6, wait: PATIENCE }, ring: keys.ring, keyFile: keys.file, dataDir, publicUrl: publicUrl ?? null, mail: mail ?? null, signOn: signOn ?? null, isSecure: false, trustedDocuments: documents !== undefined, ...(clock ? { clock } : {}) }),
      { bodyParser: false, logger: log ? new NestLog(makeLog('debug', log)) : ['error', 'warn'], abortOnError: false },
    );
    const watch = watchHttp(app, { log: log ? makeLog('debug', log) : makeLog('silent'), metricsToken: METRICS_TOKEN });
    dressHttp(app, { webDir: null, watch, limits: limits ?? { perMinute: 0, inFlight: 0 }, isSecure: false, trustProxy: trustProxy ?? null, onBug: (fault, requestId) => {
      faults.push(String(fault));
      if (log) logFault(makeLog('debug', log), fault, requestId);
      else console.error(fault);
    } });
    await app.init();
    app.get(LiveSockets).attach(app);
    await startParts(app, { works: true });
    return { app, close: () => closeParts(app) };
  },
};
