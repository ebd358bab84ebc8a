import { Button } from 'antd';
import { Moment, useSave } from '@dossier/client';
import { Row, Rows, Section, useText } from '@dossier/ui';
import { LinkProviderDocument, UnlinkProviderDocument } from './factor.documents';
import { factorText } from './factor.text';

interface Link { id: string; issuer: string; linkedAt: string }

/** The outside accounts that open this account; a link is made by signing in there once. */
export function ProviderRows({ provider, links }: { provider: string; links: readonly Link[] }) {
  const t = useText(factorText);
  const link = useSave(LinkProviderDocument, { loud: true, onDone: answer => window.location.assign(answer.linkProvider) });
  const unlink = useSave(UnlinkProviderDocument, { loud: true, refreshes: ['mySecondFactor'], done: t('unlinked') });
  const host = (issuer: string) => URL.parse(issuer)?.hostname ?? issuer;
  return (
    <Section title={t('providers')}>
      {links.length === 0 && <p className="d-note d-quiet">{t('notLinked')}</p>}
      {links.length > 0 && <Rows label={t('providers')}>{links.map(one => <Row key={one.id} title={host(one.issuer)} note={<Moment at={one.linkedAt} />} verb={<Button size="small" disabled={unlink.busy} onClick={() => void unlink.run({ id: one.id })}>{t('unlink')}</Button>} />)}</Rows>}
      <Button disabled={link.busy} onClick={() => void link.run({})}>{t('linkVerb', { provider })}</Button>
    </Section>
  );
}
