import { Alert, Button, Form, Input, Segmented } from 'antd';
import { onProofNeeded, request, useAsk } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useEffect, useState } from 'react';
import { ProofWaysDocument, ProveByProviderDocument, ProveMyselfDocument, SignInProviderDocument } from './sign-in/sign-in.documents';
import { signInText } from './sign-in/sign-in.text';
import { useTry } from './sign-in/useTry';
import './sign-in.css';

/** An act that asks for a fresh proof gets it here, over the page, and goes on by itself; nothing typed is lost. */
export function ProveAgain() {
  const t = useText(signInText);
  const [answer, setAnswer] = useState<((proven: boolean) => void) | null>(null);
  useEffect(() => {
    onProofNeeded(() => new Promise(resolve => setAnswer(() => resolve)));
    return () => onProofNeeded(null);
  }, []);
  const end = (proven: boolean) => {
    answer?.(proven);
    setAnswer(null);
  };
  return (
    <Dialog open={answer !== null} title={t('proveTitle')} onClose={() => end(false)}>
      <p className="d-note d-dialog-lead">{t('proveText')}</p>
      {answer && <ProofForm onDone={() => end(true)} />}
    </Dialog>
  );
}

type Way = 'code' | 'password';

function ProofForm({ onDone }: { onDone: () => void }) {
  const t = useText(signInText);
  const ways = useAsk(ProofWaysDocument, {}, { staleTime: 0 });
  const hasFactor = Boolean(ways.data?.mySecondFactor.confirmedAt);
  const [chosen, setChosen] = useState<Way | null>(null);
  const { busy, fault, attempt } = useTry();
  const way = chosen ?? (hasFactor ? 'code' : 'password');
  const submit = ({ proof }: { proof: string }) => attempt(async () => {
    await request(ProveMyselfDocument, { [way]: proof });
    onDone();
  });
  if (ways.isPending) return null;
  return (
    <Form<{ proof: string }> key={way} layout="vertical" size="large" requiredMark={false} onFinish={submit} aria-label={t('proveTitle')}>
      {fault && <Alert type="error" showIcon role="alert" title={fault} className="d-form-faults" />}
      {hasFactor && <Segmented<Way> className="d-form-lead" aria-label={t('ways')} value={way} onChange={setChosen} options={[{ value: 'code', label: t('proveCode') }, { value: 'password', label: t('provePassword') }]} />}
      <Form.Item name="proof" label={t(way)} rules={[{ required: true, message: t(way === 'code' ? 'codeWrong' : 'passwordNeeded') }]}>
        {way === 'code' ? <Input autoFocus inputMode="numeric" autoComplete="one-time-code" maxLength={12} /> : <Input.Password autoFocus autoComplete="current-password" />}
      </Form.Item>
      <Button type="primary" htmlType="submit" block disabled={busy} aria-busy={busy}>{t('proveVerb')}</Button>
      {(ways.data?.mySecondFactor.providers.length ?? 0) > 0 && <ByProvider onDone={onDone} />}
    </Form>
  );
}

function ByProvider({ onDone }: { onDone: () => void }) {
  const t = useText(signInText);
  const provider = useAsk(SignInProviderDocument, {}, { staleTime: Infinity }).data?.signInProvider;
  const [opened, setOpened] = useState(false);
  if (!provider) return null;
  const open = () => {
    // Opened within the click, or a browser would take it for a pop-up.
    const window_ = window.open('', '_blank', 'width=520,height=720');
    void request(ProveByProviderDocument, {}).then(answer => window_?.location.assign(answer.proveByProvider), () => window_?.close());
    setOpened(true);
  };
  return (
    <>
      <Button block size="large" className="d-form-other" onClick={opened ? onDone : open}>{opened ? t('goOn') : t('proveBy', { provider: provider.name })}</Button>
      {opened && <p className="d-caption">{t('proveByText')}</p>}
    </>
  );
}
