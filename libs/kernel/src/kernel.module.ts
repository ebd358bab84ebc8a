import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { CryptoPool } from './crypto/pool';
import { PersonKeys } from './crypto/person-keys';
import { KeyRing } from './crypto/sealing';
import { Database, type DatabaseSettings } from './data/database';
import { Deployment } from './deployment';
import { Dictionaries } from './data/dictionary';
import { provideRecords, RecordsOf } from './data/records';
import { JobResolver } from './events/job.resolver';
import { jobPolicy } from './events/job-status';
import { Jobs, Queue } from './events/jobs';
import { Signals } from './events/signals';
import { Ticks } from './events/ticks';
import { Worker } from './events/worker';
import { RestGuard } from './gate/rest-guard';
import { Clock } from './time/clock';

export interface KernelSettings extends Deployment {
  database: DatabaseSettings;
  ring: KeyRing;
  /** A clock that a test moves; the real one otherwise. */
  clock?: Clock;
}

const made = (settings: KernelSettings): Provider[] => [
  { provide: Database, useFactory: () => new Database(settings.database) },
  { provide: Clock, useValue: settings.clock ?? new Clock() },
  { provide: Deployment, useValue: { dataDir: settings.dataDir, publicUrl: settings.publicUrl, isSecure: settings.isSecure } satisfies Deployment },
  { provide: KeyRing, useValue: settings.ring },
  { provide: PersonKeys, useFactory: () => new PersonKeys(settings.ring) },
  { provide: CryptoPool, useFactory: () => new CryptoPool(settings.ring) },
];

/** The server's mechanisms, made once a process and open to every domain. */
@Module({})
export class KernelModule {
  static forRoot(settings: KernelSettings): DynamicModule {
    const shared = [Dictionaries, Signals, Queue, Jobs, RecordsOf, RestGuard];
    return {
      module: KernelModule,
      global: true,
      imports: [DiscoveryModule, ScheduleModule.forRoot()],
      providers: [...made(settings), ...shared, Worker, Ticks, provideRecords(jobPolicy), JobResolver],
      exports: [Database, Clock, Deployment, KeyRing, PersonKeys, CryptoPool, ...shared, Worker, DiscoveryModule],
    };
  }
}
