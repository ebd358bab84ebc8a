/** So long a voice note may be: what is longer is better written down. */
export const MOST_SECONDS = 300;
/** Speech stays clear at this rate, and five minutes of it are little more than a megabyte. */
const BITS_PER_SECOND = 32_000;
const TYPES = [['audio/webm', 'webm', 'audio/webm;codecs=opus'], ['audio/mp4', 'm4a', 'audio/mp4'], ['audio/ogg', 'ogg', 'audio/ogg;codecs=opus']] as const;

/** Why nothing can be recorded. */
export type Hindrance = 'REFUSED' | 'NO_MICROPHONE' | 'UNABLE';

export class NotRecorded extends Error {
  constructor(readonly hindrance: Hindrance) {
    super(hindrance);
  }
}

/** A recording that is under way: it ends by `stop`, or by itself when the microphone goes. */
export interface Recording {
  stop: () => void;
  /** What was recorded, once it has ended. Empty where nothing was. */
  sound: Promise<Blob>;
}

const kindOf = (type: string) => TYPES.find(([plain]) => type.startsWith(plain));
/** How a file of that kind is called at its end. */
export const endingOf = (type: string): string => kindOf(type)?.[1] ?? 'webm';
const hindranceOf = (fault: unknown): Hindrance => (fault instanceof DOMException && ['NotAllowedError', 'SecurityError'].includes(fault.name) ? 'REFUSED' : 'NO_MICROPHONE');

/** Minutes and seconds, as a clock shows them. */
export const clockOf = (seconds: number): string => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;

async function microphone(): Promise<MediaStream> {
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
  } catch (fault) {
    throw new NotRecorded(hindranceOf(fault));
  }
}

/** Begins to record from the microphone. @throws NotRecorded, saying what is in the way. */
export async function record(): Promise<Recording> {
  // Where a page is not served safely the browser has no such thing.
  const type = 'MediaRecorder' in globalThis && 'mediaDevices' in navigator ? TYPES.find(([, , wanted]) => MediaRecorder.isTypeSupported(wanted)) : undefined;
  if (!type) throw new NotRecorded('UNABLE');
  const stream = await microphone();
  const recorder = new MediaRecorder(stream, { mimeType: type[2], audioBitsPerSecond: BITS_PER_SECOND });
  const parts: Blob[] = [];
  const sound = new Promise<Blob>((resolve) => {
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.onstop = () => {
      for (const track of stream.getTracks()) track.stop();
      resolve(new Blob(parts, { type: type[0] }));
    };
  });
  recorder.start(1000);
  return { stop: () => recorder.state !== 'inactive' && recorder.stop(), sound };
}
