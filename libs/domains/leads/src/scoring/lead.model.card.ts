import { dayAfter, daysBetween, type Day } from '@dossier/metrics';
import { outcomes, type ModelCard, type OutcomeJudged, type OutcomeLeak, type OutcomeLearned, type OutcomeRecalibration, type Worded } from '@dossier/insight';
import { ATTRIBUTE } from './lead.features';

const worded = (zh: string, en: string): Worded => ({ zh, en });

/** The day from which days are counted. */
export const EPOCH: Day = '2000-01-01';
export const dayOfNumber = (day: number): Day => dayAfter(EPOCH, Math.floor(day));
export const numberOfDay = (day: Day): number => daysBetween(EPOCH, day);

/** The most that probabilities may lie off, on the mean over tenths. */
export const MOST_ERROR = 0.05;

const rule = worded('按已发布的评分卡计分与分级；不给出概率。', 'Scores and grades by the scorecard in force; no probability is told.');
const formula = worded(
  `转化概率 = 1 / (1 + e^−(β₀ + Σβ·x))，L2 正则（λ = 1）；类别逐一编码，少于 20 条的合并，未知值单列；数值可用三结点自然样条，仅当在较晚线索上 AUC 高出 0.005 时采用。只用线索进入时已知的内容。以较晚的线索校准（赢单少于 1000 时 Platt，否则保序回归），截距每晚按最近 ${outcomes.latest} 条已关闭线索重新估计（只动截距，岭 λ = 1），每条线索只用它进入之前已知的结果。`,
  `P(won) = 1 / (1 + e^−(β₀ + Σβ·x)) with a ridge (λ = 1); words a column each, those met less than 20 times as one, unknown ones apart; numbers as lines, or as natural splines of three knots where that gains 0.005 of AUC on later leads. Only what was known when the lead came in. Calibrated on later leads (Platt under 1,000 won, isotonic beyond), the intercept fitted anew every night to the ${outcomes.latest} leads closed last (it alone, with a ridge λ = 1), each lead by what was known before it came in.`);

const lacks: Record<string, Worded> = {
  ROWS: worded('已关闭的线索', 'closed leads'), EVENTS: worded('赢单（或输单）的线索', 'leads won (or lost)'), BOTH_OUTCOMES: worded('赢单与输单两种结果', 'leads won and leads lost'),
  SPREAD: worded('有差异的特征', 'columns that differ'), CONVERGENCE: worded('可收敛的估计', 'an estimate that settles'),
  ERROR: worded('未见过的线索上的校准误差（每百条，须不高于）', 'calibration error on leads not seen, of a hundred (at most)'),
  NAIVE: worded('优于总体赢单率的预测（Brier 分，万分之一，须低于）', 'a better forecast than the usual part won (Brier score in ten-thousandths, to lie below)'),
  RULE: worded('优于评分卡的区分度（AUC，千分之一，须高于）', 'a better ranking than the scorecard (AUC in thousandths, to lie above)'),
};

/** What is known of a fit before it was judged. */
export interface LeadFrame {
  cutoff: Day;
  seed: number;
  from: Day | null;
  used: number;
  dropped: number;
}

const frame = ({ cutoff, seed, from, used, dropped }: LeadFrame): Omit<ModelCard, 'parameters' | 'cautions' | 'lack' | 'reliability'> => ({
  formula, unit: worded('线索赢单的概率', 'probability that a lead is won'), from, to: cutoff, cutoff, seed, rule, used,
  dropped: dropped > 0 ? [{ reason: worded('无效线索（从来不是线索）', 'leads that never were one'), count: dropped }] : [],
});

export const plainName = (feature: string): string => (feature.startsWith(ATTRIBUTE) ? feature.slice(ATTRIBUTE.length) : feature);

/** What must not be read, each with its reason. */
export function leakWords(leaks: readonly OutcomeLeak[]): Worded[] {
  return leaks.map(({ feature, why, auc }) => {
    const [name, area] = [plainName(feature), auc === null ? '' : auc.toFixed(3)];
    return why === 'AFTER'
      ? worded(`未使用“${name}”：要到结果出来之后才知道，用它会高估效果${area ? `（单独 AUC ${area}）` : ''}。`, `“${name}” is not used: it is known only after the outcome, so it would flatter the model${area ? ` (AUC alone ${area})` : ''}.`)
      : worded(`未使用“${name}”：单凭它就能分开赢单与输单（AUC ${area}，高于 0.9），很可能是结果留下的痕迹。`, `“${name}” is not used: it alone tells won from lost (AUC ${area}, above 0.9), so it is likely a trace of the outcome.`);
  });
}

export function refusedCard(own: LeadFrame, { lack, found, needed }: { lack: string; found: number; needed: number }, leaks: readonly OutcomeLeak[]): ModelCard {
  return { ...frame(own), parameters: [], cautions: leakWords(leaks), lack: { what: lacks[lack] ?? worded(lack, lack), found, needed }, reliability: null };
}

/** Where what follows the part won of late comes as near as the model, the model tells who is likelier, not how many will be won. */
const followed = ({ brier, followingBrier }: OutcomeJudged): Worded[] => (brier < followingBrier ? [] : [worded(
  `在未见过的线索上，只跟随最近赢单率的预测（Brier ${followingBrier.toFixed(4)}）与模型（${brier.toFixed(4)}）相当或更好：模型的用处在于排出先后，不在于预测总数。`,
  `On leads not seen, the part won of late alone does as well or better (Brier ${followingBrier.toFixed(4)}) than the model (${brier.toFixed(4)}): the model is of use for who comes first, not for how many.`)]);

/** The card of a fit, with how it did on the newest fifth, of which it had seen nothing. */
export function judgedCard(own: LeadFrame, judged: OutcomeJudged, leaks: readonly OutcomeLeak[], model?: OutcomeLearned): ModelCard {
  const figure = (key: string, zh: string, en: string, value: number | null) => ({ key, name: worded(zh, en), value, low: null, high: null, unit: null });
  return {
    ...frame(own),
    parameters: [
      { ...figure('auc', '区分度 AUC（未见过的线索）', 'AUC on leads not seen', judged.auc), low: judged.low, high: judged.high }, figure('ruleAuc', '评分卡的 AUC（同一批线索）', 'AUC of the scorecard on the same leads', judged.ruleAuc),
      figure('ece', '校准误差 ECE（十等分）', 'Calibration error (ECE, ten bins)', judged.expectedError), figure('unmoved', '若从不重新校准截距的 ECE', 'ECE had the intercept never been moved', judged.unmovedError),
      figure('brier', 'Brier 分', 'Brier score', judged.brier),
      figure('naive', '只用此前总体赢单率的 Brier 分', 'Brier score of the part won before alone', judged.naiveBrier), figure('following', '只跟随最近赢单率的 Brier 分', 'Brier score of the part won of late alone', judged.followingBrier), figure('lift', '最优一成的提升倍数', 'Lift of the best tenth', judged.lift), figure('before', '校准时的赢单率', 'Part won where it was calibrated', judged.before), figure('base', '未见过的线索的赢单率', 'Part won of the leads not seen', judged.baseRate),
      figure('psi', '得分漂移 PSI（未见过的线索对校准时）', 'Drift of scores (PSI), leads not seen against calibration', judged.psi),
      ...(model ? [figure('now', `最近 ${outcomes.latest} 条已关闭线索的赢单率`, `Part won of the ${outcomes.latest} leads closed last`, model.baseNow), figure('shift', '截距移动（对数几率）', 'Intercept moved by (log odds)', model.shift)] : []),
    ],
    cautions: [...followed(judged), ...leakWords(leaks)], lack: null,
    reliability: {
      what: worded('赢单的线索占比', 'part of leads won'), from: dayOfNumber(judged.from), to: dayOfNumber(judged.to), n: judged.n, predicted: judged.predicted, observed: judged.baseRate,
      points: judged.bins.map(({ n, predicted, observed, range }) => ({ n, predicted, observed, low: range.low, high: range.high })), deciles: [], unit: null,
    },
  };
}

const percent = (share: number): string => `${(share * 100).toFixed(1)}%`;

/** What a look has found, in words: where the intercept lies, and how what was said came true. */
export function lookWords({ base, n, shift, from, to }: OutcomeRecalibration, before: number, judged: OutcomeJudged | null): Worded[] {
  const moved = `${shift < 0 ? '−' : '+'}${Math.abs(shift).toFixed(2)}`;
  return [
    ...(base === null || from === null || to === null ? [] : [worded(
      `截距按最近关闭的 ${n} 条线索（${dayOfNumber(from)} 至 ${dayOfNumber(to)}）重新校准：赢单率 ${percent(base)}，校准时 ${percent(before)}；对数几率 ${moved}。`,
      `The intercept was fitted anew to the ${n} leads closed last (${dayOfNumber(from)} to ${dayOfNumber(to)}): ${percent(base)} were won, ${percent(before)} at calibration; log odds ${moved}.`)]),
    ...(judged === null ? [] : [worded(
      `此后已见分晓的最近 ${judged.n} 条线索：校准误差 ECE ${judged.expectedError.toFixed(3)}，若不重新校准为 ${judged.unmovedError.toFixed(3)}。满 1000 条后，超过 0.05 即改按评分卡计分。`,
      `The newest ${judged.n} leads that have ended since: calibration error ${judged.expectedError.toFixed(3)}, had the intercept not been moved ${judged.unmovedError.toFixed(3)}. From 1,000 leads on, more than 0.05 hands over to the scorecard.`)]),
  ];
}

/** What keeps a fit from coming into force; null where nothing does. */
export function failing({ expectedError, brier, naiveBrier, auc, ruleAuc }: OutcomeJudged): { lack: string; found: number; needed: number } | null {
  if (brier >= naiveBrier) return { lack: 'NAIVE', found: Math.round(brier * 10_000), needed: Math.round(naiveBrier * 10_000) };
  if (ruleAuc !== null && auc <= ruleAuc) return { lack: 'RULE', found: Math.round(auc * 1_000), needed: Math.round(ruleAuc * 1_000) };
  return expectedError > MOST_ERROR ? { lack: 'ERROR', found: Math.round(expectedError * 1_000) / 10, needed: MOST_ERROR * 100 } : null;
}

export const lackOf = ({ lack, found, needed }: { lack: string; found: number; needed: number }): ModelCard['lack'] => ({ what: lacks[lack] ?? worded(lack, lack), found, needed });
