import type { AccessWord, Grant } from '@dossier/vocabulary/permissions';

/** Who is asking: a person, one of the product's own named jobs, or nobody. Nobody holds no word at all. */
export interface Viewer {
  readonly kind: 'user' | 'job' | 'nobody';
  readonly userId: string | null;
  readonly name: string;
  readonly language: 'zh' | 'en';
  readonly grants: readonly Grant[];
  /** Teams the viewer is a member of. */
  readonly teamIds: readonly string[];
  /** Those teams and every team below them. */
  readonly treeIds: readonly string[];
  readonly sessionId: string | null;
  readonly requestId: string;
  readonly ip: string | null;
  readonly device: string | null;
  may(word: AccessWord): boolean;
}

export type ViewerFacts = Omit<Viewer, 'may'>;

/** A viewer from its facts; `may` is the only question the gate asks. */
export function viewerOf(facts: ViewerFacts): Viewer {
  const words = new Set<string>(facts.grants.map((grant) => grant.action));
  return {
    ...facts,
    may: (word) => word === 'anyone' || (word === 'signed-in' ? facts.kind !== 'nobody' : facts.kind !== 'nobody' && words.has(word)),
  };
}

/** Nobody: what a request is until somebody proves otherwise. */
export function nobody(requestId: string, language: 'zh' | 'en' = 'zh', ip: string | null = null, device: string | null = null): Viewer {
  return viewerOf({ kind: 'nobody', userId: null, name: '', language, grants: [], teamIds: [], treeIds: [], sessionId: null, requestId, ip, device });
}

/** One of the product's own actors: named, with its few words and reach ALL. No request can make one. */
export function jobViewer(name: string, words: readonly Grant['action'][], requestId: string): Viewer {
  return viewerOf({
    kind: 'job', userId: null, name, language: 'zh', teamIds: [], treeIds: [], sessionId: null, requestId, ip: null, device: null,
    grants: words.map((action) => ({ action, scope: 'ALL' })),
  });
}
