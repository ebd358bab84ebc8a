import { useNavigate } from '@tanstack/react-router';
import { failure, FindInList, useListPlace, useMay, useShortcuts } from '@dossier/client';
import { Failed, FilterSentence, KeyCap, NotAllowed, NothingFound, Page, usePhone, useText, Waiting, type Filter } from '@dossier/ui';
import { Button } from 'antd';
import { LeadTabs } from '../LeadTabs';
import '../leads.css';
import { leadsText } from '../leads.text';
import { NewLeadButton } from '../list/LeadListActions';
import { useLeadFilters } from '../list/useLeadFilters';
import { OPEN_LEADS } from '../list/useLeadViews';
import { BoardColumns } from './BoardColumns';
import { BoardDialogs } from './BoardDialogs';
import { DropZones } from './DropZones';
import { PhoneBoard } from './PhoneBoard';
import { useBoard, type Board } from './useBoard';

/** What is asked of closed leads has no sense on a board of open ones. */
const OF_CLOSED: readonly string[] = ['status', 'stage', 'closedOn', 'lossReason', 'archived'];
const forBoard = (filter: Filter): Filter => Object.fromEntries(Object.entries(filter).filter(([key]) => !OF_CLOSED.includes(key)));

/** The open leads within reach by stage; a slip is carried on by drag, by menu and by keys. */
export function BoardScreen() {
  const t = useText(leadsText);
  if (!useMay('lead.read')) return <Page title={t('title')}><NotAllowed text={t('notAllowedText')} /></Page>;
  return <LeadBoard />;
}

function LeadBoard() {
  const t = useText(leadsText);
  const navigate = useNavigate();
  const phone = usePhone();
  const [place, move] = useListPlace();
  const filter = forBoard(place.filter ?? {});
  const setFilter = (next: Filter) => move({ filter: next });
  const board = useBoard(filter);
  const mayCreate = useMay('lead.create');
  useShortcuts({ n: mayCreate ? () => void navigate({ to: '/leads/new' }) : undefined });
  const sentence = <FilterSentence subject={t('subjectOfFilter')} fields={useLeadFilters(true)} value={filter} onChange={setFilter} end={<FindInList filter={filter} onFilter={setFilter} />} />;
  return (
    <Page title={t('title')} help="leads" flush note={board.isReady && t('openCount', { count: board.total })} actions={<><LeadTabs current="board" filter={{ ...OPEN_LEADS, ...filter }} /><NewLeadButton /></>} footBar={phone || !board.isReady ? undefined : <BoardFoot board={board} />}>
      <div className="d-list-head">{sentence}</div>
      {/* Above the columns: an unseen line below them would lengthen the whole document. */}
      <p className="d-unseen" role="status" aria-live="polite">{board.said}</p>
      <BoardBody board={board} isFiltered={Object.keys(filter).length > 0} onClear={() => setFilter({})} />
      <BoardDialogs board={board} />
    </Page>
  );
}

function BoardBody({ board, isFiltered, onClear }: { board: Board; isFiltered: boolean; onClear: () => void }) {
  const t = useText(leadsText);
  const phone = usePhone();
  if (board.error) return <Failed {...failure(board.error)} onRetry={board.refetch} />;
  if (!board.isReady) return <Waiting rows={10} />;
  if (board.total === 0 && isFiltered) return <NothingFound title={t('nothingMatches')} actions={<Button onClick={onClear}>{t('clearFilter')}</Button>} />;
  return phone ? <PhoneBoard board={board} /> : <BoardColumns board={board} />;
}

/** The keys at the left, the two ends of a lead at the right. */
function BoardFoot({ board }: { board: Board }) {
  const t = useText(leadsText);
  return (
    <>
      <span className="lead-keys" title={t('keysHelp')}>
        <span><KeyCap>←</KeyCap><KeyCap>↑</KeyCap><KeyCap>↓</KeyCap><KeyCap>→</KeyCap> {t('keyMove')}</span>
        <span><KeyCap>Ctrl</KeyCap><KeyCap>→</KeyCap> {t('keyCarry')}</span>
        <span><KeyCap>W</KeyCap> {t('keyWon')}</span>
        <span><KeyCap>L</KeyCap> {t('keyLost')}</span>
        <span><KeyCap>A</KeyCap> {t('keyAssign')}</span>
      </span>
      <DropZones board={board} />
    </>
  );
}
