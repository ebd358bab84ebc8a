import { WebSocket } from 'ws';

/*
 * A process full of listeners, told by its parent what to open. Each tab of a browser is one socket with one
 * subscription; what arrives is counted with the moment it did.
 */
export interface Opening {
  url: string;
  cookies: readonly string[];
  /** Sockets for each cookie. */
  each: number;
  types: readonly string[];
  subscriptions: number;
  /** Stops reading once it listens, as a laptop whose lid was closed. */
  isDeaf: boolean;
}

/** What a process of listeners has seen so far. */
export interface Seen {
  open: number;
  failed: number;
  closed: number;
  /** For each change, by its key: how many heard it, and after how many milliseconds each since 1970. */
  heard: Record<string, number[]>;
  /** Changes that came to a cookie that should hear nothing are counted by the place of the cookie. */
  byCookie: number[];
}

const query = 'subscription($types: [String!]!) { changes(types: $types) { type id version operation fields } }';
const AT_ONCE = 60;
const sockets: WebSocket[] = [];
const seen: Seen = { open: 0, failed: 0, closed: 0, heard: {}, byCookie: [] };

function hear(text: string, cookie: number): void {
  const change = (JSON.parse(text) as { payload?: { data?: { changes?: { id: string | null; version: number | null } } } }).payload?.data?.changes;
  if (!change) return;
  (seen.heard[`${change.id ?? 'many'}:${change.version ?? 0}`] ??= []).push(Date.now());
  seen.byCookie[cookie] = (seen.byCookie[cookie] ?? 0) + 1;
}

/** Opens one socket, signs in and listens. */
function open({ url, cookies, types, subscriptions, isDeaf }: Opening, cookie: number): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers: { cookie: cookies[cookie], origin: url }, perMessageDeflate: false });
  sockets.push(socket);
  return new Promise((resolve) => {
    const failed = (): void => {
      seen.failed += 1;
      resolve();
    };
    socket.once('error', failed);
    socket.once('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('close', () => (seen.closed += 1));
    socket.on('message', (data) => {
      const text = String(data);
      if (text.startsWith('{"type":"connection_ack"')) {
        for (let at = 0; at < subscriptions; at += 1) socket.send(JSON.stringify({ id: `s${at}`, type: 'subscribe', payload: { query, variables: { types } } }));
        socket.send('{"type":"ping"}');
      } else if (text.startsWith('{"type":"pong"')) {
        seen.open += 1;
        if (isDeaf) socket.pause();
        resolve();
      } else hear(text, cookie);
    });
  });
}

async function openAll(opening: Opening): Promise<void> {
  const waiting = Array.from({ length: opening.cookies.length * opening.each }, (_, at) => at % opening.cookies.length);
  const next = async (): Promise<void> => {
    for (let cookie = waiting.pop(); cookie !== undefined; cookie = waiting.pop()) await open(opening, cookie);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

process.on('message', (message: Opening | 'report' | 'resume' | 'end') => {
  if (message === 'end') process.exit(0);
  else if (message === 'report') process.send?.(seen);
  else if (message === 'resume') {
    for (const socket of sockets) socket.resume();
    process.send?.('resumed');
  } else void openAll(message).then(() => process.send?.(seen));
});
