import { Button, Form, Input } from 'antd';
import { errorText, onPurposeNeeded, request, ServerError } from '@dossier/client';
import { Dialog, useText } from '@dossier/ui';
import { useEffect, useState } from 'react';
import { StatePurposeDocument } from './shell.documents';
import { shellText } from './shell.text';
import { useTry } from './sign-in/useTry';

interface Asked {
  kind: 'OPEN' | 'REVEAL';
  facts: Record<string, unknown>;
  answer: (stated: boolean) => void;
}

const LONGEST = 500;

/** Whoever looks at unusually many customers says what for, over the page, and goes on: what they were about to see appears by itself. */
export function StatePurpose() {
  const t = useText(shellText);
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(() => {
    onPurposeNeeded(facts => new Promise(resolve => setAsked({ kind: facts['kind'] === 'REVEAL' ? 'REVEAL' : 'OPEN', facts, answer: resolve })));
    return () => onPurposeNeeded(null);
  }, []);
  const end = (stated: boolean) => {
    asked?.answer(stated);
    setAsked(null);
  };
  return (
    <Dialog open={asked !== null} title={t('purposeTitle')} onClose={() => end(false)}>
      {asked && <p className="d-note d-dialog-lead">{errorText(new ServerError('PURPOSE_NEEDED', asked.facts))}</p>}
      {asked && <PurposeForm kind={asked.kind} onDone={() => end(true)} />}
    </Dialog>
  );
}

function PurposeForm({ kind, onDone }: { kind: Asked['kind']; onDone: () => void }) {
  const t = useText(shellText);
  const { busy, fault, attempt } = useTry();
  const submit = ({ purpose }: { purpose: string }) => attempt(async () => {
    await request(StatePurposeDocument, { kind, purpose });
    onDone();
  });
  return (
    <Form<{ purpose: string }> layout="vertical" requiredMark={false} onFinish={submit} aria-label={t('purposeTitle')}>
      <Form.Item name="purpose" label={t('purposeLabel')} extra={t('purposeHelp')} validateStatus={fault ? 'error' : undefined} help={fault ?? undefined} rules={[{ required: true, whitespace: true, message: t('purposeMissing') }]}>
        <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 5 }} maxLength={LONGEST} />
      </Form.Item>
      <Button type="primary" htmlType="submit" block disabled={busy} aria-busy={busy}>{t('purposeVerb')}</Button>
    </Form>
  );
}
