/** A claim is undone at no cost, and a return at all, within a minute of the server's clock. */
const MINUTE = 60;
/** The way there and back takes a moment. */
const MARGIN = 2;

/** For how many more seconds something that was sent off at `sentAt` can be undone. */
export const undoSeconds = (sentAt: number, now = Date.now()): number => Math.max(1, MINUTE - MARGIN - Math.ceil((now - sentAt) / 1_000));
