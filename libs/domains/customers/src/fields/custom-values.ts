import { Injectable } from '@nestjs/common';
import { planOf, type Viewer } from '@dossier/kernel/access';
import { currentWork } from '@dossier/kernel/data';
import { DomainError } from '@dossier/kernel/errors';
import { Customer } from '../profile/customer.entity';
import { ofCustomers } from '../profile/customer.policy';
import type { CustomValueInput } from './custom-value.view';
import { fieldBook, guardsOf, labelOf, partName, writeWord, type FieldDefinition } from './field-book';
import { reasonText } from './value.reasons';
import { judged } from './value.rules';

export type Values = Record<string, unknown>;
const said = (one: unknown): string => JSON.stringify(one ?? null);

/** Values without the empty ones; null where none is left. */
export const keptValues = (values: Values): Values | null => {
  const filled = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null && value !== undefined));
  return Object.keys(filled).length === 0 ? null : filled;
};

/** The values that a person writes into custom fields of a customer: judged one by one, each by its own right. */
@Injectable()
export class CustomValues {
  /** The values of a new record. People are asked for what is required of those who may write it; programs and files may bring a record without. */
  fresh(viewer: Viewer, given: readonly CustomValueInput[] | undefined): Values | null {
    const values = this.judgedAll(viewer, given ?? []);
    const lacking = viewer.kind !== 'user' ? undefined : fieldBook.all().find((field) => field.required && (values[field.key] ?? null) === null && this.mayFill(viewer, field));
    if (lacking) throw refusal(viewer, lacking, 'REQUIRED');
    return keptValues(values);
  }

  /** Refuses values of a record just made that this viewer may not write there. */
  requireFresh(viewer: Viewer, customer: Customer): void {
    this.requireWritable(viewer, customer, 'customer.create', Object.keys(customer.custom ?? {}));
  }

  /** The values of a record after a change; undefined where nothing was said. A value that somebody else has changed since `version` is a CONFLICT. */
  async changed(viewer: Viewer, customer: Customer, version: number, given: readonly CustomValueInput[] | undefined): Promise<Values | null | undefined> {
    if (!given || given.length === 0) return undefined;
    const values = this.judgedAll(viewer, given);
    this.requireWritable(viewer, customer, 'customer.update', Object.keys(values));
    const before = customer.custom ?? {};
    const differing = Object.keys(values).filter((key) => said(values[key]) !== said(before[key]));
    if (version !== customer.version) await this.refuseConflict(viewer, customer, version, Object.fromEntries(differing.map((key) => [key, values[key]])));
    return keptValues({ ...before, ...values });
  }

  /** The values that many records are to bear alike, judged once; a field that this viewer may not know of is no name. */
  forMany(viewer: Viewer, given: readonly CustomValueInput[] | null | undefined): Values {
    const plan = planOf(viewer, ofCustomers);
    const closed = (given ?? []).find(({ key }) => guardsOf({ personal: false, ...fieldBook.get(key), key }).some((name) => plan.field(name).masked === false));
    if (closed) throw new DomainError('UNKNOWN_NAME', { name: partName(closed.key), type: Customer.name });
    return this.judgedAll(viewer, given ?? []);
  }

  private judgedAll(viewer: Viewer, given: readonly CustomValueInput[]): Values {
    const values: Values = {};
    for (const { key, value } of given) {
      const field = fieldBook.get(key);
      if (!field) throw new DomainError('UNKNOWN_NAME', { name: partName(key), type: Customer.name });
      const made = judged(field, value);
      if (!made.ok) throw refusal(viewer, field, made.reason, made);
      values[key] = made.value;
    }
    return values;
  }

  private requireWritable(viewer: Viewer, customer: Customer, word: 'customer.create' | 'customer.update', keys: readonly string[]): void {
    const plan = planOf(viewer, ofCustomers);
    for (const field of keys.flatMap((key) => fieldBook.get(key) ?? [])) {
      // Its own name first: whoever may not see it is told what a misspelt one would be told.
      if (guardsOf(field).some((name) => plan.field(name).masked === false)) throw new DomainError('UNKNOWN_NAME', { name: partName(field.key), type: Customer.name });
      if (guardsOf(field).some((name) => !plan.writes(word, name, customer))) throw new DomainError('FORBIDDEN', { permission: word, field: partName(field.key) });
      if (field.word === null) continue;
      const own = writeWord(field.word);
      if (!ofCustomers.scope.covers(plan.scopes(own), viewer, customer)) throw new DomainError('FORBIDDEN', { permission: own, field: partName(field.key) });
    }
  }

  private mayFill(viewer: Viewer, field: FieldDefinition): boolean {
    const grants = viewer.grants.filter(({ action }) => action === 'customer.create');
    return (field.word === null || viewer.may(writeWord(field.word))) && grants.some(({ fields }) => guardsOf(field).every((name) => (fields?.[name] ?? fields?.['*'] ?? 'READ') === 'READ'));
  }

  private async refuseConflict(viewer: Viewer, customer: Customer, version: number, mine: Values): Promise<void> {
    const rows = await currentWork().query<{ before: Values | null; after: Values | null }>(
      `select before->'custom' as before, after->'custom' as after from revision where table_name = 'customer' and row_id = $1 and version > $2 and operation = 'UPDATE' and after ? 'custom'`,
      [customer.id, version],
    );
    const moved = (key: string): boolean => rows.some(({ before, after }) => said(before?.[key]) !== said(after?.[key]));
    const clash = Object.keys(mine).filter(moved);
    if (clash.length === 0) return;
    const plan = planOf(viewer, ofCustomers);
    const theirs = (key: string): unknown => {
      const field = fieldBook.get(key)!;
      const reached = field.word === null || ofCustomers.scope.covers(plan.scopes(field.word), viewer, customer);
      return reached && guardsOf(field).every((name) => plan.levelOn(name, customer) === 'READ') ? (customer.custom?.[key] ?? null) : null;
    };
    throw new DomainError('CONFLICT', { fields: Object.fromEntries(clash.map((key) => [partName(key), { mine: mine[key], theirs: theirs(key) }])), version: customer.version });
  }
}

function refusal(viewer: Viewer, field: FieldDefinition, reason: Parameters<typeof reasonText>[0], facts: { n?: number; x?: string } = {}): DomainError {
  const text = reasonText(reason, viewer.language, facts);
  return new DomainError('FIELD_VALUE', { field: partName(field.key), label: labelOf(field, viewer.language), text, reason: text, code: reason });
}
