import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { allPolicies, jobViewer, policyOf, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database, RecordsOf, selectionFrom, shapeOf, type Raw } from '@dossier/kernel/data';
import type { Permission } from '@dossier/vocabulary/permissions';
import { customerParts } from '../../merging/parts';
import { Customer } from '../../profile/customer.entity';
import { customerPolicy, ofCustomers } from '../../profile/customer.policy';
import { bringsAlong, cutRow, named, sealedFields, shownFields, standing, wholeRow, type ImageRow, type RecordContent, type RecordImage } from './record.image';

interface StoredImage extends Record<string, unknown> {
  id: string;
  was: Record<string, unknown>;
  stands: Record<string, unknown> | null;
}

/** A row as it was, with its stored columns beside it. */
interface Read {
  was: Record<string, unknown>;
  image: ImageRow;
}

/** Rows that hang on the rows of a part: the field that brings them along, and the column by which they name their row. */
interface Hanging {
  field: string;
  policy: Policy;
  column: string;
}

/** Reads the whole record of a customer as it was at an instant, and cuts it to what a viewer may see now. */
@Injectable()
export class RecordReader {
  private known: readonly Policy[] | null = null;
  private readonly hanging = new Map<Policy, readonly Hanging[]>();

  constructor(
    private readonly database: Database,
    private readonly records: RecordsOf,
    private readonly modules: ModuleRef,
  ) {}

  /** The record as it was, uncut; null before it was there. Reach is the caller's. */
  async image(customerId: string, at: Date): Promise<RecordImage | null> {
    const [customer] = await this.rows(ofCustomers, [customerId], at);
    if (!customer) return null;
    const parts: Record<string, ImageRow[]> = {};
    for (const policy of await this.parts()) {
      const rows = await this.rows(policy, [customerId], at);
      for (const one of this.hanging.get(policy) ?? []) await this.hang(one, rows, at);
      parts[policy.name] = rows.map(({ image }) => image);
    }
    return { id: customerId, at, customer: customer.image, parts };
  }

  /** That record as this viewer may see it with the rights of now; rows out of reach are left out, rows that are gone seen by whoever reaches all. */
  async cut(viewer: Viewer, image: RecordImage): Promise<RecordContent> {
    const customer = image.customer.stands ?? {};
    const holder = { policy: ofCustomers, row: customer };
    const parts: Record<string, Record<string, unknown>[]> = {};
    for (const policy of await this.parts()) {
      if (!viewer.may(policy.read) || !bringsAlong(viewer, policy, customer)) continue;
      const rows = image.parts[policy.name] ?? [];
      const reached = await this.reached(viewer, policy, rows);
      parts[policy.name] = rows.filter(({ id }) => reached.has(id)).map((row) => cutRow(viewer, policy, row, holder));
    }
    return { at: image.at.toISOString(), record: image.id, customer: cutRow(viewer, ofCustomers, image.customer, holder), parts };
  }

  /** Nothing cut: the content that is stored, and that a stored one is compared with. */
  whole(image: RecordImage): RecordContent {
    const parts = Object.fromEntries(Object.entries(image.parts).map(([name, rows]) => [name, rows.map(wholeRow)]));
    return { at: image.at.toISOString(), record: image.id, customer: image.customer.fields, parts };
  }

  /** The types whose rows belong to a record and keep a history. */
  async parts(): Promise<readonly Policy[]> {
    if (this.known) return this.known;
    const names = await this.keeping(customerParts().map(({ table }) => table), 'customer_id');
    this.known = allPolicies().filter((policy) => names.has(policy.table) && shownFields(this.schema(), policy).length > 0).sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const policy of this.known) this.hanging.set(policy, await this.hangingOn(policy));
    return this.known;
  }

  /** Those of some tables whose rows keep a history under the row that a column names. */
  private async keeping(tables: readonly string[], column: string): Promise<Set<string>> {
    const kept = await this.database.query<{ name: string }>(
      `select n as name from unnest($1::text[]) n where to_regclass(n) is not null and history_options(n::regclass)->>'of' = $2 and (history_options(n::regclass)->>'revisions')::boolean`, [tables, column]);
    return new Set(kept.map(({ name }) => name));
  }

  /** What a type brings along whole, where that keeps a history under its rows. */
  private async hangingOn(policy: Policy): Promise<Hanging[]> {
    const found: Hanging[] = [];
    for (const [field, kind] of shapeOf(policy.entity as never).fields) {
      if (kind.kind !== 'carried' || kind.newest !== null) continue;
      const of = policyOf(kind.of()) as unknown as Policy;
      const column = shapeOf(kind.of()).column(kind.by);
      if ((await this.keeping([of.table], column)).has(of.table)) found.push({ field, policy: of, column });
    }
    return found;
  }

  private schema() {
    return this.modules.get(GraphQLSchemaHost, { strict: false }).schema;
  }

  /** Puts on each row what hung on it, read for all of them at once. */
  private async hang({ field, policy, column }: Hanging, rows: readonly Read[], at: Date): Promise<void> {
    const found = rows.length === 0 ? [] : await this.rows(policy, rows.map(({ image }) => image.id), at);
    const under = Map.groupBy(found, ({ was }) => String(was[column]));
    for (const { image } of rows) image.hangs = { ...image.hangs, [field]: { policy, rows: (under.get(image.id) ?? []).map((one) => one.image) } };
  }

  private async rows(policy: Policy, owners: readonly string[], at: Date): Promise<Read[]> {
    const found = await this.database.query<StoredImage>('select id, was, stands from rows_as_of($1::regclass, $2::uuid[], $3::timestamptz)', [policy.table, owners, at]);
    const shown = shownFields(this.schema(), policy);
    const sealed = policy.entity === Customer ? [] : sealedFields(policy, shown);
    const masked = await this.masks(policy, sealed, found.map(({ id }) => id));
    return found.map(({ id, was, stands }) => ({
      was, image: { id, fields: { ...named(policy, shown, was), ...Object.fromEntries(sealed.map((name) => [name, masked.get(id)?.[name] ?? null])) }, stands: standing(policy, stands) },
    }));
  }

  /** Sealed values never change: what stands is what stood. Masked here, for everybody. */
  private async masks(policy: Policy, sealed: readonly string[], ids: readonly string[]): Promise<Map<string, Raw>> {
    if (sealed.length === 0 || ids.length === 0) return new Map();
    const words = [policy.read, customerPolicy.read].filter((word): word is Permission => word !== 'anyone' && word !== 'signed-in');
    const rows = await this.records.of(policy.entity as never).readAll(jobViewer('record-as-of', words, 'record-as-of'), ids, selectionFrom([...sealed]));
    return new Map(rows.map((row) => [String(row['id']), row]));
  }

  private async reached(viewer: Viewer, policy: Policy, rows: readonly ImageRow[]): Promise<Set<string>> {
    const standing = rows.filter((row) => row.stands !== null).map(({ id }) => id);
    const found = await this.records.of(policy.entity as never).readAll(viewer, standing, selectionFrom(['id']));
    const all = viewer.grants.some((grant) => grant.action === policy.read && grant.scope === 'ALL');
    return new Set([...found.map((row) => String(row['id'])), ...(all ? rows.filter((row) => row.stands === null).map(({ id }) => id) : [])]);
  }
}
