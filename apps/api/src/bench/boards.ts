import type pg from 'pg';
import type { Question } from './questions';

/** Boards as their screens ask for them: each with all its figures. */
const BOARDS: readonly [name: string, document: string][] = [
  ['RFM grid', 'query RfmGrid { rfmGrid { state asOf customers revenue cells { recency frequency group customers revenue } groups { group customers revenue } cuts { column score from to } } }'],
  ['value distribution', 'query ValueDistribution { valueDistribution { state asOf customers deciles { decile customers mean total } alive { from to customers } holdOut { customers } } }'],
  ['churn', 'query ChurnBoard { churnBoard { asOf customers bands { band customers } months { month } calibration { bins { predicted } } } }'],
  ['clusters', 'query ClusterBoard { clusterBoard { asOf customers clusters { customers } silhouette } }'],
  ['market segments', 'query MarketBoard { marketBoard { asOf revenue lines { customers buyers } } }'],
  ['baskets', 'query Baskets { basketRules(first: 50) { nodes { id count support confidence lift left { id name } right { id name } } } }'],
  ['models', 'query Models { models { kind name method health isFallback runningJobId published { id card } } }'],
];

/** The same question of everybody's boards, for who sees all and for who sees one region. */
export const boardQuestions: readonly Question[] = (['administrator', 'manager'] as const).flatMap((viewer) => BOARDS.map(([name, document]): Question => ({ name: `board, ${name}`, viewer, document, variables: [{}] })));

const RECOMMEND = 'mutation Recommend($id: ID!) { recommend(customerId: $id, slot: "bench", first: 5) { state arm items { productId name reason } } }';

/** What a shop asks for while a page is built: what to show to this customer. It keeps that it was shown. */
export async function offerQuestions(client: pg.Client): Promise<Question[]> {
  const { rows } = await client.query<{ id: string }>(`select customer_id as id from customer_trait where order_count > 0 order by md5(customer_id::text) limit 5000`);
  return [{ name: 'recommendation', viewer: 'administrator', document: RECOMMEND, variables: rows }];
}

/** Nothing of it stays. */
export const forgetOffers = (client: pg.Client): Promise<unknown> => client.query(`delete from recommendation_exposure where slot = 'bench'`);
