import type { Day } from '@dossier/metrics';
import type { ModelCard, Worded } from '../../models/model-card';
import { FEATURES, type ClusterFeature, type ClusterFit } from './cluster.compute';

const worded = (zh: string, en: string): Worded => ({ zh, en });

/** What customers are compared by, in words. */
export const featureWords: Record<ClusterFeature, Worded> = {
  recency: worded('距上次购买天数', 'days since the last purchase'), frequency: worded('销售单数', 'number of sales'), spend: worded('净购买额', 'net spend'),
  breadth: worded('购买品类数（最多计 5）', 'categories bought, five at most'), returns: worded('退款单占比', 'refunds by orders'), gap: worded('购买间隔中位天数', 'median days between purchases'),
};

interface Frame {
  cutoff: Day;
  seed: number;
  from: Day | null;
}

const formula = worded(
  'k-means++（Lloyd 1982；Arthur 与 Vassilvitskii 2007），25 次重启；特征按（值 − 中位数）÷（四分位距 ÷ 1.349）缩放，长尾取对数，截于 ±4；k 从 2 到 8 取轮廓系数最大且各组稳定（50 次自助抽样 Jaccard ≥ 0.75）者。单次购买者的间隔以全体中位数代替。客户很多时从随机样本得出组，再把全部客户归入最近的组。',
  'k-means++ (Lloyd 1982; Arthur & Vassilvitskii 2007), 25 restarts; features as (value − median)/(quartile range/1.349), long tails by their logarithm, cut off at ±4; k from 2 to 8 by the greatest silhouette whose groups are all stable (Jaccard ≥ 0.75 over 50 bootstraps). Who bought once has the median gap of all. Of many customers the groups are made of a random sample, and everybody is put into the nearest one.');
const rule = worded('没有清晰的客群：请使用 RFM 分组，客户不再归入客群。', 'No clear groups: use RFM; customers are in no cluster then.');

const frame = ({ cutoff, seed, from }: Frame): Pick<ModelCard, 'formula' | 'unit' | 'from' | 'to' | 'cutoff' | 'seed' | 'rule' | 'reliability'> => ({
  formula, unit: worded('客群编号，1 为最大', 'number of the cluster, 1 the largest'), from, to: cutoff, cutoff, seed, rule, reliability: null,
});

const lacks: Record<string, Worded> = {
  ROWS: worded('有购买的客户数', 'customers who have bought'), SPREAD: worded('有差异的特征', 'features that differ'),
};

/** The card of a fit that lacks data. */
export const refusedCard = (own: Frame, { lack, found, needed }: { lack: string; found: number; needed: number }): ModelCard => ({
  ...frame(own), parameters: [], used: 0, dropped: [], cautions: [], lack: { what: lacks[lack] ?? worded(lack, lack), found, needed },
});

const droppedWords = ({ feature, because }: ClusterFit['dropped'][number]): Worded => {
  const own = featureWords[FEATURES[feature]!];
  if (because === null) return worded(`未使用“${own.zh}”：几乎没有差异。`, `“${own.en}” is not used: it hardly ever differs.`);
  const other = featureWords[FEATURES[because]!];
  return worded(`未使用“${own.zh}”：与“${other.zh}”几乎一致。`, `“${own.en}” is not used: it says what “${other.en}” says.`);
};

/** The card of a fit, with how clear and how stable its groups are. */
export function fittedCard(own: Frame, fit: ClusterFit, { fitted, all }: { fitted: number; all: number }): ModelCard {
  const figure = (key: string, zh: string, en: string, value: number) => ({ key, name: worded(zh, en), value, low: null, high: null, unit: null });
  return {
    ...frame(own),
    parameters: [
      figure('k', '客群数', 'Clusters', fit.centres.length), figure('silhouette', '轮廓系数', 'Silhouette', fit.silhouette), figure('stability', '最低稳定度（Jaccard）', 'Least stability (Jaccard)', Math.min(...fit.stability)),
      ...fit.tried.map(({ k, silhouette }) => figure(`silhouette${k}`, `${k} 组的轮廓系数`, `Silhouette of ${k} clusters`, silhouette)),
    ],
    used: fitted, dropped: all > fitted ? [{ reason: worded('未进入样本（仍归入客群）', 'not in the sample (placed all the same)'), count: all - fitted }] : [], lack: null,
    cautions: [
      ...(fit.isClear ? [] : [worded('轮廓系数低于 0.25：没有清晰的客群，建议使用 RFM 分组。', 'The silhouette is below 0.25: there are no clear groups; use RFM instead.')]),
      ...(fit.isStable ? [] : [worded('换一批同类客户时，至少一个客群不会稳定地再现。', 'Drawn anew, at least one of the groups does not come back reliably.')]),
      ...fit.dropped.map(droppedWords), worded('未使用线上行为。', 'Behaviour on pages is not used.'),
    ],
  };
}
