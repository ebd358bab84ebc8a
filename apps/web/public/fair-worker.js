// Lets the screen of the trade fair open without network. It keeps that page and what it is built of, and nothing else: no data, no other screen.
const SHELF = 'dossier-fair-1';
const PAGE = '/leads/fair';

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name.startsWith('dossier-fair-') && name !== SHELF).map((name) => caches.delete(name))))));

/** Keeps the page and its parts, all or none; parts of an older build go once the new ones are there. */
async function keep(parts) {
  const shelf = await caches.open(SHELF);
  const wanted = [PAGE, ...parts];
  await shelf.addAll(wanted.map((path) => new Request(path, { cache: 'no-cache', credentials: 'same-origin' })));
  const known = new Set(wanted);
  for (const request of await shelf.keys()) if (!known.has(new URL(request.url).pathname)) await shelf.delete(request);
}

self.addEventListener('message', (event) => {
  if (!event.data || !Array.isArray(event.data.keep)) return;
  event.waitUntil(keep(event.data.keep).then(() => event.ports[0].postMessage('kept'), () => event.ports[0].postMessage('not kept')));
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const isPage = request.mode === 'navigate' && url.pathname === PAGE;
  const isPart = /^\/(assets\/|first-paint\.js|seal\.svg)/.test(url.pathname);
  if (!isPage && !isPart) return;
  // The network first, so that a new build is seen at once; what was kept where there is none.
  event.respondWith(fetch(request).catch(async (fault) => {
    const kept = await caches.match(isPage ? PAGE : url.pathname, { cacheName: SHELF });
    if (kept) return kept;
    throw fault;
  }));
});
