import { Link } from '@tanstack/react-router';
import { useAsk, useFormat, useMay, useViewer } from '@dossier/client';
import { Icon, Unseen, useText } from '@dossier/ui';
import { ChevronDown, ChevronRight } from 'lucide-react';
import { useEffect, useId, useRef } from 'react';
import { useFolds } from './folds';
import { grouped, type GroupKey, type NavPlace } from './navigation';
import { TasksDueDocument } from './shell.documents';
import { shellText } from './shell.text';

/** The places in their groups; a group of one place needs no heading. */
export function Places({ shown }: { shown: readonly NavPlace[] }) {
  const { here, isOpen, turn } = useFolds();
  const list = useRef<HTMLUListElement>(null);
  // Newer browsers answer a promise here, which is no clean-up.
  useEffect(() => void list.current?.querySelector('[aria-current="page"]')?.scrollIntoView?.({ block: 'nearest' }), [here]);
  return (
    <ul className="d-nav" ref={list}>
      {grouped(shown).map(({ group, places }) => {
        if (!group || places.length === 1) return places.map(place => <PlaceLine key={place.key} place={place} here={here} apart={group !== null} />);
        return <Group key={group.key} name={group.key} open={isOpen(group.key)} places={places} here={here} onTurn={() => turn(group.key)} />;
      })}
    </ul>
  );
}

interface GroupProps { name: GroupKey; open: boolean; places: readonly NavPlace[]; here: string | undefined; onTurn: () => void }

function Group({ name, open, places, here, onTurn }: GroupProps) {
  const t = useText(shellText);
  const id = useId();
  // A folded group that holds this page says so itself.
  const within = !open && places.some(place => place.key === here);
  return (
    <li className="d-nav-group">
      <button type="button" className="d-nav-head" aria-expanded={open} aria-controls={open ? id : undefined} aria-current={within ? 'true' : undefined} onClick={onTurn}>
        <span>{t(name)}</span><Icon of={open ? ChevronDown : ChevronRight} />
      </button>
      {open && <ul className="d-nav" id={id} aria-label={t(name)}>{places.map(place => <PlaceLine key={place.key} place={place} here={here} />)}</ul>}
    </li>
  );
}

function PlaceLine({ place, here, apart = false }: { place: NavPlace; here: string | undefined; apart?: boolean }) {
  const t = useText(shellText);
  return <li className={apart ? 'd-nav-apart' : undefined}><Link to={place.to} className="d-nav-item" aria-current={place.key === here ? 'page' : undefined}><Icon of={place.icon} /><span>{t(place.key)}</span>{place.key === 'tasks' && <TasksDue />}</Link></li>;
}

const MINUTE = 60_000;

/** How many tasks of one's own are due today or late. A new day makes new ones due without anybody's doing. */
export function TasksDue() {
  const t = useText(shellText);
  const { id } = useViewer();
  const today = useFormat().today();
  const filter = { assignee: { in: [id] }, state: { in: ['OPEN' as const] }, dueOn: { to: today } };
  const count = useAsk(TasksDueDocument, { filter }, { refetchInterval: MINUTE, skip: !useMay('task.read') }).data?.tasks?.totalCount ?? 0;
  if (count === 0) return null;
  return <span className="d-nav-count"><span aria-hidden>{count}</span><Unseen>{t('tasksDue', { count })}</Unseen></span>;
}
