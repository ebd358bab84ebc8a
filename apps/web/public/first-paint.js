// Before anything is drawn: the theme and language that this browser was told last.
(function () {
  var kept = {};
  try { kept = JSON.parse(localStorage.getItem('dossier.appearance') || '{}'); } catch (fault) { kept = {}; }
  var root = document.documentElement;
  var dark = kept.theme === 'dark' || (kept.theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.dataset.theme = dark ? 'dark' : 'light';
  root.lang = (kept.language || navigator.language || 'zh').slice(0, 2) === 'zh' ? 'zh-CN' : 'en';
})();
