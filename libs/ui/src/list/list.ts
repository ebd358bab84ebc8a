import type { ReactNode } from 'react';
import type { Filter } from './filter';

export type Order = 'ASC' | 'DESC';

/** What a list screen needs to know of its rows; `useList` of the client makes it. */
export interface ListState<Row> {
  rows: Row[];
  loading: boolean;
  error: unknown;
  refetch: () => void;
  hasMore: boolean;
  loadMore: () => void;
  loadingMore: boolean;
  totalCount: number | null;
  totalIsExact: boolean;
  sort: string;
  order: Order;
  setSort: (sort: string, order: Order) => void;
  filter: Filter;
  setFilter: (filter: Filter) => void;
  isFiltered: boolean;
}

export interface Column<Row> {
  key: string;
  title: ReactNode;
  render: (row: Row) => ReactNode;
  align?: 'left' | 'right';
  width?: number;
  /** The server's word for sorting by this column. */
  sort?: string;
  ellipsis?: boolean;
}

/** Which rows are chosen: by id, or all that match the filter. */
export interface Selection {
  ids: string[];
  all: boolean;
  count: number;
  has: (id: string) => boolean;
  toggle: (id: string) => void;
  setPage: (ids: string[], chosen: boolean) => void;
  selectAll: () => void;
  clear: () => void;
}

export interface PhoneRow { title: ReactNode; lines?: ReactNode[]; value?: ReactNode; note?: ReactNode }
