import type { INestApplicationContext } from '@nestjs/common';
import { DiscoveryService, Reflector } from '@nestjs/core';
import { Database, Dictionaries, setVault } from '@dossier/kernel/data';
import { CryptoPool, decryptField, PersonKeys } from '@dossier/kernel/crypto';
import { KeyKeeper } from '@dossier/kernel/keys';
import { Queue, Signals, Worker } from '@dossier/kernel/events';
import { routesWithoutAccess } from '@dossier/kernel/gate';
import { Installation } from '@dossier/workspace';
import { guardStorage } from './storage-guard';

/** Starts what lives beside the HTTP server: the vault, the dictionaries, the signals, the queue, and the worker. */
export async function startParts(app: INestApplicationContext, { works }: { works: boolean }): Promise<void> {
  const silent = routesWithoutAccess(app.get(DiscoveryService, { strict: false }), app.get(Reflector));
  if (silent.length > 0) throw new Error(`No @Access on the routes ${silent.join(', ')}`);
  await guardStorage(app.get(Database), app.get(Installation));
  const people = app.get(PersonKeys);
  setVault({
    open: ({ table, column, rowId, personId, cipher, wrapped }) => decryptField(people.open(personId, wrapped), cipher, { table, column, rowId }),
    openAll: async (sealed) => (await app.get(CryptoPool).decryptBatch(sealed.map(({ personId, wrapped, table, column, rowId, cipher }) => ({ personId, wrapped, fields: [{ table, column, rowId, cipher }] })))).flat(),
  });
  const dictionaries = app.get(Dictionaries);
  const signals = app.get(Signals);
  await dictionaries.load();
  signals.on('dictionary', (name) => dictionaries.refresh(name));
  signals.on('reconnected', () => dictionaries.load());
  await signals.start();
  await app.get(KeyKeeper).start();
  await app.get(Queue).start();
  if (works) await app.get(Worker).start();
}

/** Ends in order: no new work, the worker's steps finished, then the connections. */
export async function closeParts(app: INestApplicationContext): Promise<void> {
  await app.close();
  await app.get(Signals).stop();
  await app.get(Database).close();
}
