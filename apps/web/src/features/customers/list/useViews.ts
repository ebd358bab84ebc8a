import { useViewer, useViews, viewsText, type Views, type ViewState } from '@dossier/client';
import { useText } from '@dossier/ui';
import { DEFAULT_COLUMNS } from './customer.columns';

const FIRST_STATE: ViewState = { filter: {}, sort: 'LAST_ORDER_ON', order: 'DESC', columns: DEFAULT_COLUMNS };

/** The views of the list of customers: all, one's own, and those that were saved. */
export function useCustomerViews(): Views {
  const t = useText(viewsText);
  const me = useViewer();
  return useViews('customers', [
    { id: 'all', name: t('all'), state: FIRST_STATE },
    { id: 'mine', name: t('mine'), state: { ...FIRST_STATE, filter: { owner: { in: [me.id] } } } },
  ]);
}
