/** The two drawings of the product's colours: every colour on the screen is one of these. */
export const light = {
  desk: '#f1efea', sheet: '#fdfcfa', lift: '#ffffff', tab: '#e7e4dc', tip: '#2a2825', onTip: '#fdfcfa',
  mask: 'rgba(30,29,27,.24)', ink: '#1e1d1b', ink2: '#54514a', ink3: '#69655c', ink4: '#a19c92', ph: '#6f6b62',
  hair: '#e5e1d8', hair2: '#cfcabf', edge: '#8f897e', fill1: 'rgba(30,29,27,.025)', fill: 'rgba(30,29,27,.045)',
  fill2: 'rgba(30,29,27,.07)', fill3: 'rgba(30,29,27,.12)', sel: '#e9eef4', sel2: '#dfe7f0', ring: 'rgba(31,64,104,.28)',
  act: '#1f4068', actH: '#2c5583', actA: '#152f4f', actBg: '#e9eef4', actBg2: '#dfe7f0', actBd: '#a9bbd0', onAct: '#ffffff',
  seal: '#b23a2b', sealInk: '#fdf8f2', sealText: '#a83326', ok: '#2a6648', okBg: '#e8f0ea', okBd: '#a9c8b5', warn: '#7d5200',
  warnBg: '#f7efdc', warnBd: '#d9bd83', err: '#9c1240', errH: '#b3194d', errA: '#7c0c31', errBg: '#f9e9ed', errBd: '#dfa3b4',
  onErr: '#ffffff', sh1: '0 1px 2px rgba(30,29,27,.06)', sh2: '0 0 0 1px rgba(30,29,27,.08),0 4px 16px rgba(30,29,27,.10)',
  sh3: '0 0 0 1px rgba(30,29,27,.08),0 16px 48px rgba(30,29,27,.18)',
  chart: ['#234a78', '#b8741a', '#269987', '#87516b', '#7b91bb', '#5d694c'], chartBand: 'rgba(35,74,120,.16)',
  chartNull: '#8f897e',
};

export type Palette = typeof light;

export const dark: Palette = {
  desk: '#131211', sheet: '#1c1b19', lift: '#272522', tab: '#171615', tip: '#ece9e3', onTip: '#1e1d1b',
  mask: 'rgba(0,0,0,.56)', ink: '#ece9e3', ink2: '#b8b3a9', ink3: '#9b958a', ink4: '#66625a', ph: '#948e83', hair: '#312f2b',
  hair2: '#45423c', edge: '#757067', fill1: 'rgba(236,233,227,.03)', fill: 'rgba(236,233,227,.055)',
  fill2: 'rgba(236,233,227,.085)', fill3: 'rgba(236,233,227,.15)', sel: '#232c37', sel2: '#293543',
  ring: 'rgba(157,187,224,.40)', act: '#9dbbe0', actH: '#b6cdea', actA: '#84a6d1', actBg: '#232c37', actBg2: '#293543',
  actBd: '#4a6079', onAct: '#0f1a28', seal: '#c44e3b', sealInk: '#fdf8f2', sealText: '#e27a66', ok: '#82c4a0', okBg: '#1d2a22',
  okBd: '#3f6450', warn: '#e0b563', warnBg: '#2d2617', warnBd: '#6b5527', err: '#f28ca4', errH: '#f6a5b8', errA: '#e0708b',
  errBg: '#33191f', errBd: '#7a3a4a', onErr: '#2a0811', sh1: '0 1px 2px rgba(0,0,0,.4)',
  sh2: '0 0 0 1px rgba(236,233,227,.10),0 4px 16px rgba(0,0,0,.5)',
  sh3: '0 0 0 1px rgba(236,233,227,.12),0 16px 48px rgba(0,0,0,.6)',
  chart: ['#8fb4e3', '#d89f46', '#55d3a0', '#c3638e', '#5a71c9', '#918354'], chartBand: 'rgba(143,180,227,.20)',
  chartNull: '#757067',
};
