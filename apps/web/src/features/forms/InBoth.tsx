import { Form, Input } from 'antd';
import { useText } from '@dossier/ui';
import type { Words } from './form.model';
import { formsText } from './forms.text';

/** A text in both languages, side by side. */
export function InBoth({ id, what, words, onChange, rows }: { id: string; what: string; words: Words; onChange: (words: Words) => void; rows?: number }) {
  const t = useText(formsText);
  return (
    <div className="form-line">
      {(['zh', 'en'] as const).map(language => {
        const props = { id: `${id}-${language}`, value: words[language], maxLength: 1000, lang: language === 'zh' ? 'zh-CN' : 'en', onChange: (event: { target: { value: string } }) => onChange({ ...words, [language]: event.target.value }) };
        return <Form.Item key={language} htmlFor={props.id} label={t(language === 'zh' ? 'inZh' : 'inEn', { what })}>{rows ? <Input.TextArea rows={rows} {...props} /> : <Input {...props} />}</Form.Item>;
      })}
    </div>
  );
}
