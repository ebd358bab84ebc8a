import { AssignLeadsDialog } from '../list/AssignLeadsDialog';
import { ConvertDialog } from '../convert/ConvertDialog';
import { CloseDialog } from '../convert/CloseDialog';
import type { Board } from './useBoard';

/** What the end of a lead asks for. */
export function BoardDialogs({ board }: { board: Board }) {
  if (!board.ending) return null;
  const { lead, as } = board.ending;
  if (as === 'won') return <ConvertDialog lead={lead} onClose={board.ended} />;
  return as === 'lost' ? <CloseDialog lead={lead} onClose={board.ended} /> : <AssignLeadsDialog chosen={{ ids: [lead.id] }} onClose={board.ended} />;
}
