import { Button } from 'antd';
import { Copy } from 'lucide-react';
import { Icon, useCopy, useText } from '@dossier/ui';
import { builderText } from './builder.text';

/** A definition as one reads it aloud; it can be copied into a mail. */
export function SentenceBlock({ text, empty }: { text: string | null; empty: string }) {
  const t = useText(builderText);
  const copyOut = useCopy();
  const copy = () => void copyOut(text ?? '', t('copied'));
  return (
    <blockquote className="segment-sentence" aria-label={t('sentence')}>
      <span className={text === null ? 'd-note' : undefined}>{text ?? empty}</span>
      {text !== null && <Button type="text" size="small" icon={<Icon of={Copy} />} aria-label={t('copy')} title={t('copy')} onClick={() => void copy()} />}
    </blockquote>
  );
}
