import { texts } from '@dossier/ui';
import { errors, type ErrorCode } from '@dossier/vocabulary/errors';

export const faultText = texts('faults', {
  ...(Object.fromEntries(Object.entries(errors).map(([code, { zh, en }]) => [code, { zh, en }])) as Record<ErrorCode, { zh: string; en: string }>),
  OFFLINE: { zh: '网络断开了，没有送到。已填的内容还在，连上后请再试一次。', en: 'The connection is lost and nothing was sent. What you typed is kept; try again when it is back.' },
});

export const unitText = texts('units', {
  tenThousands: { zh: '{figure} 万', en: '{figure}' },
  hundredMillions: { zh: '{figure} 亿', en: '{figure}' },
  thousands: { zh: '{figure}', en: '{figure}k' },
  millions: { zh: '{figure}', en: '{figure}m' },
  plain: { zh: '{figure}', en: '{figure}' },
  justNow: { zh: '刚刚', en: 'just now' },
});
