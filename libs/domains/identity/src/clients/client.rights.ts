import { DomainError } from '@dossier/kernel/errors';
import type { Viewer } from '@dossier/kernel/access';
import type { DataScope, FieldLevel, Grant, Permission } from '@dossier/vocabulary/permissions';

const width: Record<DataScope, number> = { SELF: 0, TEAM: 1, TEAM_TREE: 2, ALL: 3 };
const depth: Record<FieldLevel, number> = { HIDDEN: 0, MASKED: 1, READ: 2 };

/** Words that never come to a program, whatever its roles say: who holds a key must not make accounts, rights or keys with it. */
const CUT = /^(user|role|key|job)\.|^(webhook|team)\.manage$/;

/** The grants of a program: those of its roles without the words that no key can carry. */
export const withoutPeopleWords = (grants: readonly Grant[]): Grant[] => grants.filter(({ action }) => !CUT.test(action));

const levelOf = (grant: Grant, field: string): FieldLevel => grant.fields?.[field] ?? grant.fields?.['*'] ?? 'READ';

function narrower(one: Grant, other: Grant): Grant {
  const names = new Set(['*', ...Object.keys(one.fields ?? {}), ...Object.keys(other.fields ?? {})]);
  const levels = [...names].map((name): [string, FieldLevel] => {
    const [mine, theirs] = [levelOf(one, name), levelOf(other, name)];
    return [name, depth[mine] <= depth[theirs] ? mine : theirs];
  });
  const scope = width[one.scope] <= width[other.scope] ? one.scope : other.scope;
  return { action: one.action, scope, fields: levels.every(([, level]) => level === 'READ') ? null : Object.fromEntries(levels) };
}

/** What both hold: of each word the narrower scope, of each field the lesser level. */
export function intersection(one: readonly Grant[], other: readonly Grant[]): Grant[] {
  const shared = one.flatMap((grant) => other.filter(({ action }) => action === grant.action).map((theirs) => narrower(grant, theirs)));
  const written = new Map(shared.map((grant) => [JSON.stringify(grant), grant]));
  return [...written.values()];
}

/** Whose rows a program reaches: the teams it sits in, and the person it acts for. */
export interface Place {
  teamIds: readonly string[];
  treeIds: readonly string[];
  actsForId: string | null;
}

type Maker = Pick<Viewer, 'grants' | 'teamIds' | 'treeIds' | 'ownerId'>;

const among = (some: readonly string[], all: readonly string[]): boolean => some.every((id) => all.includes(id));

/** Does one grant of the maker reach every row that the wanted one would reach from that place? */
function reaches(maker: Maker, held: Grant, wanted: Grant, place: Place): boolean {
  if (held.scope === 'ALL') return true;
  if (wanted.scope === 'ALL') return false;
  // A program without a person to act for owns only what it has made itself.
  if (wanted.scope === 'SELF') return place.actsForId === null || place.actsForId === maker.ownerId;
  if (held.scope === 'SELF') return false;
  return among(wanted.scope === 'TEAM' ? place.teamIds : place.treeIds, held.scope === 'TEAM' ? maker.teamIds : maker.treeIds);
}

function gives(maker: Maker, held: Grant, wanted: Grant, place: Place): boolean {
  if (held.action !== wanted.action || !reaches(maker, held, wanted, place)) return false;
  const names = new Set(['*', ...Object.keys(held.fields ?? {}), ...Object.keys(wanted.fields ?? {})]);
  return [...names].every((name) => depth[levelOf(held, name)] >= depth[levelOf(wanted, name)]);
}

/** The first word by which a program would do what its maker cannot; null when it lies within. */
export function wordAbove(maker: Maker, wanted: readonly Grant[], place: Place): Permission | null {
  return wanted.find((grant) => !maker.grants.some((held) => gives(maker, held, grant, place)))?.action ?? null;
}

/** A key cannot exceed whoever makes it: neither in its words and fields, nor in the rows it reaches. */
export function withinMaker(maker: Maker, wanted: readonly Grant[], place: Place): void {
  const permission = wordAbove(maker, wanted, place);
  if (permission) throw new DomainError('RIGHTS_EXCEEDED', { permission });
}

