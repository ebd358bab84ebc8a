import { Button } from 'antd';
import { useSave } from '@dossier/client';
import { useText } from '@dossier/ui';
import { useState } from 'react';
import { MakeSubjectFileDocument } from './privacy.documents';
import { privacyText } from './privacy.text';

/** A copy of everything kept on the person, for the one who answers them. */
export function CopyOfData({ requestId }: { requestId: string }) {
  const t = useText(privacyText);
  const [file, setFile] = useState<{ json: string; page: string } | null>(null);
  const make = useSave(MakeSubjectFileDocument, { loud: true, onDone: ({ makeSubjectFile: made }) => made && setFile({ json: made.jsonUrl ?? '', page: made.htmlUrl ?? '' }) });
  return (
    <div className="privacy-answer">
      <p className="d-note">{t('copyText')}</p>
      {file
        ? <div className="privacy-verbs"><a href={file.json} download>{t('asJson')}</a><a href={file.page} download>{t('asPage')}</a></div>
        : <Button disabled={make.busy} onClick={() => void make.run({ requestId })}>{t('copy')}</Button>}
    </div>
  );
}
