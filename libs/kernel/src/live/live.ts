import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { allPolicies, type Policy } from '../access/policy';
import { Database } from '../data/database';
import { DomainError } from '../errors/domain-error';
import { Signals } from '../events/signals';
import { Change, ChangeOperation } from './change';
import { FieldNames } from './field-names';
import { Judge } from './judge';
import { movedRows } from './moved-rows';
import { readTold, type Told } from './told';
import { Watches, type Watch } from './watches';

/** What is told within so many milliseconds is judged and sent together. */
const ROUND_MS = 20;
/** The loop breathes after so many listeners. */
const BREATH = 500;

/** One who listens: whose rights stand behind it, and what it wants to hear of. */
export interface Listener {
  readonly watch: Watch;
  readonly types: ReadonlySet<string>;
  /** Null: all rows within reach. */
  readonly ids: ReadonlySet<string> | null;
  tell(change: Change): void;
}

/** Hears what the triggers tell of every change on this database, and tells each listener what its viewer may know of it. */
@Injectable()
export class Live {
  private readonly byType = new Map<string, Set<Listener>>();
  private readonly names: FieldNames;
  private waiting: Told[] = [];
  private timer: NodeJS.Timeout | null = null;
  private rounds: Promise<void> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly watches: Watches,
    modules: ModuleRef,
    signals: Signals,
  ) {
    this.names = new FieldNames(() => modules.get(GraphQLSchemaHost, { strict: false }).schema);
    signals.on('change', (payload) => this.hear(payload));
    signals.on('reconnected', () => this.missed());
  }

  get listeners(): number {
    return new Set([...this.byType.values()].flatMap((set) => [...set])).size;
  }

  /** Refuses names that no change is told of. Whether the viewer may hear of a type is asked at each change. */
  check(types: readonly string[]): void {
    const unknown = types.find((name) => !policyNamed(name));
    if (unknown) throw new DomainError('UNKNOWN_NAME', { name: unknown, type: 'Change' });
  }

  listen(listener: Listener): () => void {
    for (const type of listener.types) this.byType.set(type, (this.byType.get(type) ?? new Set<Listener>()).add(listener));
    // With other rights other rows are seen: everything shown is read anew.
    const reread = (): void => this.reread(listener);
    listener.watch.changed.add(reread);
    return () => {
      listener.watch.changed.delete(reread);
      for (const type of listener.types) {
        const set = this.byType.get(type);
        set?.delete(listener);
        if (set?.size === 0) this.byType.delete(type);
      }
    };
  }

  hear(payload: string): void {
    const told = readTold(payload);
    if (!told || !this.byType.has(told.type)) return;
    this.waiting.push(told);
    this.timer ??= setTimeout(() => this.round(), ROUND_MS);
  }

  private round(): void {
    this.timer = null;
    const told = this.waiting;
    this.waiting = [];
    this.rounds = this.rounds.then(() => this.tellAll(told)).catch(() => this.missed());
  }

  private async tellAll(told: readonly Told[]): Promise<void> {
    // Rights that changed before this change must be the ones it is judged by.
    await this.watches.settled();
    for (const type of new Set(told.map((one) => one.type))) {
      const policy = policyNamed(type);
      if (policy) await this.tellOf(policy, told.filter((one) => one.type === type));
    }
  }

  private async tellOf(policy: Policy, told: readonly Told[]): Promise<void> {
    const judge = new Judge(this.database, this.names, await movedRows(this.database, policy, told));
    const listeners = [...(this.byType.get(policy.name) ?? [])];
    // A database that was slow to say whose rights are what is asked once more before anybody is told.
    await this.watches.freshen(listeners.map(({ watch }) => watch));
    for (const [count, listener] of listeners.entries()) {
      const waiting = this.tellOne(listener, judge);
      if (waiting) await waiting;
      if (count % BREATH === BREATH - 1) await new Promise((next) => setImmediate(next));
    }
  }

  private tellOne({ watch, ids, tell }: Listener, judge: Judge): Promise<void> | void {
    if (!watch.isTrusted) return watch.end('AWAY');
    const tellAll = (changes: readonly Change[]): void => {
      for (const change of changes) if (!ids || change.id === null || ids.has(change.id)) tell(change);
    };
    const judged = judge.changesFor(watch.viewer);
    return judged instanceof Promise ? judged.then(tellAll) : tellAll(judged);
  }

  /** Words were lost: whoever listens reads anew what they show. */
  private missed(): void {
    for (const listener of new Set([...this.byType.values()].flatMap((set) => [...set]))) this.reread(listener);
  }

  /** It says nothing of what happened. */
  private reread(listener: Listener): void {
    for (const type of listener.types) listener.tell(Object.assign(new Change(), { type, operation: ChangeOperation.MANY, id: null, version: null, fields: null }));
  }
}

const policyNamed = (name: string): Policy | undefined => allPolicies().find((policy) => policy.name === name);
