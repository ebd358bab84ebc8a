import { askAhead, useAsk, MeDocument, ServerError } from '@dossier/client';
import { setAppearance, type Density, type Language, type ThemeChoice } from '@dossier/ui';
import { useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { ColdFault } from './ColdFault';
import { SetupDocument } from './shell.documents';

const loadSignIn = () => import('./SignIn').then(module => ({ default: module.SignIn }));
const loadInside = () => import('./Inside').then(module => ({ default: module.Inside }));
const SignIn = lazy(loadSignIn);
const Inside = lazy(loadInside);
const SetUp = lazy(() => import('../features/setup/SetUpScreen').then(module => ({ default: module.SetUpScreen })));
const FairAlone = lazy(() => import('../features/leads/fair/FairAlone').then(module => ({ default: module.FairAlone })));
const LinkPage = lazy(() => import('./sign-in/LinkPage').then(module => ({ default: module.LinkPage })));
const ProvenPage = lazy(() => import('./sign-in/ProvenPage').then(module => ({ default: module.ProvenPage })));

/** Whether somebody was signed in here the last time; a guess about what to fetch, and nothing else. */
const STORE = 'dossier.inside';
const wasInside = localStorage.getItem(STORE) === 'yes';

/** Begins what every first page waits for, while the router still fetches the screen: who is here, and the shell or sign-in page that was needed the last time. */
export function begin(): void {
  if (['/welcome', '/new-password', '/proven'].includes(window.location.pathname)) return;
  void askAhead(MeDocument, {});
  if (!wasInside) void askAhead(SetupDocument, {});
  void (wasInside ? loadInside() : loadSignIn()).catch(() => undefined);
}

/** A link that was sent leads to a page of its own, whoever is signed in; elsewhere it matters who is here. */
export function Entry() {
  const pathname = useRouterState({ select: state => state.location.pathname });
  if (pathname === '/welcome') return <Suspense fallback={null}><LinkPage purpose="INVITATION" /></Suspense>;
  if (pathname === '/new-password') return <Suspense fallback={null}><LinkPage purpose="RESET" /></Suspense>;
  if (pathname === '/proven') return <Suspense fallback={null}><ProvenPage /></Suspense>;
  return <Somebody standsAlone={pathname === '/leads/fair'} />;
}

/** Who is here decides what is loaded: the set-up guide, the sign-in page or the shell. One screen opens where nobody can be asked. */
function Somebody({ standsAlone }: { standsAlone: boolean }) {
  const me = useAsk(MeDocument, {}, { staleTime: Infinity });
  const viewer = me.data?.me ?? null;
  const setup = useAsk(SetupDocument, {}, { skip: viewer !== null || (wasInside && !me.isSuccess), staleTime: Infinity });
  const { id, language, theme, density } = viewer ?? {};
  useEffect(() => {
    if (id) setAppearance({ language: language as Language, theme: theme as ThemeChoice, density: density as Density });
  }, [id, language, theme, density]);
  const isInside = me.isSuccess ? viewer !== null : null;
  useEffect(() => {
    if (isInside !== null) localStorage.setItem(STORE, isInside ? 'yes' : 'no');
  }, [isInside]);
  if (standsAlone && !me.isSuccess && (me.fetchStatus === 'paused' || (me.error instanceof ServerError && me.error.code === 'OFFLINE'))) return <Suspense fallback={null}><FairAlone retry={() => void me.refetch()} /></Suspense>;
  if (me.isError) return <ColdFault error={me.error} retry={() => void me.refetch()} />;
  if (me.isPending || (!viewer && setup.isPending)) return null;
  return <Suspense fallback={null}>{viewer ? <Inside me={viewer} /> : setup.data?.setup.needed ? <SetUp /> : <SignIn demo={setup.data?.setup.demo ?? false} />}</Suspense>;
}
