import { isObjectType, type GraphQLSchema } from 'graphql';
import type { Policy } from '../access/policy';
import { shapeOf, type FieldKind } from '../data/shape';

/** The columns of the row itself that a field shows. */
function columnsOf(kind: FieldKind, columnOf: (property: string) => string): string[] {
  if (kind.kind === 'column') return [kind.column];
  if (kind.kind === 'money') return [columnOf(kind.minor), columnOf(kind.currency)];
  if (kind.kind === 'name') return [columnOf(kind.property)];
  return [];
}

/** From changed columns to the names under which the surface shows them; columns that it never shows have none. */
export class FieldNames {
  private readonly byType = new Map<string, Map<string, string[]>>();

  constructor(private readonly schema: () => GraphQLSchema) {}

  of(policy: Policy, columns: ReadonlySet<string>, fields: ReadonlySet<string>): string[] {
    const shown = this.shown(policy);
    const names = new Set([...columns].flatMap((column) => shown.get(column) ?? []));
    for (const field of fields) names.add(field);
    return [...names].sort();
  }

  private shown(policy: Policy): Map<string, string[]> {
    let shown = this.byType.get(policy.name);
    if (!shown) this.byType.set(policy.name, (shown = this.build(policy)));
    return shown;
  }

  private build(policy: Policy): Map<string, string[]> {
    const shown = new Map<string, string[]>();
    const type = this.schema().getType(policy.name);
    const shape = shapeOf(policy.entity);
    if (!isObjectType(type)) return shown;
    for (const name of Object.keys(type.getFields())) {
      const kind = shape.fields.get(name);
      for (const column of kind ? columnsOf(kind, (property) => shape.column(property)) : []) shown.set(column, [...(shown.get(column) ?? []), name]);
    }
    return shown;
  }
}
