import { changed } from '../rules/rule.tree';
import type { Definition } from '../rules/rule.types';

/** What has to hold has not to hold any more, and the other way round. */
export const turned = (definition: Definition, id: string): Definition => changed(definition, id, (node) => ({ ...node, not: !node.not }));
