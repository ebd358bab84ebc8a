import { failure, useAsk, useFormat, useJob, useMay, useSave, type AnswerOf } from '@dossier/client';
import { Dialog, Failed, Row, Rows, Section, StateDot, useText, useToast, Waiting } from '@dossier/ui';
import { Button, Progress } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { KeyStateDocument, RetireKeyDocument, RotateKeysDocument } from './operations.documents';
import { operationsText } from './operations.text';

type State = NonNullable<AnswerOf<typeof KeyStateDocument>['keyState']>;
const REFRESHES = ['keyState', 'operatedJobs', 'health'];
const EVERY = 2_000;

/** The keys over personal data: which one seals, the move to a new one with its progress, and the end of an old one. */
export function Keys() {
  const t = useText(operationsText);
  const ask = useAsk(KeyStateDocument, {}, { refetchInterval: answer => (answer?.keyState?.rotating ? EVERY : false) });
  const state = ask.data?.keyState;
  return (
    <Section title={t('keys')} note={t('keysNote')}>
      {ask.isPending && <Waiting rows={2} />}
      {ask.isError && !state && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {state && <KeyRows state={state} running={ask.data?.operatedJobs?.nodes[0]?.id} />}
    </Section>
  );
}

function KeyRows({ state, running }: { state: State; running?: string }) {
  const t = useText(operationsText);
  const manages = useMay('operation.manage');
  const [begun, setBegun] = useState<string | null>(null);
  const [asking, setAsking] = useState<'rotate' | number | null>(null);
  // A process holds what it has read: until it is restarted the server still names the key.
  const [retired, setRetired] = useState<number[]>([]);
  const rotation = useRotation(begun ?? running);
  const isUnderWay = Boolean(running) || rotation.running;
  const say = (version: number) => t(retired.includes(version) ? 'keyRetired' : version === state.current ? 'keyCurrent' : version > state.current ? 'keyAhead' : 'keyOld');
  const mayRetire = (version: number) => manages && state.inFile && version < state.current && !retired.includes(version) && !state.rotating && state.leftBehind === 0;
  return (
    <>
      <Rows label={t('keys')}>
        {[...state.versions].sort((one, other) => other - one).map(version => (
          <Row key={version} title={t('version', { version })} note={say(version)} value={version === state.current ? <StateDot tone="ok">{t('OK')}</StateDot> : undefined}
            verb={mayRetire(version) ? <Button size="small" aria-label={t('retireOf', { version })} onClick={() => setAsking(version)}>{t('retireVerb')}</Button> : undefined} />
        ))}
      </Rows>
      {isUnderWay ? <UnderWay percent={rotation.percent} /> : state.rotating && <p className="d-quiet" role="status"><StateDot tone="warn">{t('rotateHalf')}</StateDot></p>}
      <LeftBehind state={state} />
      {manages && !isUnderWay && <Button onClick={() => setAsking('rotate')}>{t(state.rotating ? 'rotateOn' : 'rotateVerb')}</Button>}
      {asking === 'rotate' && <Rotate onClose={() => setAsking(null)} onBegun={setBegun} />}
      {typeof asking === 'number' && <Retire version={asking} onClose={() => setAsking(null)} onRetired={() => setRetired([...retired, asking])} />}
    </>
  );
}

/** Follows the change of the key and says once how it ended. */
function useRotation(id: string | null | undefined) {
  const t = useText(operationsText);
  const toast = useToast();
  const job = useJob(id, REFRESHES);
  const told = useRef<string | null>(null);
  const ended = job.done ? 'done' : job.failed ? 'failed' : null;
  useEffect(() => {
    if (!ended || !id || told.current === id) return;
    told.current = id;
    if (ended === 'done') toast.done(t('rotated'));
    else toast.failed(t('rotateFailed'));
  }, [ended, id, t, toast]);
  return { ...job, running: job.running && job.status !== null };
}

function UnderWay({ percent }: { percent: number | null }) {
  const t = useText(operationsText);
  return (
    <div className="d-quiet" role="status">
      <span>{t('rotating')}</span>
      <Progress percent={percent ?? 0} strokeLinecap="butt" size={{ height: 4 }} aria-label={t('rotating')} />
    </div>
  );
}

function LeftBehind({ state }: { state: State }) {
  const t = useText(operationsText);
  const format = useFormat();
  // Before the first thousand has moved nothing is counted yet: that nothing is left may be said only at the end.
  const isOver = state.versions.length > 1 && !state.rotating;
  const left = state.leftBehind > 0 ? `${t('leftBehind', { count: format.number(state.leftBehind) })} · ` : isOver ? `${t('nothingLeft')} · ` : '';
  return <p className="d-caption d-quiet">{left}{t(state.inFile ? 'keyCopy' : 'keyGiven')}</p>;
}

function Rotate({ onClose, onBegun }: { onClose: () => void; onBegun: (id: string) => void }) {
  const t = useText(operationsText);
  const save = useSave(RotateKeysDocument, { refreshes: REFRESHES });
  const begin = async () => {
    const id = (await save.run({}))?.rotateKeys?.id;
    if (!id) return;
    onBegun(id);
    onClose();
  };
  return (
    <Dialog open title={t('rotateTitle')} onClose={onClose} verb={t('rotateVerb')} busy={save.busy} onVerb={() => void begin()}>
      <p>{t('rotateText')}</p>{save.errorText && <p role="alert" className="d-fault">{save.errorText}</p>}
    </Dialog>
  );
}

function Retire({ version, onClose, onRetired }: { version: number; onClose: () => void; onRetired: () => void }) {
  const t = useText(operationsText);
  const save = useSave(RetireKeyDocument, { refreshes: REFRESHES, done: t('retired'), onDone: () => (onRetired(), onClose()) });
  return (
    <Dialog open danger title={t('retireTitle', { version })} onClose={onClose} verb={t('retireVerb')} busy={save.busy} onVerb={() => void save.run({ version })}>
      <p>{t('retireText')}</p>{save.errorText && <p role="alert" className="d-fault">{save.errorText}</p>}
    </Dialog>
  );
}
