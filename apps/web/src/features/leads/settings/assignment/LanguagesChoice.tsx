import { Select, type SelectProps } from 'antd';
import { useLanguage } from '@dossier/ui';
import { languageCode, languageName, LANGUAGES } from './languages';

/** Languages by their names, kept by their codes; one that is not offered may be told. */
export function LanguagesChoice({ onChange, ...rest }: Omit<SelectProps<string[]>, 'mode' | 'options'>) {
  const reader = useLanguage();
  const keep: SelectProps<string[]>['onChange'] = (said, options) => onChange?.([...new Set(said.map((one) => languageCode(one, reader)))], options);
  return <Select<string[]> {...rest} mode="tags" optionFilterProp="label" tokenSeparators={[',', '，', '、']} options={LANGUAGES.map((value) => ({ value, label: languageName(value, reader) }))} onChange={keep} />;
}
