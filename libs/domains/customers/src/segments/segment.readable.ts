import { normalised, Params, planOf, type Viewer } from '@dossier/kernel/access';
import { DomainError } from '@dossier/kernel/errors';
import { ofCustomers } from '../profile/customer.policy';
import { conditionsOf } from './compile/compile';
import { segmentsIn, type Definition } from './compile/definition';
import type { Asking } from './compile/ground';
import { NOT_KEPT } from './compile/kept';
import { segmentBook, type KnownSegment } from './segment.book';

type Grants = Viewer['grants'];
const probes = new WeakMap<Grants, Grants>();

/** The rights of a viewer with every word that reaches as far as the customers do taken to reach all: what still asks who the viewer is reaches less far. */
function widened(viewer: Viewer): Viewer {
  let grants = probes.get(viewer.grants);
  if (!grants) {
    const plan = planOf(viewer, ofCustomers);
    const reading = plan.scopes();
    const covers = (word: Grants[number]['action']): boolean => normalised([...plan.scopes(word), ...reading]).join() === plan.scopes(word).join();
    grants = viewer.grants.map((grant) => (grant.action !== 'customer.read' && covers(grant.action) ? { ...grant, scope: 'ALL' as const } : grant));
    probes.set(viewer.grants, grants);
  }
  return { ...viewer, grants };
}

const MARK = '00000000-0000-7000-8000-00000000feed';
const marks: readonly string[] = [MARK];

/** Whether a statement depends on who asks. */
const isPersonal = (params: Params, viewer: Viewer): boolean =>
  params.values({ ...viewer, userId: MARK, ownerId: MARK, teamIds: marks, treeIds: marks }).some((value) => value === MARK || value === marks);

const asking = (viewer: Viewer): Asking => ({ viewer, params: Params.empty(), clock: { today: () => '2000-01-01', zone: 'UTC' }, zones: [], kept: NOT_KEPT, only: null });

/** Refuses a definition that names what this viewer may not know, as an unknown name; false: of some customers in their reach it may not be told. */
export function requireNames(viewer: Viewer, definition: Definition): boolean {
  conditionsOf(definition, asking(viewer));
  const wide = asking(widened(viewer));
  conditionsOf(definition, wide);
  return !isPersonal(wide.params, wide.viewer);
}

function knows(viewer: Viewer, { id, definition }: Pick<KnownSegment, 'id' | 'definition'>, above: ReadonlySet<string>): boolean {
  if (definition === null || above.has(id)) return true;
  try {
    if (!requireNames(viewer, definition)) return false;
  } catch (fault) {
    if (fault instanceof DomainError) return false;
    throw fault;
  }
  const path = new Set([...above, id]);
  return segmentsIn(definition).every((other) => {
    const segment = segmentBook.get(other);
    return segment === undefined || knows(viewer, segment, path);
  });
}

/** Whether a viewer may know everything that a segment, and each one it refers to, asks about. */
export const isReadable = (viewer: Viewer, segment: Pick<KnownSegment, 'id' | 'definition'>): boolean => planOf(viewer, ofCustomers).scopes().length > 0 && knows(viewer, segment, new Set());

segmentBook.judge = isReadable;
