import { Injectable } from '@nestjs/common';
import { watchCache } from '../metrics/registry';
import { Database } from './database';

export interface NamedEntry {
  id: string;
  name: string;
}

const sources = new Map<string, string>();

/** Declares an in-memory dictionary: a statement that gives id and name of everything in it. */
export function provideDictionary(name: string, sql: string): void {
  sources.set(name, sql);
}

/**
 * Names that every page shows (staff, teams, tags, channels), kept in the process: PostgreSQL then sends ids alone.
 * Id and name are open to every signed-in viewer. A unit of work that changes one calls `changed`, which every
 * process hears.
 */
@Injectable()
export class Dictionaries {
  private readonly entries = new Map<string, Map<string, NamedEntry>>();

  constructor(private readonly database: Database) {
    watchCache('names', () => [...this.entries.values()].reduce((sum, entries) => sum + entries.size, 0));
  }

  async load(): Promise<void> {
    for (const name of sources.keys()) await this.refresh(name);
  }

  async refresh(name: string): Promise<void> {
    const sql = sources.get(name);
    if (!sql) return;
    const rows = (await this.database.pool.query<NamedEntry>(sql)).rows;
    this.entries.set(name, new Map(rows.map((row) => [row.id, { id: row.id, name: row.name }])));
  }

  lookUp(dictionary: string, id: unknown): NamedEntry | null {
    if (typeof id !== 'string') return null;
    return this.entries.get(dictionary)?.get(id) ?? { id, name: '' };
  }

  all(dictionary: string): NamedEntry[] {
    return [...(this.entries.get(dictionary)?.values() ?? [])];
  }

  byName(dictionary: string, name: string): NamedEntry | null {
    for (const entry of this.entries.get(dictionary)?.values() ?? []) if (entry.name === name) return entry;
    return null;
  }
}
