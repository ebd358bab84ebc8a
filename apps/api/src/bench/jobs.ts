import { createHash } from 'node:crypto';
import type { Ask } from './load';

/** One job of the bench: a question of the product's own, and where the limit answers the same. */
export interface BenchJob {
  name: string;
  part: 'list' | 'record';
  document: string;
  /** Variables by ask; the limit takes the same ones as its query string. */
  variables: readonly Readonly<Record<string, string>>[];
  /** Path of the limit server. */
  path: string;
}

const list = (sort: string): string => `query List($owner: ID!) {
  customers(first: 20, filter: { owner: { in: [$owner] } }, sort: ${sort}, order: DESC) {
    nodes {
      id name stage owner { id name } tags { id name }
      summary { orderCount netAmount lastOrderOn }
      latestOrders { orderNo kind orderedAt amount }
    }
  }
}`;

/** What the list page shows of a customer, class A masked. */
export const LIST_FIELDS = `id version archiveNo name nameLatin companyName kind stage phone email region city archivedAt createdAt demo can
      owner { id name } source { id name } tags { id name }
      summary { orderCount netAmount lastOrderOn recencyDays }`;

const LIST_PAGE = `query Customers($owner: ID!) {
  customers(first: 20, filter: { owner: { in: [$owner] } }, sort: CREATED_AT, order: DESC) {
    nodes {
      ${LIST_FIELDS}
    }
  }
}`;

/** What the record page asks for. */
export const RECORD = `query CustomerRecord($id: ID!) {
  customer(id: $id) {
    id version archiveNo kind name familyName givenName nameLatin companyName gender birthDate birthPrecision birthCalendar birthLeapMonth age
    occupation occupationText country region city stage sourceId ownerId teamId tagIds phone email externalSource externalKey
    demo createdAt updatedAt archivedAt can
    source { id name } owner { id name } team { id name } tags { id name }
    identities { id kind label value primary verifiedAt source }
    summary {
      orderCount refundCount netAmount averageAmount firstOrderOn lastOrderOn recencyDays gapMedianDays currency
      topCategories { name share amount }
    }
    months { month amount orderCount }
  }
}`;

/** Customers as people look at them: the list of one owner, newest and best first, as a page shows it, and the record of one customer. */
export const jobsOf = (ownerIds: readonly string[], customerIds: readonly string[]): BenchJob[] => {
  const owners = ownerIds.map((owner) => ({ owner }));
  return [
    { name: 'customer-list', part: 'list', document: list('CREATED_AT'), path: '/list', variables: owners },
    { name: 'customer-list-by-amount', part: 'list', document: list('NET_AMOUNT'), path: '/list-by-amount', variables: owners },
    { name: 'customer-list-page', part: 'list', document: LIST_PAGE, path: '/list-page', variables: owners },
    { name: 'customer-record', part: 'record', document: RECORD, path: '/record', variables: customerIds.map((id) => ({ id })) },
  ];
};

/** A document by its hash, as the pages of a build send it. */
export const hashOf = (document: string): string => createHash('sha256').update(document).digest('hex');

/** The product's asks: GraphQL as the browser sends it. */
export const productAsks = (job: BenchJob, cookie: string): Ask[] =>
  job.variables.map((variables) => ({
    path: '/graphql', method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'dossier', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({ documentId: hashOf(job.document), variables }),
  }));

export const limitAsks = (job: BenchJob): Ask[] =>
  job.variables.map((variables) => ({ path: `${job.path}?${new URLSearchParams(variables).toString()}`, method: 'GET', headers: {} }));
