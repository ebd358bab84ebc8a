import { useViewer, useViews, viewsText, type Views, type ViewState } from '@dossier/client';
import { useText, type Filter } from '@dossier/ui';
import { leadsText } from '../leads.text';
import { DEFAULT_COLUMNS } from './lead.columns';

export const OPEN_LEADS: Filter = { status: { in: ['OPEN'] } };
const FIRST_STATE: ViewState = { filter: OPEN_LEADS, sort: 'OPENED_AT', order: 'DESC', columns: DEFAULT_COLUMNS };

/** The views of the list of leads: what one works on, then those that were saved. */
export function useLeadViews(): Views {
  const t = useText(leadsText);
  const v = useText(viewsText);
  const me = useViewer();
  const open = (id: string, name: string, more: Filter, rest: Partial<ViewState> = {}) => ({ id, name, state: { ...FIRST_STATE, ...rest, filter: { ...OPEN_LEADS, ...more } } });
  return useViews('leads', [
    open('open', t('viewOpen'), {}),
    open('mine', v('mine'), { owner: { in: [me.id] } }),
    open('unanswered', t('viewUnanswered'), { isUnanswered: true }),
    open('overdue', t('viewOverdue'), { isOverdue: true }, { sort: 'NEXT_ON', order: 'ASC' }),
    { id: 'all', name: v('all'), state: { ...FIRST_STATE, filter: {} } },
  ]);
}
