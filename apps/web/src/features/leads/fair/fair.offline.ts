const WORKER = '/fair-worker.js';
const PLACE = '/leads/fair';

/** What this page was built of: without it the page does not open while there is no network. */
function parts(): string[] {
  const fetched = performance.getEntriesByType('resource').map(({ name }) => name);
  // A long visit fills the browser's list of what was fetched; what the page itself names stands in it for good.
  const named = [...document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"], link[rel="modulepreload"]')].map(({ href }) => href).concat([...document.scripts].map(({ src }) => src));
  return [...fetched, ...named].filter((name) => name !== '').map((name) => new URL(name, location.href)).filter(({ origin, pathname }) => origin === location.origin && /^\/(assets\/|first-paint\.js|seal\.svg)/.test(pathname)).map(({ pathname }) => pathname);
}

/** Lets this one screen open without network on this phone: gives whether it does from now on. */
export async function keepScreen(): Promise<boolean> {
  if (!('serviceWorker' in navigator) || !isSecureContext) return false;
  try {
    const registration = await navigator.serviceWorker.register(WORKER, { scope: PLACE });
    const worker = await active(registration);
    // What it is built of has been loaded by now, and once more by name what it needs when it stands alone.
    await import('./FairAlone');
    return await new Promise<boolean>((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => resolve(data === 'kept');
      worker.postMessage({ keep: [...new Set(parts())] }, [port2]);
    });
  } catch {
    return false;
  }
}

function active({ active: standing, installing, waiting }: ServiceWorkerRegistration): Promise<ServiceWorker> {
  const coming = installing ?? waiting;
  if (!coming) return standing ? Promise.resolve(standing) : Promise.reject(new Error('No worker'));
  return new Promise((resolve, reject) => {
    const look = (): void => {
      if (coming.state === 'activated') resolve(coming);
      if (coming.state === 'redundant') reject(new Error('The worker was not taken'));
    };
    coming.addEventListener('statechange', look);
    look();
  });
}
