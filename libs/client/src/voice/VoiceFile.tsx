import { Button } from 'antd';
import { Play } from 'lucide-react';
import { useState } from 'react';
import { Icon, useText, useToast } from '@dossier/ui';
import { errorText, fetchFile } from '../graphql';
import { Sound } from './Sound';
import { voiceText } from './voice.text';
import './voice.css';

/** Whether a file is heard where it stands. */
export const isSound = (mediaType: string | null | undefined): boolean => mediaType?.startsWith('audio/') === true;

/** A recording that was attached: fetched when somebody wants to hear it, for each time it is opened is recorded. */
export function VoiceFile({ name, url }: { name: string; url: string }) {
  const t = useText(voiceText);
  const toast = useToast();
  const [sound, setSound] = useState<Blob | null>(null);
  const [busy, setBusy] = useState(false);
  const open = async () => {
    setBusy(true);
    try {
      setSound(await fetchFile(url));
    } catch (fault) {
      toast.failed(errorText(fault));
    } finally {
      setBusy(false);
    }
  };
  if (sound) return <Sound sound={sound} label={name} autoPlay />;
  return <Button size="small" icon={<Icon of={Play} />} aria-label={t('playThis', { name })} aria-busy={busy} disabled={busy} onClick={() => void open()}>{t('play')}</Button>;
}
