import { Kind, type GraphQLSchema, type OperationDefinitionNode } from 'graphql';
import { currentErrand } from '../data/errand';

const names = new WeakMap<OperationDefinitionNode, string>();

/** The first root field of an operation, as the schema calls it: whatever else was sent has no name. */
function rootOf(schema: GraphQLSchema, operation: OperationDefinitionNode): string {
  const field = operation.selectionSet.selections.find((node) => node.kind === Kind.FIELD);
  return field && schema.getRootType(operation.operation)?.getFields()[field.name.value] ? field.name.value : 'graphql';
}

/** Notes which operation a request runs, for metrics and the log. */
export function noteOperation(schema: GraphQLSchema, operation: OperationDefinitionNode): void {
  const errand = currentErrand();
  if (!errand) return;
  let name = names.get(operation);
  if (name === undefined) names.set(operation, (name = rootOf(schema, operation)));
  errand.operation = name;
}

/** Notes with which code a request was refused, for metrics, the log and the headers of its answer. */
export function noteErrors(errors: readonly { extensions?: Readonly<Record<string, unknown>> | undefined }[] | undefined): void {
  if (errors && errors.length > 0) currentErrand()?.refused(String(errors[0]!.extensions?.['code'] ?? 'INTERNAL'));
}
