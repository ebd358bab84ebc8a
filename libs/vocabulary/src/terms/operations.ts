/** Words of the operators' screens. */
export const operationTerms = {
  Health: { zh: '运行状态', en: 'Health', means: 'The state of the product with its evidence, as it was measured just now.' },
  HealthLine: { zh: '检查项', en: 'Health check', means: 'One thing that was looked at: its state, the evidence, and what to do.' },
  'HealthState.OK': { zh: '正常', en: 'OK', means: 'Nothing is to be done.' },
  'HealthState.WARN': { zh: '注意', en: 'Warning', means: 'It works, but somebody should look at it.' },
  'HealthState.FAIL': { zh: '故障', en: 'Failure', means: 'It does not work, or will not for long: act now.' },
  OperatedJob: { zh: '后台任务', en: 'Job of the installation', means: 'A job of anybody, as those see it who keep the product running.' },
  JobSchedule: { zh: '定时任务', en: 'Schedule', means: 'A job that the product starts by itself, and when it ran last and runs next.' },
  RunningProcess: { zh: '进程', en: 'Process', means: 'A process of this installation that has given a sign of life lately.' },
} as const;
