export { TextFilter, ChoiceFilter, RefFilter, NumberFilter, MoneyFilter, DayFilter, SortOrder, PageArgs, PageInfo } from './filters';
export { connection, type Page } from './connection';
export { oneOf, ref, has, text, number, between, flag, sql, wordSearch, unknownName, boundType, type ListSpec, type FilterMeaning, type SortMeaning, type ListJoin, type FilterSite } from './rules';
export { filterSql, siteOf, pageSize, PAGE_LIMIT, COUNT_LIMIT, type ListArgs } from './page';
export { readCursor, writeCursor, type Cursor } from './cursor';
