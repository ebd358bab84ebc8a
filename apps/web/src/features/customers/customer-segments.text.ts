import { texts } from '@dossier/ui';

/** Segments where customers are listed and shown. */
export const customerSegmentsText = texts('customer-segments', {
  segments: { zh: '分群', en: 'Segments' },
  saveFilter: { zh: '存为分群', en: 'Save as a segment' },
  toSegment: { zh: '加入分群', en: 'Segment' },
  leave: { zh: '移出分群', en: 'Take out' },
  title: { zh: '放入静态分群', en: 'Put into a static segment' },
  verb: { zh: '放入 {count} 位', en: 'Put {count} in' },
  where: { zh: '放到哪里', en: 'Where' },
  existing: { zh: '已有的静态分群', en: 'A static segment that stands' },
  fresh: { zh: '新的静态分群', en: 'A new static segment' },
  name: { zh: '分群名称', en: 'Name of the segment' },
  which: { zh: '分群', en: 'Segment' },
  note: { zh: '静态分群是固定的名单，只由人增减。想要按条件自动进出，请在列表里加条件，再“存为分群”。', en: 'A static segment is a fixed list that people keep. For one that follows conditions, narrow the list and choose “Save as a segment”.' },
  allNote: { zh: '“全部符合条件的”只能放进新的分群。', en: '“All that match” go into a new segment only.' },
  added: { zh: '已放入分群“{name}”。', en: 'Put into segment “{name}”.' },
  created: { zh: '分群“{name}”已建立。', en: 'Segment “{name}” created.' },
  removed: { zh: '已从分群“{name}”移出 {count} 位。', en: '{count} taken out of segment “{name}”.' },
  none: { zh: '不在任何分群里', en: 'In no segment' },
});
