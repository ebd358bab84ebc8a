import { useEffect, useRef, useState } from 'react';

/** Far beyond any end: a browser that is sent there finds out how long a recording is. */
const BEYOND = 10_000_000;

/** A sound that this page holds, with the browser’s own controls. */
export function Sound({ sound, label, autoPlay = false }: { sound: Blob; label: string; autoPlay?: boolean }) {
  const [url, setUrl] = useState<string>();
  const player = useRef<HTMLAudioElement>(null);
  const begun = useRef(!autoPlay);
  useEffect(() => {
    const made = URL.createObjectURL(sound);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [sound]);
  // What a browser has recorded does not say how long it is: it is looked for once, and the sound goes back to its beginning.
  const measure = () => {
    const { current: audio } = player;
    if (!audio || Number.isFinite(audio.duration)) return;
    audio.ondurationchange = () => {
      if (!Number.isFinite(audio.duration)) return;
      audio.ondurationchange = null;
      audio.currentTime = 0;
    };
    audio.currentTime = BEYOND;
  };
  const begin = () => {
    if (begun.current || !Number.isFinite(player.current?.duration)) return;
    begun.current = true;
    void player.current?.play().catch(() => undefined);
  };
  if (!url) return null;
  return <audio ref={player} className="d-sound" controls src={url} aria-label={label} onLoadedMetadata={measure} onCanPlayThrough={begin} />;
}
