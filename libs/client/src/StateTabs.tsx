import { ViewTabs, type View } from '@dossier/ui';
import { useListPlace } from './useList';

const ALL = 'ALL';

/** A list cut by the state of its rows: a tab each, the first one for all; the chosen one stands in the address. */
export function StateTabs({ all, states }: { all: string; states: View[] }) {
  const [place, move] = useListPlace();
  const current = (place.filter as { state?: { in?: string[] } } | undefined)?.state?.in?.[0] ?? ALL;
  return <ViewTabs views={[{ id: ALL, name: all }, ...states]} current={current} changed={false} onPick={id => move({ filter: id === ALL ? undefined : ({ state: { in: [id] } } as never) })} />;
}
