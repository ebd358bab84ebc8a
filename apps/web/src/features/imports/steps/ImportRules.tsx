import { Form, Radio, Select } from 'antd';
import { Section, useText } from '@dossier/ui';
import type { ImportField, ImportRecord, Settings } from '../import.types';
import { importsText } from '../imports.text';

export interface Rules { mode: 'CREATE' | 'UPDATE' | 'BOTH'; key: string | null; keepFields: string[]; owner: string | null; tags: string[]; source: string | null }
export interface Choices { owners: readonly Choice[]; tags: readonly Choice[]; sources: readonly Choice[] }
interface Choice { value: string; label: string }
interface ImportRulesProps { rules: Rules; mapped: readonly ImportField[]; choices: Choices; kind: NonNullable<ImportRecord['kind']>; onChange: (rules: Rules) => void }

const MODES = ['BOTH', 'CREATE', 'UPDATE'] as const;
const search = { optionFilterProp: 'label' } as const;

/** How rows meet records that exist, and what holds for the whole file; asked once. */
export function ImportRules({ rules, mapped, choices, kind, onChange }: ImportRulesProps) {
  const t = useText(importsText);
  const fields = mapped.map((field) => ({ value: field.name, label: field.label ?? field.name }));
  const keys = mapped.filter((field) => field.key).map((field) => ({ value: field.name, label: field.label }));
  const set = (change: Partial<Rules>) => onChange({ ...rules, ...change });
  return (
    <Form layout="vertical" className="d-form">
      <Section title={t('rulesLead')}>
        {kind === 'LEADS' ? <p className="d-note">{t('leadsStay')}</p> : <Form.Item label={t('mode')}>
          <Radio.Group aria-label={t('mode')} value={rules.mode} options={MODES.map((mode) => ({ value: mode, label: t(mode) }))} onChange={(event) => set({ mode: event.target.value as Rules['mode'] })} />
        </Form.Item>}
        <Form.Item label={t('key')} htmlFor="import-key" extra={t('keyHint')}>
          <Select id="import-key" allowClear value={rules.key} placeholder={t('noKey')} options={keys} onChange={(key: string | undefined) => set({ key: key ?? null })} />
        </Form.Item>
        {rules.mode !== 'CREATE' && kind !== 'LEADS' && (
          <Form.Item label={t('keep')} htmlFor="import-keep" extra={t('keepHint')}>
            <Select id="import-keep" mode="multiple" showSearch={search} value={rules.keepFields} placeholder={t('choose')} options={fields} onChange={(keepFields) => set({ keepFields })} />
          </Form.Item>
        )}
      </Section>
      {(kind === 'CUSTOMERS' || kind === 'LEADS') && (
        <Section title={t('forAll')} note={t('forAllNote')}>
          <Form.Item label={t('owner')} htmlFor="import-owner">
            <Select id="import-owner" allowClear showSearch={search} value={rules.owner} placeholder={t('choose')} options={[...choices.owners]} onChange={(owner: string | undefined) => set({ owner: owner ?? null })} />
          </Form.Item>
          {kind === 'CUSTOMERS' && <Form.Item label={t('tags')} htmlFor="import-tags">
            <Select id="import-tags" mode="multiple" showSearch={search} value={rules.tags} placeholder={t('choose')} options={[...choices.tags]} onChange={(tags) => set({ tags })} />
          </Form.Item>}
          <Form.Item label={t('source')} htmlFor="import-source">
            <Select id="import-source" allowClear showSearch={search} value={rules.source} placeholder={t('choose')} options={[...choices.sources]} onChange={(source: string | undefined) => set({ source: source ?? null })} />
          </Form.Item>
        </Section>
      )}
    </Form>
  );
}

/** What the rules are as settings of the surface. */
export function rulesSettings(rules: Rules): Settings {
  const defaults = Object.fromEntries(Object.entries({ owner: rules.owner, tags: rules.tags.length > 0 ? rules.tags : null, source: rules.source }).filter(([, value]) => value !== null));
  return { mode: rules.mode, key: rules.key, keepFields: rules.keepFields, defaults };
}
