import type { AccessWord, Grant } from '@dossier/vocabulary/permissions';

/** Who is asking: a person, a program with a key, one of the product's own named jobs, or nobody. Nobody holds no word at all. */
export interface Viewer {
  readonly kind: 'user' | 'client' | 'job' | 'nobody';
  /** Whose act it is: own sessions, notifications and files, and the actor in the trail. A client has an account of its own. */
  readonly userId: string | null;
  /** Whose rows SELF reaches: `userId`, or whom one acts for. */
  readonly ownerId: string | null;
  /** For whom one acts, by a delegation or a key of that person. */
  readonly onBehalfOf: string | null;
  readonly name: string;
  readonly language: 'zh' | 'en';
  readonly grants: readonly Grant[];
  /** Teams the viewer is a member of. */
  readonly teamIds: readonly string[];
  /** Those teams and every team below them. */
  readonly treeIds: readonly string[];
  /** The session, or the key, by which the request came. */
  readonly sessionId: string | null;
  /** When this session last proved who it is: by password, second factor or provider. */
  readonly provenAt: Date | null;
  /** How many requests a minute this key allows itself; null for whoever comes without a key. */
  readonly ratePerMinute: number | null;
  readonly requestId: string;
  readonly ip: string | null;
  readonly device: string | null;
  may(word: AccessWord): boolean;
}

type Spared = 'ownerId' | 'onBehalfOf' | 'provenAt' | 'ratePerMinute';
export type ViewerFacts = Omit<Viewer, 'may' | Spared> & Partial<Pick<Viewer, Spared>>;

const wordSets = new WeakMap<readonly Grant[], ReadonlySet<string>>();

/** The words of grants; a session's grants are one list for many requests, so they are gone through once. */
function wordsOf(grants: readonly Grant[]): ReadonlySet<string> {
  let words = wordSets.get(grants);
  if (!words) wordSets.set(grants, (words = new Set(grants.map((grant) => grant.action))));
  return words;
}

/** A viewer from its facts; `may` is the only question the gate asks. */
export function viewerOf(facts: ViewerFacts): Viewer {
  const words = wordsOf(facts.grants);
  return {
    ownerId: facts.userId, onBehalfOf: null, provenAt: null, ratePerMinute: null,
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
