import { Alert, Button, Form } from 'antd';
import type { FormInstance, FormItemProps } from 'antd';
import { createContext, useContext, useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useText } from '../texts/texts';
import { uiText } from '../texts/ui.text';
import { ConflictTable, type Conflict } from './ConflictTable';

/** What a form needs to know of the save under way; `useSave` of the client makes it. */
export interface SaveState {
  busy: boolean;
  errorText: string | null;
  fieldErrors: Record<string, string>;
  conflict: Conflict | null;
}

interface RecordFormProps<V extends object> {
  form?: FormInstance<V>;
  initial?: Partial<V>;
  save: SaveState;
  onSubmit: (values: V) => unknown;
  submitLabel: string;
  cancel?: () => void;
  /** Called while typing: the draft keeper. */
  onValues?: (values: Partial<V>) => void;
  extra?: ReactNode;
  /** The screen's filled button stands elsewhere. */
  quiet?: boolean;
  label?: string;
  children: ReactNode;
}

interface Fault { name: string; text: string }
const LabelsContext = createContext<Map<string, string>>(new Map());
const path = (name: unknown) => (Array.isArray(name) ? name.join('.') : String(name));

/** One column, labels above, verbs left under the last field; faults are listed on top with links to their fields. */
export function RecordForm<V extends object>(props: RecordFormProps<V>) {
  const t = useText(uiText);
  const [ownForm] = Form.useForm<V>();
  const form = props.form ?? ownForm;
  const labels = useMemo(() => new Map<string, string>(), []);
  const [faults, setFaults] = useState<Fault[]>([]);
  const { save } = props;
  useServerFaults(form, save, setFaults);
  const submit = (values: V) => {
    setFaults([]);
    if (!save.busy) props.onSubmit(values);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit();
  };
  return (
    <LabelsContext.Provider value={labels}>
      <Form<V> form={form} layout="vertical" className="d-form" requiredMark={false} initialValues={props.initial} onFinish={submit} aria-label={props.label}
        validateTrigger="onBlur" onKeyDown={onKeyDown} onValuesChange={(_, all) => props.onValues?.(all)}
        onFinishFailed={({ errorFields }) => setFaults(errorFields.map(one => ({ name: path(one.name), text: one.errors[0] ?? '' })))}>
        <FaultList faults={faults} labels={labels} general={faults.length === 0 && !save.conflict ? save.errorText : null} focus={name => form.focusField(name.split('.'))} />
        {save.conflict && <ConflictTable conflict={save.conflict} labels={labels} busy={save.busy} />}
        {props.children}
        <div className="d-form-verbs">
          <Button type={props.quiet ? 'default' : 'primary'} htmlType="submit" aria-busy={save.busy} disabled={save.busy}>{props.submitLabel}</Button>
          {props.cancel && <Button onClick={props.cancel}>{t('cancel')}</Button>}
          {props.extra}
        </div>
      </Form>
    </LabelsContext.Provider>
  );
}

/** Lays what the server refused on its fields and goes to the first. */
function useServerFaults<V extends object>(form: FormInstance<V>, save: SaveState, show: (faults: Fault[]) => void): void {
  useEffect(() => {
    const faults = Object.entries(save.fieldErrors).map(([name, text]) => ({ name, text }));
    if (faults.length === 0) return;
    form.setFields(faults.map(fault => ({ name: fault.name.split('.') as never, errors: [fault.text] })));
    show(faults);
    form.focusField(faults[0]!.name.split('.') as never);
  }, [form, save.fieldErrors, show]);
}

function FaultList({ faults, labels, general, focus }: { faults: Fault[]; labels: Map<string, string>; general: string | null; focus: (name: string) => void }) {
  const t = useText(uiText);
  const top = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (faults.length > 0 || general) top.current?.scrollIntoView?.({ block: 'nearest' });
  }, [faults, general]);
  if (faults.length === 0 && !general) return null;
  const list = (
    <ul className="d-faults">
      {faults.map(fault => <li key={fault.name}><button type="button" className="d-link" onClick={() => focus(fault.name)}>{labels.get(fault.name) ?? fault.name}</button> {fault.text}</li>)}
    </ul>
  );
  return <div ref={top} className="d-form-faults"><Alert type="error" showIcon role="alert" title={general ?? t('notSaved', { count: faults.length })} description={general ? undefined : list} /></div>;
}

interface FieldProps extends Omit<FormItemProps, 'label' | 'required'> { name: string | string[]; label: string; required?: boolean }

/** One labelled field; required is said in words. */
export function Field({ name, label, required, rules = [], children, ...rest }: FieldProps) {
  const t = useText(uiText);
  useContext(LabelsContext).set(path(name), label);
  const must = required ? [{ required: true, message: t('fillThis', { label }) }] : [];
  return (
    <Form.Item name={name} label={<>{label}{required && <span className="d-caption d-required">{t('required')}</span>}</>} rules={[...must, ...rules]} {...rest}>
      {children}
    </Form.Item>
  );
}

/** What is not needed now, folded until asked for. */
export function MoreFields({ label, open, children }: { label: string; open?: boolean; children: ReactNode }) {
  return <details className="d-more-fields" open={open}><summary>{label}</summary>{children}</details>;
}
