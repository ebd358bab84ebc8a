import { useParams } from '@tanstack/react-router';
import { failure, useAsk, useFormat, type AnswerOf } from '@dossier/client';
import { EmptyState, Failed, Page, Section, useLanguage, useText, Waiting } from '@dossier/ui';
import { FormDocument, FormResultsDocument } from './forms.documents';
import { inLanguage } from './form.model';
import { formsText } from './forms.text';
import './forms.css';

type Result = NonNullable<AnswerOf<typeof FormResultsDocument>['formResults']>[number];
/** Below so many answers a share says little. */
const FEW = 30;

/** What was answered, question by question: each share beside the number it stands on. */
export function ResultsScreen() {
  const t = useText(formsText);
  const { id } = useParams({ strict: false }) as { id: string };
  const form = useAsk(FormDocument, { id }).data?.form;
  const ask = useAsk(FormResultsDocument, { id });
  const results = ask.data?.formResults ?? [];
  const name = form?.name ?? '';
  return (
    <Page title={t('resultsOf', { name })} crumbs={[{ label: t('title'), to: '/forms' }, { label: name, to: `/forms/${id}` }]} help="forms">
      {ask.isPending && <Waiting rows={8} />}
      {ask.isError && <Failed {...failure(ask.error)} onRetry={() => void ask.refetch()} />}
      {ask.isSuccess && !results.some(one => (one.count ?? 0) > 0) && <EmptyState title={t('noResults')} text={t('noResultsText')} />}
      {results.filter(one => (one.count ?? 0) > 0).map(one => <ResultSection key={one.key} result={one} />)}
    </Page>
  );
}

function ResultSection({ result }: { result: Result }) {
  const t = useText(formsText);
  const language = useLanguage();
  const format = useFormat();
  const count = result.count ?? 0;
  const note = [t('answersN', { count }), result.mean === null || result.mean === undefined ? '' : t('mean', { mean: result.mean.toFixed(1) }), count < FEW ? t('few') : ''].filter(Boolean).join(' · ');
  const most = Math.max(1, ...(result.shares ?? []).map(one => one.count ?? 0));
  return (
    <Section title={inLanguage(result.label, language)} note={note}>
      <ul className="d-rows form-shares">
        {(result.shares ?? []).map(one => (
          <li className="form-share" key={one.key}>
            <span>{inLanguage(one.label, language)}</span>
            <span aria-hidden><span className="form-bar" style={{ display: 'block', width: `${((one.count ?? 0) / most) * 100}%` }} /></span>
            <span className="d-tabular">{format.number(one.count)} · {Math.round(((one.count ?? 0) / count) * 100)}%</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
