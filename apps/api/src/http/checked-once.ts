import { Injectable, ValidationPipe, type ArgumentMetadata, type Type } from '@nestjs/common';
import { PageArgs } from '@dossier/kernel/list';

const MOST_KEPT = 200;
const MOST_TEXT = 400;
/** Names of fields, ids, words of enumerations and days: a text without these that still has a quote holds words of somebody. */
const PLAIN = /"(?:\w+":|[0-9a-f]{8}-[0-9a-f-]{27}"|[A-Z][A-Z_]{0,40}"|\d{4}-\d\d-\d\d")/g;

function frozen<V>(value: V): V {
  if (typeof value !== 'object' || value === null) return value;
  for (const inner of Object.values(value)) frozen(inner);
  return Object.freeze(value);
}

/**
 * Checks arguments like its parent. The question that a list page asks again and again, value for value the same, was checked the
 * first time: what the check has made of it is kept, closed to changes. Questions that hold words or cursors are never kept.
 */
@Injectable()
export class CheckedOnce extends ValidationPipe {
  private readonly passed = new Map<Type, Map<string, unknown>>();

  /** What needs no check, or was checked, is given at once: Nest waits for promises only. */
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { metatype } = metadata;
    if (!metatype || !this.toValidate(metadata)) return this.transformPrimitive(value, metadata) as Promise<unknown>;
    const text = metatype.prototype instanceof PageArgs ? JSON.stringify(value) : '';
    if (text === '' || text.length > MOST_TEXT) return super.transform(value, metadata);
    const known = this.passed.get(metatype)?.get(text);
    return known === undefined ? this.check(value, metadata, text) : (known as Promise<unknown>);
  }

  private async check(value: unknown, metadata: ArgumentMetadata, text: string): Promise<unknown> {
    const made: unknown = await super.transform(value, metadata);
    return text.replaceAll(PLAIN, '').includes('"') ? made : this.keep(metadata.metatype!, text, frozen(made));
  }

  private keep(metatype: Type, text: string, made: unknown): unknown {
    let own = this.passed.get(metatype);
    if (!own) this.passed.set(metatype, (own = new Map<string, unknown>()));
    if (own.size >= MOST_KEPT) own.delete(own.keys().next().value!);
    own.set(text, made);
    return made;
  }
}
