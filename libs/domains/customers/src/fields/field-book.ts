import { provideParts } from '@dossier/kernel/access';
import type { CustomFieldType } from '@dossier/vocabulary/pack-enums';
import type { AccessWord } from '@dossier/vocabulary/permissions';

/** One of the values that a choice field knows. */
export interface FieldOption {
  value: string;
  name: string;
  nameEn: string;
}

/** A custom field as reading, filtering, importing and exporting need it. */
export interface FieldDefinition {
  id: string;
  key: string;
  name: string;
  nameEn: string;
  type: CustomFieldType;
  options: readonly FieldOption[];
  required: boolean;
  least: number | null;
  most: number | null;
  pattern: string | null;
  currency: string | null;
  personal: boolean;
  /** Sensitive: beyond the reach of this word the value is masked, whatever the fields of a role say. */
  word: AccessWord | null;
  pack: string | null;
  /** Lists may be sorted by it. */
  sortable: boolean;
}

/** What a custom field is called where rights and errors speak of it. */
export const partName = (key: string): string => `custom.${key}`;

/** Fields whose level decides over a custom value: its own, and for personal ones that of the name, so that whoever sees no names sees no more of a person here either. */
export const guardsOf = ({ key, personal }: Pick<FieldDefinition, 'key' | 'personal'>): string[] => [partName(key), ...(personal ? ['name'] : [])];

export const labelOf = (field: Pick<FieldDefinition, 'name' | 'nameEn'>, language: 'zh' | 'en'): string => (language === 'zh' ? field.name : field.nameEn);

/** The word that it takes to write a sensitive value. */
export const writeWord = (word: AccessWord): AccessWord => word.replace(/\.read$/, '.write') as AccessWord;

/** The live custom fields of this process, in the order of their place. Compiled reads and lists of filters are made once; what stands here may change under them. */
class FieldBook {
  private fields: readonly FieldDefinition[] = [];
  private byKey: ReadonlyMap<string, FieldDefinition> = new Map();

  write(fields: readonly FieldDefinition[]): void {
    this.fields = fields;
    this.byKey = new Map(fields.map((field) => [field.key, field]));
  }

  all(): readonly FieldDefinition[] {
    return this.fields;
  }

  get(key: string): FieldDefinition | undefined {
    return this.byKey.get(key);
  }
}

export const fieldBook = new FieldBook();

provideParts('Customer', () => fieldBook.all().map(({ key }) => partName(key)));
