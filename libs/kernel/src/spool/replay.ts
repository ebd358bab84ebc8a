import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { CipherError } from '../crypto/sealing';
import { Database } from '../data/database';
import { Deployment } from '../deployment';
import { DomainError } from '../errors/domain-error';
import { asDomainError } from '../errors/storage-error';
import { plainFault } from '../errors/plain-fault';
import { Beat } from '../events/beat';
import { Queue } from '../events/jobs';
import { gauge } from '../metrics';
import { Spool } from './spool';
import { spoolState } from './spool.state';

const BEAT_MS = 500;
/** Faults that pass by themselves: what waits goes on waiting. */
const PASSING = new Set(['UNAVAILABLE', 'STORAGE_FULL', 'CONFLICT']);

/** What was kept, as whoever takes it in is given it. */
export type Spooled = Readonly<Record<string, unknown>>;

/** Takes in what was kept of one kind. It may be given the same thing twice, and does it once. */
export type Replayer = (payload: Spooled) => Promise<void>;

/** Takes in what lies in the spool once the database is back, in the order in which it came, by whichever process is first. */
@Injectable()
export class Replay implements OnModuleInit, OnApplicationShutdown {
  private readonly kinds = new Map<string, Replayer>();
  private readonly logger = new Logger('spool');
  private readonly due: Beat;
  /** Files that could not be taken in for a reason unforeseen: told once, tried on. */
  private readonly told = new Set<string>();

  constructor(
    private readonly spool: Spool,
    private readonly database: Database,
    private readonly deployment: Deployment,
    queue: Queue,
  ) {
    this.due = new Beat(queue, () => this.drain());
  }

  onModuleInit(): void {
    gauge('dossier_spool_files', 'What came in while the database was away: waiting to be taken in, and set aside because it does not open.', async () => {
      const { waiting, aside } = await spoolState(this.deployment.dataDir);
      return new Map([['waiting', waiting], ['aside', aside]]);
    }, 'state');
  }

  /** Says who takes in what was kept under this kind. */
  take(kind: string, replayer: Replayer): void {
    this.kinds.set(kind, replayer);
  }

  @Interval(BEAT_MS)
  beat(): void {
    this.due.strike();
  }

  onApplicationShutdown(): Promise<void> {
    return this.due.end();
  }

  /** Takes in what lies there until nothing is left; gives how many. A database that is away again ends it. */
  async drain(): Promise<number> {
    const files = await this.spool.files();
    if (files.length === 0 || !(await this.isBack())) return 0;
    let done = 0;
    for (const { name } of files) {
      if (this.due.isEnding) break;
      try {
        done += (await this.one(name)) ? 1 : 0;
      } catch (fault) {
        if (isPassing(fault)) break;
        this.tell(name, fault);
      }
    }
    return done;
  }

  private async one(name: string): Promise<boolean> {
    const entry = await this.spool.open(name).catch((fault: unknown) => {
      if (fault instanceof CipherError || fault instanceof SyntaxError) return 'FOREIGN' as const;
      throw fault;
    });
    if (entry === null) return false;
    const replayer = entry === 'FOREIGN' ? undefined : this.kinds.get(entry.kind);
    if (entry === 'FOREIGN' || !replayer) {
      this.logger.error(`A file of the spool does not open and is set aside: ${name}`);
      await this.spool.setAside(name);
      return false;
    }
    await replayer(entry.payload);
    await this.spool.drop(name);
    return true;
  }

  private isBack(): Promise<boolean> {
    return this.database.look('select 1').then(() => true, () => false);
  }

  private tell(name: string, fault: unknown): void {
    if (this.told.size > 1_000) this.told.clear();
    if (!this.told.has(name)) this.logger.error(`What was kept in ${name} cannot be taken in yet: ${plainFault(fault)}`);
    this.told.add(name);
  }
}

function isPassing(fault: unknown): boolean {
  const known = asDomainError(fault);
  return known instanceof DomainError && PASSING.has(known.code);
}
