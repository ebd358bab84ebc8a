import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { allPolicies, jobViewer, type Policy, type Viewer } from '@dossier/kernel/access';
import { Database, RecordsOf, selectionFrom, type Raw } from '@dossier/kernel/data';
import type { Permission } from '@dossier/vocabulary/permissions';
import { customerParts } from '../../merging/parts';
import { Customer } from '../../profile/customer.entity';
import { customerPolicy, ofCustomers } from '../../profile/customer.policy';
import { bringsAlong, cutRow, named, sealedFields, shownFields, standing, type ImageRow, type RecordContent, type RecordImage } from './record.image';

interface StoredImage extends Record<string, unknown> {
  id: string;
  was: Record<string, unknown>;
  stands: Record<string, unknown> | null;
}

/** Reads the whole record of a customer as it was at an instant, and cuts it to what a viewer may see now. */
@Injectable()
export class RecordReader {
  private known: readonly Policy[] | null = null;

  constructor(
    private readonly database: Database,
    private readonly records: RecordsOf,
    private readonly modules: ModuleRef,
  ) {}

  /** The record as it was, uncut; null before it was there. Reach is the caller's. */
  async image(customerId: string, at: Date): Promise<RecordImage | null> {
    const [customer] = await this.rows(ofCustomers, customerId, at);
    if (!customer) return null;
    const parts: Record<string, ImageRow[]> = {};
    for (const policy of await this.parts()) parts[policy.name] = await this.rows(policy, customerId, at);
    return { id: customerId, at, customer, parts };
  }

  /** That record as this viewer may see it with the rights of now; rows out of reach are left out, rows that are gone seen by whoever reaches all. */
  async cut(viewer: Viewer, image: RecordImage): Promise<RecordContent> {
    const customer = image.customer.stands ?? {};
    const parts: Record<string, Record<string, unknown>[]> = {};
    for (const policy of await this.parts()) {
      if (!viewer.may(policy.read) || !bringsAlong(viewer, policy, customer)) continue;
      const rows = image.parts[policy.name] ?? [];
      const reached = await this.reached(viewer, policy, rows);
      parts[policy.name] = rows.filter(({ id }) => reached.has(id)).map((row) => cutRow(viewer, policy, row, customer));
    }
    return { at: image.at.toISOString(), record: image.id, customer: cutRow(viewer, ofCustomers, image.customer, customer), parts };
  }

  /** Nothing cut: the content that is stored, and that a stored one is compared with. */
  whole(image: RecordImage): RecordContent {
    const parts = Object.fromEntries(Object.entries(image.parts).map(([name, rows]) => [name, rows.map(({ fields }) => fields)]));
    return { at: image.at.toISOString(), record: image.id, customer: image.customer.fields, parts };
  }

  /** The types whose rows belong to a record and keep a history. */
  async parts(): Promise<readonly Policy[]> {
    if (this.known) return this.known;
    const tables = customerParts().map(({ table }) => table);
    const kept = await this.database.query<{ name: string }>(
      `select n as name from unnest($1::text[]) n where to_regclass(n) is not null and history_options(n::regclass)->>'of' = 'customer_id' and (history_options(n::regclass)->>'revisions')::boolean`, [tables]);
    const names = new Set(kept.map(({ name }) => name));
    this.known = allPolicies().filter((policy) => names.has(policy.table) && shownFields(this.schema(), policy).length > 0).sort((a, b) => (a.name < b.name ? -1 : 1));
    return this.known;
  }

  private schema() {
    return this.modules.get(GraphQLSchemaHost, { strict: false }).schema;
  }

  private async rows(policy: Policy, customerId: string, at: Date): Promise<ImageRow[]> {
    const found = await this.database.query<StoredImage>('select id, was, stands from rows_as_of($1::regclass, $2::uuid, $3::timestamptz)', [policy.table, customerId, at]);
    const shown = shownFields(this.schema(), policy);
    const sealed = policy.entity === Customer ? [] : sealedFields(policy, shown);
    const masked = await this.masks(policy, sealed, found.map(({ id }) => id));
    return found.map(({ id, was, stands }) => ({
      id, fields: { ...named(policy, shown, was), ...Object.fromEntries(sealed.map((name) => [name, masked.get(id)?.[name] ?? null])) }, stands: standing(policy, stands),
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

