import { useFormat } from '@dossier/client';
import { Section, useText } from '@dossier/ui';
import type { Funnel } from './funnel.documents';
import { funnelText } from './funnel.text';
import { useFunnelWord } from './funnel.words';

/** Where a better step would bring most. */
export function ImproveSection({ funnel }: { funnel: Funnel }) {
  const t = useText(funnelText);
  const format = useFormat();
  const word = useFunnelWord();
  const top = (funnel.improvements ?? []).find(({ rate, best }) => best > rate);
  return (
    <Section title={t('improve')}>
      <p className={top ? 'funnel-said' : 'd-quiet'}>
        {top ? t('improveFinding', { step: word('LeadStep', top.step), lost: format.number(top.lost), rate: format.percent(top.rate), best: format.percent(top.best), worth: format.money(top.worth) }) : t((funnel.improvements ?? []).length > 0 ? 'improveLevel' : 'improveNone')}
      </p>
    </Section>
  );
}
