import { Link } from '@tanstack/react-router';
import { useFormat, useMay } from '@dossier/client';
import { useText } from '@dossier/ui';
import { insightText } from './insight.text';

/** By which version of which model a score stands, and of which day; the card is one press away. */
export function ScoreNote({ kind, no, asOf, isRule = false }: { kind: string; no?: number | null; asOf?: string | null; isRule?: boolean }) {
  const t = useText(insightText);
  const format = useFormat();
  const day = format.dayShort(asOf);
  const words = isRule ? t('ruleNote', { day }) : no ? t('modelNote', { no, day }) : t('dayNote', { day });
  return <>{words}{useMay('model.read') && <> · <Link className="d-sentence-link" to={`/insight/models/${kind.toLowerCase()}`}>{t('modelCard')}</Link></>}</>;
}
