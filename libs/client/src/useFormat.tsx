import { useLanguage } from '@dossier/ui';
import { Tooltip } from 'antd';
import { useMemo } from 'react';
import { makeFormat, type Format } from './format';
import { useMaybeViewer } from './viewer';

export function useFormat(): Format {
  const language = useLanguage();
  const zone = useMaybeViewer()?.company.timeZone ?? undefined;
  return useMemo(() => makeFormat(language, zone), [language, zone]);
}

/** “3 minutes ago”, with the exact time and zone on hover and focus. */
export function Moment({ at }: { at?: string | null }) {
  const format = useFormat();
  const zone = useMaybeViewer()?.company.timeZone ?? '';
  if (!at) return <>{format.relative(at)}</>;
  return <Tooltip title={`${format.instant(at)} ${zone}`}><time dateTime={at} tabIndex={0} className="d-moment">{format.relative(at)}</time></Tooltip>;
}
