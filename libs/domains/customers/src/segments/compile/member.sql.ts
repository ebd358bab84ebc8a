import type { MemberRule } from './definition';
import type { Ground } from './ground';
import { windowOf } from './ranges';

/** Members of any of these segments: now, at any time, or at some moment of a window. */
function among(ids: readonly string[], rule: MemberRule, ground: Ground): string {
  const { params } = ground;
  const { from, to } = rule.within ? windowOf(rule.within, ground) : { from: null, to: null };
  // A window without a day is a window in which nobody has been.
  if (from !== null && to !== null && from >= to) return 'select null::uuid as customer_id where false';
  const list = params.add(ids, 'uuid[]');
  if (!rule.ever && !rule.within) return `select distinct m.customer_id from segment_member m where m.segment_id = any(${list})${ground.ofAsked('m.customer_id')}`;
  const begun = (alias: string): string => (to === null ? '' : ` and ${alias}.entered_at < ${params.add(to, 'timestamptz')}`);
  const ended = from === null ? '' : ` and g.left_at > ${params.add(from, 'timestamptz')}`;
  return `select m.customer_id from segment_member m where m.segment_id = any(${list})${begun('m')}${ground.ofAsked('m.customer_id')} union select g.customer_id from segment_stay g where g.segment_id = any(${list})${begun('g')}${ended}${ground.ofAsked('g.customer_id')}`;
}

/** Who is, or has been, in other segments. */
export function memberSql(rule: MemberRule, ground: Ground, positive: boolean): string {
  const parts: string[] = [];
  if (rule.in) {
    const set = ground.add(among(rule.in, rule, ground));
    if (positive) ground.inner.push(set);
    parts.push(`${set}.customer_id is not null`);
  }
  if (rule.notIn) parts.push(`${ground.add(among(rule.notIn, rule, ground))}.customer_id is null`);
  return `(${parts.join(' and ')})`;
}
