import type { Ask } from './load';

/** One job of the bench: a question of the product's own, and where the limit answers the same. */
export interface BenchJob {
  name: string;
  document: string;
  /** Variables by ask; the limit takes the same ones as its query string. */
  variables: readonly Readonly<Record<string, string>>[];
  /** Path of the limit server. */
  path: string;
}

const LIST = `query List($owner: ID!) {
  customers(first: 20, filter: { owner: { in: [$owner] } }, sort: NET_AMOUNT, order: DESC) {
    nodes {
      id name stage owner { id name } tags { id name }
      summary { orderCount netAmount lastOrderOn }
      latestOrders { orderNo kind orderedAt amount }
    }
  }
}`;

const RECORD = `query Record($id: ID!) {
  customer(id: $id) {
    id version archiveNo kind name nameLatin companyName gender birthDate occupation country region city stage
    source { id name } owner { id name } team { id name } tags { id name }
    phone email identities { id kind value primary }
    summary { orderCount refundCount netAmount firstOrderOn lastOrderOn gapMedianDays }
    latestOrders { orderNo kind orderedAt amount lineCount }
  }
}`;

/** Customers as people look at them: the list of one owner, and the record of one customer. */
export const jobsOf = (ownerIds: readonly string[], customerIds: readonly string[]): BenchJob[] => [
  { name: 'customer-list', document: LIST, path: '/list', variables: ownerIds.map((owner) => ({ owner })) },
  { name: 'customer-record', document: RECORD, path: '/record', variables: customerIds.map((id) => ({ id })) },
];

/** The product's asks: GraphQL as the browser sends it. */
export const productAsks = (job: BenchJob, cookie: string): Ask[] =>
  job.variables.map((variables) => ({
    path: '/graphql', method: 'POST',
    headers: { 'content-type': 'application/json', 'x-requested-with': 'dossier', 'sec-fetch-site': 'same-origin', cookie },
    body: JSON.stringify({ query: job.document, variables }),
  }));

export const limitAsks = (job: BenchJob): Ask[] =>
  job.variables.map((variables) => ({ path: `${job.path}?${new URLSearchParams(variables).toString()}`, method: 'GET', headers: {} }));
