import type { AccessWord, DataScope, FieldLevel, Grant } from '@dossier/vocabulary/permissions';
import type { Params } from './params';
import type { Policy } from './policy';
import { normalised } from './scope';
import type { Viewer } from './viewer';

/** Where a field may be seen: on every reachable row, on none, or on those that some scopes reach. */
export type Where = true | false | readonly DataScope[];

export interface FieldPlan {
  clear: Where;
  /** Rows on which at least the mask may be seen; never less than `clear`. */
  masked: Where;
}

const levelIn = (grant: Pick<Grant, 'fields'>, field: string): FieldLevel => grant.fields?.[field] ?? grant.fields?.['*'] ?? 'READ';
const sameScopes = (a: readonly DataScope[], b: readonly DataScope[]): boolean => a.length === b.length && a.every((scope, at) => scope === b[at]);

/**
 * One viewer's rights over one type, compiled once. Grants of different roles never cross: a field
 * that a narrow role opens stays closed on the rows that only a wide role reaches.
 */
export class TypePlan {
  private readonly reading: readonly Pick<Grant, 'scope' | 'fields'>[];
  private readonly fields = new Map<string, FieldPlan>();
  constructor(
    readonly policy: Policy,
    readonly viewer: Viewer,
  ) {
    this.reading = this.holding(policy.read);
  }

  scopes(word: AccessWord = this.policy.read): DataScope[] {
    return normalised(this.holding(word).map((grant) => grant.scope));
  }

  /** The predicate of the rows within reach of a word; `false` when the viewer does not hold it. */
  reach(alias: string, params: Params, word: AccessWord = this.policy.read): string {
    return this.policy.scope.where(this.scopes(word), this.viewer, alias, params);
  }

  field(name: string): FieldPlan {
    let plan = this.fields.get(name);
    if (!plan) this.fields.set(name, (plan = this.compile(name)));
    return plan;
  }

  /** Known: it may stand in a filter, for on some rows its clear value is visible. */
  knows(name: string): boolean {
    return this.field(name).clear !== false;
  }

  condition(where: Where, alias: string, params: Params): string {
    if (where === true || where === false) return String(where);
    return this.policy.scope.where(where, this.viewer, alias, params);
  }

  /** How much of `field` this viewer may see on this very row. */
  levelOn(field: string, row: object): FieldLevel {
    const { clear, masked } = this.field(field);
    const on = (where: Where): boolean => (typeof where === 'boolean' ? where : this.policy.scope.covers(where, this.viewer, row));
    return on(clear) ? 'READ' : on(masked) ? 'MASKED' : 'HIDDEN';
  }

  /** May this viewer write `field` of this row by `word`? */
  writes(word: AccessWord, field: string, row: object): boolean {
    const open = this.holding(word).filter((grant) => levelIn(grant, field) === 'READ');
    return this.policy.scope.covers(open.map((grant) => grant.scope), this.viewer, row);
  }

  /** The grants of a word; a word that every signed-in viewer holds reaches all rows that the scope itself lets through. */
  private holding(word: AccessWord): readonly Pick<Grant, 'scope' | 'fields'>[] {
    if (word === 'anyone' || word === 'signed-in') return this.viewer.may(word) ? [{ scope: 'ALL' }] : [];
    return this.viewer.grants.filter((grant) => grant.action === word);
  }

  private compile(name: string): FieldPlan {
    // Identity and version carry nothing about a person; without them nothing could be addressed.
    if (this.reading.length > 0 && (name === 'id' || name === 'version' || name === 'can')) return { clear: true, masked: true };
    const all = normalised(this.reading.map((grant) => grant.scope));
    const at = (levels: readonly FieldLevel[]): Where => {
      const scopes = normalised(this.reading.filter((grant) => levels.includes(levelIn(grant, name))).map((grant) => grant.scope));
      return scopes.length === 0 ? false : sameScopes(scopes, all) ? true : scopes;
    };
    return { clear: at(['READ']), masked: at(['READ', 'MASKED']) };
  }
}

const plans = new WeakMap<object, Map<Policy, TypePlan>>();

/** Whether a plan made for one viewer says the same for another who holds the very same grants. */
const isSame = (one: Viewer, other: Viewer): boolean =>
  one === other || (one.grants === other.grants && one.kind === other.kind && one.userId === other.userId && one.ownerId === other.ownerId && one.teamIds === other.teamIds && one.treeIds === other.treeIds);

/**
 * The viewer's plan for a type: compiled at first use, kept as long as the grants it was made of. A session's grants and teams are
 * the same objects in all its requests until they are read anew.
 */
export function planOf(viewer: Viewer, policy: Policy): TypePlan {
  let own = plans.get(viewer.grants);
  if (!own) plans.set(viewer.grants, (own = new Map<Policy, TypePlan>()));
  let plan = own.get(policy);
  if (!plan || !isSame(plan.viewer, viewer)) own.set(policy, (plan = new TypePlan(policy, viewer)));
  return plan;
}
