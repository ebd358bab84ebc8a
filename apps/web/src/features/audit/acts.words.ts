import { terms } from '@dossier/vocabulary/terms';

type Language = 'zh' | 'en';
type Word = Readonly<Record<Language, string>>;

/** What was done, by the first word of an operation's name. */
const verbs: Readonly<Record<string, Word>> = {
  accept: { zh: '采纳', en: 'Accepted' }, acknowledge: { zh: '确认', en: 'Acknowledged' }, add: { zh: '添加', en: 'Added' }, answer: { zh: '答复', en: 'Answered' },
  apply: { zh: '应用', en: 'Applied' }, approve: { zh: '批准', en: 'Approved' }, archive: { zh: '归档', en: 'Archived' }, assess: { zh: '测评', en: 'Assessed' },
  assign: { zh: '分配', en: 'Assigned' }, cancel: { zh: '取消', en: 'Cancelled' }, check: { zh: '核验', en: 'Checked' }, classify: { zh: '分类', en: 'Classified' },
  clear: { zh: '清除', en: 'Cleared' }, collect: { zh: '登记展会', en: 'Collected' }, close: { zh: '关闭', en: 'Closed' }, confirm: { zh: '确认', en: 'Confirmed' }, copy: { zh: '复制', en: 'Copied' },
  combine: { zh: '组合', en: 'Combined' }, correct: { zh: '更正', en: 'Corrected' }, create: { zh: '新建', en: 'Created' }, decline: { zh: '拒绝', en: 'Declined' }, erase: { zh: '抹除', en: 'Erased' },
  finish: { zh: '完成', en: 'Finished' }, identify: { zh: '识别', en: 'Identified' }, ingest: { zh: '接收', en: 'Took in' }, lift: { zh: '解除', en: 'Lifted' },
  make: { zh: '生成', en: 'Made' }, mark: { zh: '标记', en: 'Marked' }, match: { zh: '匹配', en: 'Matched' }, measure: { zh: '测量', en: 'Measured' },
  merge: { zh: '合并', en: 'Merged' }, open: { zh: '打开', en: 'Opened' }, pause: { zh: '暂停', en: 'Paused' }, publish: { zh: '发布', en: 'Published' },
  dry: { zh: '试', en: 'Tried out' }, fit: { zh: '训练', en: 'Fitted' }, roll: { zh: '退回', en: 'Rolled back' }, rate: { zh: '评价', en: 'Rated' }, record: { zh: '登记', en: 'Recorded' }, refresh: { zh: '刷新', en: 'Refreshed' }, register: { zh: '登记', en: 'Registered' }, remove: { zh: '移除', en: 'Removed' },
  reassign: { zh: '移交', en: 'Handed over' }, reopen: { zh: '重新打开', en: 'Reopened' }, reorder: { zh: '调整顺序：', en: 'Reordered' }, resolve: { zh: '处理', en: 'Resolved' }, restore: { zh: '恢复', en: 'Restored' },
  resume: { zh: '继续', en: 'Resumed' }, retry: { zh: '重试', en: 'Retried' }, reveal: { zh: '查看', en: 'Revealed' }, run: { zh: '运行', en: 'Ran' },
  save: { zh: '保存', en: 'Saved' }, send: { zh: '发送', en: 'Sent' }, set: { zh: '设置', en: 'Set' }, sign: { zh: '签核', en: 'Signed off' }, start: { zh: '开始', en: 'Started' },
  state: { zh: '说明', en: 'Stated' }, stop: { zh: '停止', en: 'Stopped' }, store: { zh: '保存', en: 'Stored' }, submit: { zh: '提交', en: 'Submitted' },
  hold: { zh: '开始处理', en: 'Took in hand' }, let: { zh: '放手', en: 'Let go of' }, log: { zh: '登记', en: 'Logged' }, claim: { zh: '领取', en: 'Claimed' }, release: { zh: '退回', en: 'Gave back' }, simulate: { zh: '模拟', en: 'Simulated' }, activate: { zh: '启用', en: 'Switched on' }, retire: { zh: '停用', en: 'Switched off' }, spare: { zh: '免于回收：', en: 'Kept from going back:' }, unspare: { zh: '恢复回收：', en: 'Let go back again:' },
  convert: { zh: '转化', en: 'Converted' }, export: { zh: '导出', en: 'Exported' }, move: { zh: '移动', en: 'Moved' }, unconvert: { zh: '撤销转化：', en: 'Took back the conversion of' },
  undo: { zh: '撤销', en: 'Took back' }, unmark: { zh: '取消标记', en: 'Unmarked' }, update: { zh: '修改', en: 'Changed' }, verify: { zh: '核验', en: 'Verified' },
};

/** To what, where the dictionary calls it otherwise than the operation does. */
const nouns: Readonly<Record<string, Word>> = {
  WorkCalendar: { zh: '工作日历', en: 'work calendar' }, CalendarDays: { zh: '日历日期', en: 'dates of a calendar' }, Nurture: { zh: '线索培育', en: 'nurture of a lead' },
  FollowUp: { zh: '跟进', en: 'follow-up' }, Release: { zh: '退回公海', en: 'return to a pool' }, GoOfLead: { zh: '线索', en: 'lead' }, Pool: { zh: '公海', en: 'lead pool' }, MatchingLeads: { zh: '符合条件的线索', en: 'leads that match' }, Assignment: { zh: '线索分配', en: 'assignment of leads' },
  Assessment: { zh: '风险测评', en: 'risk assessment' }, Attachment: { zh: '附件', en: 'attachment' }, Behaviour: { zh: '行为记录', en: 'keeping of behaviour' },
  Churn: { zh: '流失看板', en: 'board of leaving' }, Conflict: { zh: '身份冲突', en: 'identity conflict' }, Consent: { zh: '同意', en: 'consent' }, Contact: { zh: '联系方式', en: 'contact data' },
  CustomerRecord: { zh: '客户档案', en: 'customer record' }, Identity: { zh: '联系方式', en: 'contact data' },
  Events: { zh: '行为事件', en: 'behaviour events' }, Export: { zh: '导出', en: 'export' }, Feedback: { zh: '反馈', en: 'feedback' }, FormFrames: { zh: '可嵌入表单的网站', en: 'sites that show a form' },
  FromSegment: { zh: '分群中的客户', en: 'customers of a segment' }, ToSegment: { zh: '分群中的客户', en: 'customers of a segment' },
  BackModel: { zh: '模型', en: 'model' }, Intake: { zh: '接入数据', en: 'submission' }, Interest: { zh: '兴趣', en: 'interest' }, Need: { zh: '需求', en: 'need' }, NextStep: { zh: '下一步', en: 'next step' },
  Note: { zh: '私密备注', en: 'private note' }, OffCustomer: { zh: '客户档案', en: 'customer record' }, Purpose: { zh: '处理目的', en: 'purpose' }, Quality: { zh: '数据质量', en: 'data quality' },
  RecordStatus: { zh: '档案状态', en: 'record status' }, Recording: { zh: '双录', en: 'recording' }, RequestIdentity: { zh: '请求人身份', en: 'identity of the asker' },
  Restriction: { zh: '处理限制', en: 'restriction' }, Review: { zh: '复核', en: 'review' }, ReviewUnknown: { zh: '复核：无法确认', en: 'review as unknown' }, Risk: { zh: '风险承受能力', en: 'risk tolerance' },
  Scorecard: { zh: '评分卡', en: 'scorecard' }, ScorecardDraft: { zh: '评分卡草稿', en: 'draft of the scorecard' }, BackScorecard: { zh: '评分卡', en: 'scorecard' }, RunScorecard: { zh: '评分卡', en: 'scorecard' },
  Suggestion: { zh: '更正建议', en: 'suggested change' }, TestEvent: { zh: '测试事件', en: 'test event' }, Upkeep: { zh: '复核与保留', en: 'reviews and retention' }, Visitor: { zh: '访客', en: 'visitor' },
};

const dictionary: Readonly<Record<string, Word | undefined>> = terms;
const lower = (text: string): string => (/^[A-Z][a-z]/.test(text) ? text[0]!.toLowerCase() + text.slice(1) : text);

/** The thing that a name speaks of, in words of the dictionary; of several it is called as of one. */
export function nounOf(name: string): Word | undefined {
  return nouns[name] ?? dictionary[name] ?? dictionary[name.replace(/s$/, '')] ?? dictionary[name.replace(/ies$/, 'y')];
}

/** An operation in words, told from its own name: `archiveNeed` is “归档需求”. Null where a word is missing. */
export function actOf(operation: string, language: Language): string | null {
  const [, verb = '', thing = ''] = /^([a-z]+)([A-Z]\w*)$/.exec(operation) ?? [];
  const noun = nounOf(thing);
  if (!(verb in verbs) || !noun) return null;
  return language === 'zh' ? `${verbs[verb]!.zh}${noun.zh}` : `${verbs[verb]!.en} ${lower(noun.en)}`;
}
