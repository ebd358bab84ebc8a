import { Injectable } from '@nestjs/common';
import type { Viewer } from '../access/viewer';
import type { Database } from '../data/database';
import { inBackground } from '../data/errand';
import { DomainError } from '../errors/domain-error';

/** What a request, over HTTP or a socket, says of its document: its text, or the hash of one that we know. */
export interface DocumentAsk {
  query?: unknown;
  documentId?: unknown;
  extensions?: unknown;
}

/** A hash that is not known may belong to a newer build that has just started beside this one: then it is in the table. */
const AGAIN_MS = 2_000;
const HASH = /^(?:sha256:)?([0-9a-f]{64})$/;

function hashIn({ documentId, extensions }: DocumentAsk): string | null {
  const persisted = (extensions as { persistedQuery?: { sha256Hash?: unknown } } | null | undefined)?.persistedQuery?.sha256Hash;
  const given = documentId ?? persisted;
  return given === undefined || given === null ? null : String(given);
}

/**
 * The documents of our own pages, by hash. Where they alone are trusted, a browser session runs these and no others;
 * programs with a key write their own. No request adds one: they are written into the table when a build starts.
 */
@Injectable()
export class TrustedDocuments {
  private texts = new Map<string, string>();
  private readAt = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | null = null;

  constructor(
    private readonly database: Database,
    /** Whether sessions may run these alone; off in development and in tests. */
    readonly isEnforced: boolean,
  ) {}

  /** The text to run for what was asked by this viewer. @throws DomainError when the hash is not known or the text is not trusted. */
  async documentOf(ask: DocumentAsk, viewer: Viewer): Promise<unknown> {
    const given = hashIn(ask);
    // Libraries send both when they hope to register a text: a program's text is run, nothing is registered.
    if (given === null || (viewer.kind === 'client' && typeof ask.query === 'string')) return this.text(ask.query, viewer);
    const [, hash] = HASH.exec(given) ?? [];
    const text = hash ? (this.texts.get(hash) ?? (await this.lookAgain(hash))) : undefined;
    if (text === undefined) throw new DomainError('DOCUMENT_UNKNOWN');
    return text;
  }

  /** The text of a hash that this process knows, for whoever asks by it. */
  known(given: string): string | undefined {
    return this.texts.get(given.startsWith('sha256:') ? given.slice(7) : given);
  }

  private text(query: unknown, viewer: Viewer): unknown {
    if (this.isEnforced && viewer.kind !== 'client') throw new DomainError('DOCUMENT_NOT_TRUSTED');
    return query;
  }

  /** A page asks several things at once: whoever comes while the table is being read waits for that same reading. */
  private async lookAgain(hash: string): Promise<string | undefined> {
    if (!this.reading && performance.now() - this.readAt < AGAIN_MS) return undefined;
    this.reading ??= inBackground(() => this.read()).finally(() => (this.reading = null));
    await this.reading;
    return this.texts.get(hash);
  }

  private async read(): Promise<void> {
    const rows = await this.database.query<{ hash: string; body: string }>('select hash, body from trusted_document');
    this.texts = new Map(rows.map((row) => [row.hash, row.body]));
    // A look that failed was none.
    this.readAt = performance.now();
  }
}
