import { Button } from 'antd';
import { Mic, Square, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Icon, useText } from '@dossier/ui';
import { clockOf, MOST_SECONDS } from './recording';
import { Sound } from './Sound';
import type { VoiceNoteState } from './useVoiceNote';
import { voiceText } from './voice.text';
import './voice.css';

/** Records a voice note in a form: one button begins and ends it, then it is heard and kept, or discarded. */
export function VoiceNote({ voice }: { voice: VoiceNoteState }) {
  const t = useText(voiceText);
  const { state, seconds, note } = voice;
  const isOn = state === 'RECORDING';
  const place = useRef<HTMLDivElement>(null);
  const first = useRef(true);
  // The button that was pressed may be gone: the focus goes on to what stands in its place.
  useEffect(() => {
    if (!first.current && document.activeElement === document.body) place.current?.focus();
    first.current = false;
  }, [note, state]);
  return (
    <div ref={place} tabIndex={-1} className="d-voice" role="group" aria-label={t('voice')}>
      {note
        ? <><Sound sound={note} label={t('listen')} /><Button icon={<Icon of={X} />} onClick={voice.discard}>{t('discard')}</Button></>
        : (
          <>
            <Button icon={<Icon of={isOn ? Square : Mic} />} aria-busy={state === 'ASKING'} onClick={isOn ? voice.stop : () => void voice.start()}>{t(isOn ? 'stop' : 'record')}</Button>
            {isOn
              ? <><span className="d-voice-time"><span className="d-voice-dot" aria-hidden /> <span role="timer">{clockOf(seconds)}</span> / {clockOf(MOST_SECONDS)}</span><Button type="text" onClick={voice.discard}>{t('discard')}</Button></>
              : <span className="d-caption">{t('atMost', { minutes: MOST_SECONDS / 60 })}</span>}
          </>
        )}
      <Said state={state} />
    </div>
  );
}

/** What is going on, for whoever cannot see it; and what is in the way, for everybody. */
function Said({ state }: Pick<VoiceNoteState, 'state'>) {
  const t = useText(voiceText);
  if (state === 'REFUSED' || state === 'NO_MICROPHONE' || state === 'UNABLE') return <p role="alert" className="d-tone-error d-voice-said">{t(state)}</p>;
  return <span role="status" className={state === 'ASKING' ? 'd-caption' : 'd-unseen'}>{state === 'ASKING' ? t('asking') : state === 'RECORDING' ? t('recording') : ''}</span>;
}
