import { Button } from 'antd';
import { Redo2, Undo2 } from 'lucide-react';
import { errorText, ServerError } from '@dossier/client';
import { Icon, Page, Section, usePhone, useText, type Crumb } from '@dossier/ui';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { fromDefinition } from '../rules/rule.input';
import { sayDefinition } from '../rules/rule.sentence';
import type { Definition, DefinitionInput } from '../rules/rule.types';
import { useChoices } from '../useChoices';
import { BuilderProvider } from './builder.context';
import { builderText } from './builder.text';
import { CountPanel } from './CountPanel';
import { ExcludeBox, GroupBox } from './GroupBox';
import { CountWords } from './LeafRow';
import { SentenceBlock } from './SentenceBlock';
import { useDefinition } from './useDefinition';
import { usePreview, type Preview } from './usePreview';

interface BuilderProps {
  title: string;
  crumbs: Crumb[];
  note?: ReactNode;
  initial: Definition;
  onChange: (definition: Definition) => void;
  verb: string;
  busy: boolean;
  onSave: (definition: DefinitionInput) => void;
  /** Nothing stands here yet: the first condition waits to be named. */
  starts: boolean;
}

/** The bench on which a segment is made: sentence, conditions, exclusions; the count and the first members at the side. */
export function Builder(props: BuilderProps) {
  const t = useText(builderText);
  const phone = usePhone();
  const { definition, edit, undo, redo, canUndo, canRedo } = useDefinition(() => props.initial);
  const { choices, names } = useChoices(definition);
  const preview = usePreview(definition);
  const [newest, setNewest] = useState<string | null>(null);
  const { onChange } = props;
  useEffect(() => {
    if (canUndo) onChange(definition);
  }, [definition, canUndo, onChange]);
  const faults = useFaults(preview);
  const builder = useMemo(() => ({ edit, choices, names, counts: preview.counts, faults, newest, setNewest }), [edit, choices, names, preview.counts, faults, newest]);
  const save = <Button type="primary" disabled={!preview.written || props.busy} aria-busy={props.busy} onClick={() => preview.written && props.onSave(preview.written.input)}>{props.verb}</Button>;
  const steps = (
    <>
      <Button type="text" icon={<Icon of={Undo2} />} aria-label={t('undo')} title={t('undo')} disabled={!canUndo} onClick={undo} />
      <Button type="text" icon={<Icon of={Redo2} />} aria-label={t('redo')} title={t('redo')} disabled={!canRedo} onClick={redo} />
    </>
  );
  return (
    <Page title={props.title} crumbs={props.crumbs} note={props.note} help="segments" actions={phone ? steps : <>{steps}{save}</>} {...(phone && { footBar: <><PhoneCount preview={preview} />{save}</> })}>
      <BuilderProvider value={builder}>
        <SentenceBlock text={preview.written ? sayDefinition(fromDefinition(preview.written.input), names) : null} empty={t('nothingAsked')} />
        <div className="d-columns-two segment-build">
          <div className="d-columns-main">
            <Section title={t('rules')} extra={<span className="d-caption">{t('rulesNote')}</span>}><GroupBox group={definition.rule} root opens={props.starts && !phone} /></Section>
            <Section title={t('exclude')} note={t('excludeNote')}><ExcludeBox group={definition.exclude} /></Section>
          </div>
          <aside className="d-columns-aside"><CountPanel preview={preview} /></aside>
        </div>
      </BuilderProvider>
    </Page>
  );
}

function PhoneCount({ preview }: { preview: Preview }) {
  const t = useText(builderText);
  return <span className={preview.counting ? 'segment-figure-old' : undefined}>{t('matches')} <b>{preview.answer?.count ? <CountWords counted={preview.answer.count} /> : '–'}</b></span>;
}

/** What the server refused of a definition, laid on the condition that it names. */
function useFaults({ error, written }: Preview): ReadonlyMap<string, string> {
  return useMemo(() => {
    const path = error instanceof ServerError ? error.facts['path'] : null;
    if (typeof path !== 'string') return new Map<string, string>();
    const meant = [...(written?.paths ?? [])].find(([, own]) => own === path || own.startsWith(`${path}.`) || path.startsWith(`${own}.`));
    return new Map(meant ? [[meant[0], errorText(error)]] : []);
  }, [error, written]);
}
