import { useFormat } from '@dossier/client';
import { TableTwin, usePhone, useText } from '@dossier/ui';
import { useGroupName } from '../insight.words';
import { valueText } from './value.text';
import type { RfmBoard, RfmGroupRow } from './value.types';

type AboutKey = Extract<keyof typeof valueText.table, `about${string}`>;

/** The groups with their size, what they bring, and how that moved in a month. */
export function GroupTable({ board }: { board: RfmBoard }) {
  const t = useText(valueText);
  const format = useFormat();
  const groupName = useGroupName();
  const phone = usePhone();
  const right = 'right' as const;
  const change = useChange();
  const groups = (board.groups ?? []).filter((one) => (one.customers ?? 0) > 0 || (one.customersBefore ?? 0) > 0);
  const all = board.revenue?.minor ?? 0;
  const about = (code: string) => (`about${code}` in valueText.table ? t(`about${code}` as AboutKey) : '');
  const columns = [
    { key: 'group', title: t('group') }, ...(phone ? [] : [{ key: 'meaning', title: t('meaning') }]), { key: 'customers', title: t('customers'), align: right },
    ...(phone ? [] : [{ key: 'ofCustomers', title: t('ofCustomers'), align: right }]), ...(board.revenue ? [{ key: 'ofRevenue', title: t('ofRevenue'), align: right }] : []), { key: 'change', title: t('change'), align: right },
  ];
  const rows = groups.map((one) => ({
    group: groupName(one.group), meaning: about(one.group ?? ''), customers: format.number(one.customers), ofCustomers: format.percent(board.customers ? (one.customers ?? 0) / board.customers : null),
    ofRevenue: format.percent(all > 0 && one.revenue ? one.revenue.minor / all : null), change: change(one),
  }));
  return <TableTwin whole label={t('groups')} columns={columns} rows={rows} leads={groups.map((one) => ({ to: '/customers', search: { filter: { rfmGroup: { in: [one.group] } } } }))} />;
}

function useChange(): (row: RfmGroupRow) => string {
  const t = useText(valueText);
  const format = useFormat();
  return ({ customers = 0, customersBefore }) => {
    if (customersBefore === null || customersBefore === undefined) return t('noBefore');
    const moved = (customers ?? 0) - customersBefore;
    return moved > 0 ? `+${format.number(moved)}` : format.number(moved);
  };
}
