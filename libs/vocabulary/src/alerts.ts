/** What the product tells holders of `audit.read` about by itself. */
export enum AlertKind {
  SIGN_IN_FAILURES = 'SIGN_IN_FAILURES',
  ADDRESS_FAILURES = 'ADDRESS_FAILURES',
  NEW_DEVICE = 'NEW_DEVICE',
  OUT_OF_HOURS = 'OUT_OF_HOURS',
  UNUSUAL_VOLUME = 'UNUSUAL_VOLUME',
  PROBING = 'PROBING',
  SELF_GRANT = 'SELF_GRANT',
  GRANT_REFUSED = 'GRANT_REFUSED',
  KEY_NEW_NETWORK = 'KEY_NEW_NETWORK',
  CIPHER_REFUSED = 'CIPHER_REFUSED',
  SEAL_LATE = 'SEAL_LATE',
  TRAIL_BROKEN = 'TRAIL_BROKEN',
  DISK_FILLING = 'DISK_FILLING',
  BAIT_TOUCHED = 'BAIT_TOUCHED',
  BACKUP_OLD = 'BACKUP_OLD',
}

/** How a check of the trail ended. */
export enum AuditCheckState {
  RUNNING = 'RUNNING',
  SOUND = 'SOUND',
  BROKEN = 'BROKEN',
  FAILED = 'FAILED',
}

/** The sentence of an alert; `{name}` places a fact. It stands in mail and in the notification alike. */
export const alertSentences = {
  SIGN_IN_FAILURES: { zh: '{name} 的账号在 15 分钟内登录失败 {count} 次。', en: '{count} sign-ins to the account of {name} failed within 15 minutes.' },
  ADDRESS_FAILURES: { zh: '来自 {ip} 的登录在 15 分钟内失败 {count} 次。', en: '{count} sign-ins from {ip} failed within 15 minutes.' },
  NEW_DEVICE: { zh: '{name} 在一台新设备上登录（{ip}）。', en: '{name} signed in on a new device (from {ip}).' },
  OUT_OF_HOURS: { zh: '{name} 在非工作时间{what}：{count} 次。', en: '{name} outside working hours: {what}, {count} times.' },
  UNUSUAL_VOLUME: { zh: '{name} 今天{what} {count} 次，平时的中位数是 {median}。', en: '{name} today: {what}, {count} times; the usual median is {median}.' },
  PROBING: { zh: '{name} 在 5 分钟内有 {count} 次请求被拒绝或没有找到。', en: '{count} requests of {name} were refused or found nothing within 5 minutes.' },
  SELF_GRANT: { zh: '{name} 给自己增加了权限。', en: '{name} gave rights to themselves.' },
  GRANT_REFUSED: { zh: '{name} 试图越权授权，已被拒绝。', en: '{name} tried to give or take rights beyond their own and was refused.' },
  KEY_NEW_NETWORK: { zh: '接口密钥“{name}”从新的网络 {network} 使用。', en: 'The API key of “{name}” was used from a new network, {network}.' },
  CIPHER_REFUSED: { zh: '有一处加密内容无法打开：{place}。它可能被移动或改动过。', en: 'An encrypted value does not open: {place}. It may have been moved or altered.' },
  SEAL_LATE: { zh: '审计封存晚了 {seconds} 秒，还有 {count} 条等待封存。', en: 'The audit seal is {seconds} seconds late; {count} rows wait for it.' },
  TRAIL_BROKEN: { zh: '审计记录与封存不一致：{fault}。请立即核对。', en: 'The audit trail does not match its seal: {fault}. Check it now.' },
  BAIT_TOUCHED: { zh: '{name} 触碰了一条诱饵档案（{what}）。没有人有理由这样做，请立即了解情况。', en: '{name} touched a bait record: {what}. Nobody has a reason to; find out at once.' },
  BACKUP_OLD: { zh: '已经 {hours} 小时没有备份。', en: 'There has been no backup for {hours} hours.' },
  DISK_FILLING: { zh: '数据盘已用 {percent}%。', en: 'The data disk is {percent} % full.' },
} as const satisfies Record<keyof typeof AlertKind, { zh: string; en: string }>;

/** What was done so often: part of two sentences above. */
export const alertActs = {
  READ: { zh: '查看列表', en: 'reading lists' },
  EXPORT: { zh: '导出', en: 'exports' },
  REVEAL: { zh: '查看完整联系方式', en: 'revealing contact data' },
  OPEN: { zh: '打开档案', en: 'opening the record' },
  CONTACT: { zh: '联系客户', en: 'contacting the customer' },
} as const;

/** What a check of the trail can find, in the words of the screen. */
export const auditFaults = {
  EDITED: { zh: '有记录被改过', en: 'a row was edited' },
  DELETED: { zh: '有记录被删除', en: 'a row was deleted' },
  INSERTED: { zh: '有记录是后来塞入的', en: 'a row was inserted' },
  REORDERED: { zh: '记录的次序被换过', en: 'rows changed places' },
  TRUNCATED: { zh: '末尾的记录被截去', en: 'the end was cut off' },
  RECHAINED: { zh: '封存链被重新计算过', en: 'the chain was computed anew' },
  CHECKPOINT_MISMATCH: { zh: '与签名的检查点不符', en: 'it does not match a signed checkpoint' },
  CHECKPOINT_MISSING: { zh: '检查点文件不见了', en: 'the checkpoint file is missing' },
} as const;

/** A figure is told whole: a median of a third reads like a fault. */
const said = (fact: unknown): string => (typeof fact === 'number' ? Math.round(fact).toLocaleString('en-US') : String(fact ?? '–'));

/** The sentence of an alert with its facts. */
export function alertSentence(kind: keyof typeof AlertKind, facts: Readonly<Record<string, unknown>>, language: 'zh' | 'en'): string {
  const { act, fault } = facts;
  const words: Record<string, unknown> = {
    ...facts,
    ...(typeof act === 'string' && act in alertActs ? { what: alertActs[act as keyof typeof alertActs][language] } : {}),
    ...(typeof fault === 'string' && fault in auditFaults ? { fault: auditFaults[fault as keyof typeof auditFaults][language] } : {}),
  };
  return alertSentences[kind][language].replace(/\{(\w+)\}/g, (_, name: string) => said(words[name]));
}
