export { fold, foldWords } from './fold';
export { nameKey, searchKeys, type SearchKeys } from './keys';
export { type Binding, matches, searchPredicate, searchQuery, type SearchQuery } from './query';
