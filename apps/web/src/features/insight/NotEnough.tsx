import { useFormat } from '@dossier/client';
import { EmptyState, useText } from '@dossier/ui';
import { insightText } from './insight.text';

export interface Lacking { lack?: string | null; found?: number | null; needed?: number | null }
type LackKey = Extract<keyof typeof insightText.table, `lack${string}`>;

/** What a method lacked, in words; never a made-up number in its place. */
export function useLackWords(): (lacking: Lacking) => string {
  const t = useText(insightText);
  const format = useFormat();
  return ({ lack, found, needed }) => {
    const key = `lack${lack}`;
    const what = key in insightText.table ? t(key as LackKey) : (lack ?? t('lackROWS'));
    if (found === null || found === undefined || needed === null || needed === undefined) return t('lackPlain', { what });
    return t('lackSays', { what, found: format.number(found), needed: format.number(needed) });
  };
}

/** The place of an answer that the data does not give, or that nobody has asked for yet. */
export function NotEnough(lacking: Lacking) {
  const t = useText(insightText);
  const says = useLackWords();
  if (!lacking.lack) return <EmptyState title={t('notYet')} text={t('notYetText')} />;
  return <EmptyState title={t('notEnough')} text={says(lacking)} />;
}
