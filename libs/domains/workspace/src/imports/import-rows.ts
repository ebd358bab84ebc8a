import { shapeOf } from '@dossier/kernel/data';
import { Import } from './import.entity';

/** An import by property names, from a row as the database gives it. */
export function rowFromStatement(raw: Record<string, unknown>): Import {
  const made: Record<string, unknown> = {};
  for (const [property, { column }] of shapeOf(Import).columns) made[property] = raw[column];
  return made as unknown as Import;
}
