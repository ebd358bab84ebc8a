import { useCallback, useEffect, useRef, useState } from 'react';
import { useText, useToast } from '@dossier/ui';
import { useFormat } from '../useFormat';
import { endingOf, MOST_SECONDS, NotRecorded, record, type Hindrance, type Recording } from './recording';
import { voiceText } from './voice.text';

type State = 'IDLE' | 'ASKING' | 'RECORDING' | Hindrance;

/** A voice note of a form: recorded, heard, discarded, and taken when the form is sent. */
export interface VoiceNoteState {
  state: State;
  seconds: number;
  note: File | null;
  start: () => Promise<void>;
  stop: () => void;
  discard: () => void;
  /** After it was sent. */
  clear: () => void;
  /** The note as it is to be sent; a recording that is under way ends with that. */
  finish: () => Promise<File | null>;
}

export function useVoiceNote(): VoiceNoteState {
  const t = useText(voiceText);
  const format = useFormat();
  const toast = useToast();
  const [state, setState] = useState<State>('IDLE');
  const [seconds, setSeconds] = useState(0);
  const [note, setNote] = useState<File | null>(null);
  const under = useRef<Recording | null>(null);
  const ended = useRef<Promise<File | null>>(Promise.resolve(null));
  const gone = useRef(false);

  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      under.current?.stop();
    };
  }, []);
  useEffect(() => {
    if (state !== 'RECORDING') return;
    const from = Date.now();
    const beat = setInterval(() => {
      const passed = (Date.now() - from) / 1000;
      setSeconds(Math.min(passed, MOST_SECONDS));
      if (passed >= MOST_SECONDS) under.current?.stop();
    }, 250);
    return () => clearInterval(beat);
  }, [state]);

  const kept = async (recording: Recording): Promise<File | null> => {
    const sound = await recording.sound;
    if (under.current !== recording) return null;
    under.current = null;
    const name = t('fileName', { time: format.instant(new Date().toISOString()).replaceAll(':', '.') });
    const file = sound.size > 0 ? new File([sound], `${name}.${endingOf(sound.type)}`, { type: sound.type }) : null;
    setNote(file);
    setState(file ? 'IDLE' : 'NO_MICROPHONE');
    return file;
  };
  const start = async () => {
    if (state === 'ASKING' || under.current) return;
    setNote(null);
    setSeconds(0);
    setState('ASKING');
    try {
      const recording = await record();
      // Whoever has left the page meanwhile is not listened to.
      if (gone.current) return recording.stop();
      under.current = recording;
      ended.current = kept(recording);
      setState('RECORDING');
    } catch (fault) {
      setState(fault instanceof NotRecorded ? fault.hindrance : 'UNABLE');
    }
  };
  const stop = useCallback(() => under.current?.stop(), []);
  const discard = () => {
    const recording = under.current;
    under.current = null;
    recording?.stop();
    setNote(null);
    setState('IDLE');
    if (note) toast.done(t('discarded'), { undo: async () => setNote(note) });
  };
  const clear = () => setNote(null);
  const finish = async (): Promise<File | null> => {
    if (!under.current) return note;
    stop();
    return ended.current;
  };
  return { state, seconds, note, start, stop, discard, clear, finish };
}
