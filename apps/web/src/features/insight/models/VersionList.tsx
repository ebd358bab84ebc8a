import { Link } from '@tanstack/react-router';
import { Moment } from '@dossier/client';
import { Row, Rows, Section, useText } from '@dossier/ui';
import type { ModelVersion } from './model.types';
import { modelsText } from './models.text';
import { VersionState } from './states';

/** Every version with its state; each leads to its card. */
export function VersionList({ versions, current }: { versions: readonly ModelVersion[]; current?: string }) {
  const t = useText(modelsText);
  const who = (version: ModelVersion) => t('by', { name: version.fittedBy?.name ?? t('bySystem') });
  return (
    <Section title={t('versions')}>
      {versions.length === 0 && <p className="d-quiet d-caption">{t('noVersions')}</p>}
      <Rows label={t('versions')}>
        {versions.map((version) => (
          <Row key={version.id} title={<Link to="." search={{ version: version.id } as never} resetScroll={false} aria-current={version.id === current ? 'true' : undefined}>{t('versionNo', { no: version.number ?? 0 })}</Link>}
            note={<><Moment at={version.fittedAt} /> · {who(version)}</>} value={<VersionState state={version.state} />} />
        ))}
      </Rows>
    </Section>
  );
}
