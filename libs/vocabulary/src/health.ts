import { jobName } from './job-names';

/** The words of the state of the product: what is looked at, what was found, and what to do about it. */
export enum HealthState { OK = 'OK', WARN = 'WARN', FAIL = 'FAIL' }

interface Words {
  zh: string;
  en: string;
}

/** What was found: its state, the evidence with its facts, and what to do where something is to be done. */
interface Reading {
  state: HealthState;
  says: Words;
  advice?: Words;
}

interface Check extends Words {
  readings: Readonly<Record<string, Reading>>;
}

const { OK, WARN, FAIL } = HealthState;
const reading = (state: HealthState, zh: string, en: string, advice?: [zh: string, en: string]): Reading => ({ state, says: { zh, en }, ...(advice ? { advice: { zh: advice[0], en: advice[1] } } : {}) });
const unknown = (zh: string, en: string): Reading => reading(WARN, zh, en, ['先恢复数据库，这一项随后即可读取。', 'Bring the database back first; this can be read then.']);

/** Every check with all it can say. Facts stand in braces. */
export const healthChecks = {
  PRODUCT: {
    zh: '产品', en: 'Product',
    readings: {
      answers: reading(OK, '{url} 在 {ms} 毫秒内应答', '{url} answered in {ms} ms'),
      notReady: reading(WARN, '{url} 有应答，但尚未就绪：{missing}', '{url} answers but is not ready: {missing}', ['若几秒后仍未就绪，请查看下面的其他项。', 'If it stays so for more than a few seconds, see the other lines.']),
      down: reading(FAIL, '{url} 没有应答：产品没有运行', '{url} does not answer: the product is down', ['用 npm start 启动，或在容器里重启服务。', 'Start it with npm start, or restart its container.']),
    },
  },
  VERSION: { zh: '版本', en: 'Version', readings: { is: reading(OK, '{version}（{commit}），Node {node}', '{version} ({commit}), Node {node}') } },
  DATABASE: {
    zh: '数据库', en: 'Database',
    readings: {
      answers: reading(OK, 'PostgreSQL {version}，{ms} 毫秒，{size}，{connections}/{most} 个连接', 'PostgreSQL {version}, {ms} ms, {size}, {connections} of {most} connections'),
      crowded: reading(WARN, 'PostgreSQL {version}，连接将用尽：{connections}/{most}', 'PostgreSQL {version} is running out of connections: {connections} of {most}', ['减少进程数，或提高 max_connections。', 'Run fewer processes, or raise max_connections.']),
      old: reading(WARN, 'PostgreSQL {version}，产品针对 18 验证', 'PostgreSQL {version}; the product is proven on 18', ['升级数据库服务器。', 'Upgrade the database server.']),
      away: reading(FAIL, '数据库没有应答：{reason}', 'The database does not answer: {reason}', ['确认数据库服务器在运行且地址正确；恢复后产品会自行重连，无需重启。', 'See that the server runs and the address is right; the product reconnects by itself, no restart needed.']),
    },
  },
  SECOND_LOCK: {
    zh: '第二道锁', en: 'Second lock',
    readings: {
      own: reading(OK, '以 {login} 登录，没有超级权限，行策略对它有效', 'Signed in as {login}: no superuser, row policies apply to it'),
      weaker: reading(WARN, '以 {login} 登录并切换到 {role}：第二道锁较弱', 'Signed in as {login}, taking on {role}: the second lock is weaker', ['为应用建立单独的登录，并写入 DATABASE_APP_URL。', 'Make a login of its own for the application and name it in DATABASE_APP_URL.']),
      open: reading(FAIL, '{login} 可绕过行策略', '{login} passes by the row policies', ['为应用建立没有超级权限、没有 BYPASSRLS 的登录，并写入 DATABASE_APP_URL。', 'Make a login without SUPERUSER and BYPASSRLS and name it in DATABASE_APP_URL.']),
      unknown: unknown('数据库没有应答，无法查看', 'The database does not answer, so this cannot be seen'),
    },
  },
  MIGRATIONS: {
    zh: '数据库结构', en: 'Migrations',
    readings: {
      done: reading(OK, '{count} 个迁移全部完成', 'All {count} are applied'),
      behind: reading(FAIL, '完成 {count} 个，应为 {expected} 个', '{count} of {expected} are applied', ['运行 npm run migrate，或重启产品。', 'Run npm run migrate, or restart the product.']),
      ahead: reading(WARN, '数据库比程序新：{count} 个，程序知道 {expected} 个', 'The database is newer than the program: {count}, of which it knows {expected}', ['启动与数据库相配的版本。', 'Start the version that belongs to the database.']),
      unknown: unknown('数据库没有应答，无法查看', 'The database does not answer, so this cannot be seen'),
    },
  },
  KEY: {
    zh: '密钥', en: 'Key',
    readings: {
      closed: reading(OK, '{place}，权限 {mode}', '{place}, mode {mode}'),
      environment: reading(OK, '来自环境变量 KEY', 'From the environment, KEY'),
      readable: reading(FAIL, '{place} 可被其他人读取（{mode}）', '{place} can be read by others ({mode})', ['执行 chmod 600 关闭它。', 'Close it with chmod 600.']),
      missing: reading(FAIL, '{place} 不存在', '{place} is not there', ['从您的备份放回密钥文件，或用 KEY_FILE 指明位置；没有它，重启后个人信息无法打开。', 'Put the key file back from your copy, or name it in KEY_FILE: without it personal data cannot be opened after a restart.']),
    },
  },
  DISK: {
    zh: '磁盘', en: 'Disk',
    readings: {
      free: reading(OK, '{place} 已用 {percent}%，剩余 {free}', '{place} is {percent} % full, {free} free'),
      filling: reading(WARN, '{place} 已用 {percent}%（超过 80%），剩余 {free}', '{place} is {percent} % full (over 80 %), {free} free', ['安排扩容，或清理不需要的文件。', 'Plan for more space, or remove what is not needed.']),
      nearlyFull: reading(WARN, '{place} 已用 {percent}%（超过 90%），剩余 {free}', '{place} is {percent} % full (over 90 %), {free} free', ['今天就扩容或清理。', 'Make room today.']),
      full: reading(FAIL, '{place} 已用 {percent}%（超过 95%），剩余 {free}', '{place} is {percent} % full (over 95 %), {free} free', ['立即清理或扩容。剩余空间太少时，产品拒绝保存，读取照常；有空间后自行恢复。', 'Make room now. When too little is left the product refuses to save while reading goes on; it resumes by itself.']),
      unknown: reading(WARN, '{place} 无法读取：{reason}', '{place} cannot be looked at: {reason}', ['检查文件夹是否存在及其权限。', 'See whether the folder exists and may be read.']),
    },
  },
  SPOOL: {
    zh: '暂存', en: 'Spool',
    readings: {
      empty: reading(OK, '没有等待的提交', 'Nothing waits'),
      waiting: reading(WARN, '{count} 份提交在磁盘上等待（{size}），最久 {age} 秒', '{count} submissions wait on the disk ({size}), the oldest for {age} s', ['数据库恢复后会自动收入，不会丢失；如果数据库在运行而它们不减少，请查看日志。', 'They are taken in by themselves when the database is back, and none is lost; if it is there and they do not become fewer, look at the log.']),
      aside: reading(FAIL, '{aside} 个文件打不开，已放到 {place}；另有 {count} 份在等待', '{aside} files do not open and were put into {place}; {count} more wait', ['它们被改过，或来自别处，没有收入。查明来历后删除；若密钥当时缺失，放回上一级文件夹会再试。', 'They were altered or come from elsewhere, and were not taken in. Find out where they come from and remove them; if a key was missing then, put them back into the folder above and they are tried again.']),
    },
  },
  POOL: {
    zh: '连接池', en: 'Connections',
    readings: {
      free: reading(OK, '{busy}/{most} 在用，{waiting} 个等待', '{busy} of {most} in use, {waiting} waiting'),
      taken: reading(WARN, '{busy}/{most} 在用，{waiting} 个等待', '{busy} of {most} in use, {waiting} waiting', ['若持续如此，请查看慢语句，或提高 DATABASE_POOL_SIZE。', 'If it stays so, look at slow statements, or raise DATABASE_POOL_SIZE.']),
    },
  },
  LOOP: {
    zh: '进程', en: 'Process',
    readings: {
      quick: reading(OK, '事件循环延迟 p99 {delay} 毫秒，内存 {memory}', 'Event loop delay p99 {delay} ms, memory {memory}'),
      slow: reading(WARN, '事件循环延迟 p99 {delay} 毫秒，内存 {memory}', 'Event loop delay p99 {delay} ms, memory {memory}', ['处理器不足：增加核心或再启动一个进程。', 'Too little processor: give it more cores, or start one more process.']),
    },
  },
  QUEUE: {
    zh: '任务队列', en: 'Queue',
    readings: {
      flowing: reading(OK, '{queued} 个等待，{running} 个进行中，最久等待 {age} 秒', '{queued} queued, {running} running, oldest waits {age} s'),
      late: reading(WARN, '{queued} 个等待，最久已等 {age} 秒', '{queued} queued, the oldest for {age} s', ['增加工作进程，或查看正在运行的任务。', 'Start another worker, or look at what runs.']),
      stuck: reading(FAIL, '{queued} 个等待，最久已等 {age} 秒', '{queued} queued, the oldest for {age} s', ['没有工作进程取走任务：检查“工作进程”一项，并重启它们。', 'No worker takes them: see the line on workers and restart them.']),
      unknown: unknown('数据库没有应答，无法查看', 'The database does not answer, so this cannot be seen'),
    },
  },
  WORKERS: {
    zh: '工作进程', en: 'Workers',
    readings: {
      alive: reading(OK, '{count} 个在运行，最近一次心跳 {age} 秒前', '{count} alive, last sign of life {age} s ago'),
      none: reading(FAIL, '一分钟内没有任何进程的心跳', 'No process has given a sign of life for a minute', ['启动产品或一个工作进程。', 'Start the product, or a worker.']),
      silent: reading(WARN, '{silent} 个任务失去心跳，将由其他进程接手', '{silent} jobs are silent and will be taken over', ['通常自行恢复；若反复出现，请检查进程的内存与日志。', 'This heals by itself; if it recurs, look at the memory and log of the processes.']),
      unknown: unknown('数据库没有应答，无法查看', 'The database does not answer, so this cannot be seen'),
    },
  },
  FAILED_JOBS: {
    zh: '失败的任务', en: 'Failed jobs',
    readings: {
      none: reading(OK, '最近 7 天没有', 'None in the last 7 days'),
      some: reading(WARN, '最近 7 天 {count} 个，最近一个：{name}（{error}）', '{count} in the last 7 days, the latest: {name} ({error})', ['在“任务”里查看原因，解决后重试。', 'See why on the jobs screen, and retry when it is solved.']),
      unknown: unknown('数据库没有应答，无法查看', 'The database does not answer, so this cannot be seen'),
    },
  },
  SEAL: {
    zh: '审计封存', en: 'Audit seal',
    readings: {
      close: reading(OK, '{count} 条已封存，待封存 {open} 条，最久 {age} 秒', '{count} sealed, {open} to seal, the oldest {age} s old'),
      late: reading(FAIL, '待封存 {open} 条，最久已 {age} 秒', '{open} entries wait to be sealed, the oldest for {age} s', ['查看是否有长时间未结束的事务，以及工作进程是否在运行。', 'Look for a transaction that stays open, and whether workers run.']),
      absent: reading(WARN, '此版本的数据库没有封存表', 'This database has no seal', ['运行 npm run migrate。', 'Run npm run migrate.']),
      unknown: unknown('数据库没有应答，无法查看', 'The database does not answer, so this cannot be seen'),
    },
  },
  CHECKPOINT: {
    zh: '审计检查点', en: 'Audit checkpoint',
    readings: {
      fresh: reading(OK, '最近一次在 {at}，{age} 秒前', 'The last at {at}, {age} s ago'),
      old: reading(WARN, '最近一次在 {at}，已 {age} 秒', 'The last at {at}, {age} s ago', ['检查数据目录是否可写，工作进程是否在运行。', 'See whether the data folder can be written and workers run.']),
      none: reading(WARN, '还没有检查点', 'There is none yet', ['产品运行五分钟后会有第一个。', 'The first is made when the product has run for five minutes.']),
      unknown: unknown('数据库没有应答，无法查看', 'The database does not answer, so this cannot be seen'),
    },
  },
  BACKUP: {
    zh: '备份', en: 'Backup',
    readings: {
      fresh: reading(OK, '最近一次 {at} UTC（{minutes} 分钟前），{size}，写完后已读回核对', 'The last at {at} UTC ({minutes} min ago), {size}, read back and compared'),
      recent: reading(OK, '最近一次 {at} UTC（{hours} 小时前），{size}，写完后已读回核对', 'The last at {at} UTC ({hours} h ago), {size}, read back and compared'),
      unchecked: reading(WARN, '最近一次 {at} UTC（{hours} 小时前），{size}，没有读回核对', 'The last at {at} UTC ({hours} h ago), {size}, not read back', ['下次备份时不要加 --unchecked。', 'Leave --unchecked out the next time.']),
      old: reading(WARN, '最近一次 {at} UTC，已过去 {hours} 小时，{size}', 'The last at {at} UTC, {hours} hours ago, {size}', ['运行 npm run backup，并检查每晚的计划任务是否还在运行。', 'Run npm run backup, and see whether the nightly schedule still runs.']),
      none: reading(WARN, '还没有备份', 'There is none yet', [
        '现在运行 npm run backup，再让系统每晚运行一次（例如 crontab：15 2 * * * cd 安装目录 && npm run backup -- --to 另一块磁盘）。密钥文件和 erasures.list 要另存一份，与备份分开。',
        'Run npm run backup now, then every night (crontab, for instance: 15 2 * * * cd <folder of the product> && npm run backup -- --to <another disk>). Keep a copy of the key file and of erasures.list apart from the backups.']),
      unknown: unknown('数据库没有应答，无法查看', 'The database does not answer, so this cannot be seen'),
    },
  },
  MAIL: {
    zh: '邮件', en: 'Mail',
    readings: {
      sends: reading(OK, '已配置，最近一次送出 {at}', 'Set up; last sent {at}'),
      unproven: reading(OK, '已配置，还没有发过', 'Set up; nothing has been sent yet'),
      failing: reading(FAIL, '最近 24 小时 {failed} 封没有送出（{error}），最近一次成功：{at}', '{failed} not sent in the last 24 hours ({error}); last success: {at}', ['检查 SMTP_URL、账号和网络，然后在“任务”里重试。', 'Check SMTP_URL, its account and the network, then retry on the jobs screen.']),
      none: reading(WARN, '没有配置：邀请、重设密码和提醒只能在产品内看到', 'Not set up: invitations, resets and alerts stay within the product', ['设置 SMTP_URL。', 'Set SMTP_URL.']),
    },
  },
  CERTIFICATE: {
    zh: '证书', en: 'Certificate',
    readings: {
      valid: reading(OK, '{subject}，{at} 到期（{days} 天）', '{subject}, until {at} ({days} days)'),
      ending: reading(WARN, '{subject}，{at} 到期（只剩 {days} 天）', '{subject}, until {at} (only {days} days left)', ['更换 TLS_CERT 与 TLS_KEY 并重启。', 'Renew TLS_CERT and TLS_KEY and restart.']),
      ended: reading(FAIL, '{subject}，已于 {at} 到期', '{subject}, expired {at}', ['立即更换 TLS_CERT 与 TLS_KEY 并重启。', 'Renew TLS_CERT and TLS_KEY now and restart.']),
      unreadable: reading(FAIL, 'TLS_CERT 无法读取', 'TLS_CERT cannot be read', ['放入 PEM 格式的证书。', 'Put a PEM certificate there.']),
      none: reading(OK, '本进程不加密线路（本机或反向代理之后）', 'This process does not encrypt the line (loopback, or behind a proxy)'),
    },
  },
  CLOCK: {
    zh: '时钟', en: 'Clock',
    readings: {
      even: reading(OK, '与数据库相差 {ms} 毫秒', '{ms} ms from the database'),
      apart: reading(WARN, '与数据库相差 {ms} 毫秒', '{ms} ms from the database', ['让两台机器与同一时间服务器同步。', 'Let both machines follow one time server.']),
      unknown: unknown('数据库没有应答，无法查看', 'The database does not answer, so this cannot be seen'),
    },
  },
  STATEMENTS: {
    zh: '慢语句', en: 'Slow statements',
    readings: {
      none: reading(OK, '最近 24 小时没有超过一秒的语句（{source}）', 'None over a second in the last 24 hours ({source})'),
      some: reading(WARN, '最近 24 小时 {count} 条超过一秒，最慢 {worst} 毫秒：{statement}（{source}）', '{count} over a second in the last 24 hours, the slowest {worst} ms: {statement} ({source})', ['查看数据量与索引；大量导入后可执行 ANALYZE。', 'Look at the amount of data and the indexes; after large imports, ANALYZE.']),
      unknown: unknown('数据库没有应答，无法查看', 'The database does not answer, so this cannot be seen'),
    },
  },
} as const satisfies Record<string, Check>;

export type HealthCheckName = keyof typeof healthChecks;
export const HEALTH_CHECKS = Object.keys(healthChecks) as HealthCheckName[];

/** One line of the state, as measured: which check, which of its readings, with which facts. */
export interface HealthFinding {
  check: HealthCheckName;
  reading: string;
  facts: Readonly<Record<string, string | number>>;
  measuredAt: string;
}

export interface HealthSaying {
  state: HealthState;
  title: string;
  evidence: string;
  advice: string | null;
}

/** A finding in words. */
export function sayHealth({ check, reading: name, facts }: HealthFinding, language: 'zh' | 'en'): HealthSaying {
  const found: Check = healthChecks[check];
  const { state, says, advice } = found.readings[name]!;
  const evidence = says[language].replace(/\{(\w+)\}/g, (whole, fact: string) => jobName(String(facts[fact] ?? whole), language));
  return { state, title: found[language], evidence, advice: advice?.[language] ?? null };
}

const order = [HealthState.OK, HealthState.WARN, HealthState.FAIL];

/** The worst of several states. */
export const worstOf = (states: readonly HealthState[]): HealthState => order[Math.max(0, ...states.map((state) => order.indexOf(state)))]!;
