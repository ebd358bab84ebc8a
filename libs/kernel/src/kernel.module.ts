import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { ScheduleModule } from '@nestjs/schedule';
import { BlindIndexes } from './crypto/blind-indexes';
import { CryptoPool } from './crypto/pool';
import { PersonKeys } from './crypto/person-keys';
import { KeyRing } from './crypto/sealing';
import { Database } from './data/database';
import type { DatabaseSettings } from './data/pools';
import { Deployment, SingleSignOn } from './deployment';
import { Dictionaries } from './data/dictionary';
import { provideRecords, RecordsOf } from './data/records';
import { DeadWorkers } from './events/dead-workers';
import { Events } from './events/events';
import { JobResolver } from './events/job.resolver';
import { jobPolicy } from './events/job-status';
import { Jobs, Queue } from './events/jobs';
import { Signals } from './events/signals';
import { Ticks } from './events/ticks';
import { Worker } from './events/worker';
import { RestGuard } from './gate/rest-guard';
import { Lane } from './graphql/lane';
import type { Allowance } from './net/address';
import { Outgoing } from './net/outgoing';
import { addressesOf, Outside } from './net/outside';
import { ChangeResolver } from './live/change.resolver';
import { Live } from './live/live';
import { Watches } from './live/watches';
import { Links } from './mail/links';
import { SendMail } from './mail/mail.job';
import { MailSettings } from './mail/mail.settings';
import { MailRotation } from './mail/mail.rotation';
import { Mailer } from './mail/mailer';
import { KeyKeeper, KeySource } from './keys/key-keeper';
import { KeyResolver } from './keys/key.resolver';
import { KeyService } from './keys/key.service';
import { RotateKeysJob } from './keys/rotate-keys.job';
import { Leftovers } from './keys/leftovers';
import { Rotations } from './keys/rotations';
import { Press } from './print/press';
import { Replay } from './spool/replay';
import { Spool } from './spool/spool';
import { TrustedDocuments } from './graphql/trusted';
import { Clock } from './time/clock';

export interface KernelSettings extends Deployment {
  database: DatabaseSettings;
  ring: KeyRing;
  /** Places inside a network that webhooks may call. */
  webhookAllow?: readonly Allowance[];
  /** The file the keys came from; null when the environment brought them. */
  keyFile?: string | null;
  /** The SMTP server; without one no mail leaves. */
  mail?: MailSettings | null;
  /** Where people may sign in outside; without it by password alone. */
  signOn?: SingleSignOn['provider'];
  /** Whether browser sessions run the documents of our own pages alone. */
  trustedDocuments?: boolean;
  /** A clock that a test moves; the real one otherwise. */
  clock?: Clock;
}

const made = (settings: KernelSettings): Provider[] => [
  { provide: Database, useFactory: () => new Database(settings.database) },
  { provide: Clock, useValue: settings.clock ?? new Clock() },
  { provide: Deployment, useValue: { dataDir: settings.dataDir, publicUrl: settings.publicUrl, isSecure: settings.isSecure } satisfies Deployment },
  { provide: TrustedDocuments, useFactory: (database: Database) => new TrustedDocuments(database, settings.trustedDocuments ?? false), inject: [Database] },
  { provide: KeyRing, useValue: settings.ring },
  { provide: Outside, useValue: { allowed: settings.webhookAllow ?? [], resolve: addressesOf } satisfies Outside },
  { provide: SingleSignOn, useValue: { provider: settings.signOn ?? null } satisfies SingleSignOn },
  { provide: MailSettings, useValue: settings.mail ?? { url: null, from: 'dossier@localhost' } },
  { provide: KeySource, useValue: new KeySource(settings.keyFile ?? null) },
  { provide: BlindIndexes, useFactory: () => new BlindIndexes(settings.ring) },
  { provide: PersonKeys, useFactory: () => new PersonKeys(settings.ring) },
  { provide: Lane, useFactory: () => new Lane() },
  { provide: CryptoPool, useFactory: () => new CryptoPool(settings.ring) },
];

/** The server's mechanisms, made once a process and open to every domain. */
@Module({})
export class KernelModule {
  static forRoot(settings: KernelSettings): DynamicModule {
    const shared = [Dictionaries, Signals, Events, Queue, Jobs, RecordsOf, RestGuard, Live, Watches, Outgoing, Rotations, Leftovers, KeyKeeper, Links, Mailer, Press, Spool, Replay];
    return {
      module: KernelModule,
      global: true,
      imports: [DiscoveryModule, ScheduleModule.forRoot()],
      providers: [...made(settings), ...shared, DeadWorkers, Worker, SendMail, MailRotation, Ticks, provideRecords(jobPolicy), JobResolver, ChangeResolver, KeyService, RotateKeysJob, KeyResolver],
      exports: [Database, TrustedDocuments, Clock, Deployment, Outside, KeyRing, MailSettings, SingleSignOn, BlindIndexes, PersonKeys, CryptoPool, Lane, ...shared, Worker, DiscoveryModule],
    };
  }
}
