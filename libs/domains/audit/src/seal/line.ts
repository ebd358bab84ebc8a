/*
 * What is hashed. These expressions are given to PostgreSQL by the sealer and by the check alike, and stand in no function of
 * the database: whoever owns the database can then change rows, but not the question that is asked about them.
 */
const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

/** Columns of an entry that are not hashed: the number of its transaction belongs to the server that wrote it, not to the act. */
export const UNHASHED = ['xid'];

export const ENTRY_COLUMNS = [
  'id', 'at', 'actor_kind', 'actor_id', 'actor_name', 'on_behalf_of', 'session_id', 'ip', 'device', 'action', 'object_type', 'object_id', 'outcome', 'code', 'reason', 'facts', 'request_id',
] as const;
export const CHANGE_COLUMNS = ['id', 'entry_id', 'at', 'table_name', 'operation', 'row_id', 'row_ids', 'fields', 'before', 'after'] as const;

const line = (alias: string, columns: readonly string[]): string =>
  `jsonb_build_object(${columns.map((column) => `'${column}', ${column === 'at' ? instant(`${alias}.at`) : `${alias}.${column}`}`).join(', ')})::text`;

const digest = (text: string): string => `pg_catalog.sha256(convert_to(${text}, 'UTF8'))`;

/** SHA-256 of the canonical JSON of an entry: keys in the order of jsonb, the instant in UTC to the microsecond. */
export const entryDigest = (alias: string): string => digest(line(alias, ENTRY_COLUMNS));
/** The same of one changed row. */
export const changeDigest = (alias: string): string => digest(line(alias, CHANGE_COLUMNS));

/** A seal without its hash. Instants are texts as PostgreSQL writes them here: they are hashed, so a lost microsecond would show. */
export interface SealFacts {
  sequence: number;
  entryId: string | null;
  changeId: string | null;
  at: string;
  /** Hexadecimal. */
  digest: string;
  backdated: boolean;
  sealedAt: string;
}

/** The canonical JSON of a seal: what is hashed behind the hash before it. */
export const sealLine = ({ sequence, entryId, changeId, at, digest: of, backdated, sealedAt }: SealFacts): string =>
  `{"sequence":${sequence},"${entryId ? 'entry' : 'change'}":"${entryId ?? changeId}","at":"${at}","digest":"${of}","backdated":${backdated},"sealedAt":"${sealedAt}"}`;

/** The same line as PostgreSQL builds it from a row of `audit_seal`; `sequence` may be another one, to try a row at another place. */
export const storedLine = (alias: string, sequence = `${alias}.sequence`): string => `'{"sequence":' || ${sequence}
  || case when ${alias}.entry_id is null then ',"change":"' || ${alias}.change_id else ',"entry":"' || ${alias}.entry_id end
  || '","at":"' || ${instant(`${alias}.at`)} || '","digest":"' || encode(${alias}.digest, 'hex')
  || '","backdated":' || ${alias}.backdated || ',"sealedAt":"' || ${instant(`${alias}.sealed_at`)} || '"}'`;

/** What the hash of a stored seal must be after the hash `prev`. */
export const dueHash = (prev: string, alias: string, sequence?: string): string => `pg_catalog.sha256(${prev} || convert_to(${storedLine(alias, sequence)}, 'UTF8'))`;

export const isoOf = instant;
