import {
  ColumnTypeEnum,
  type ColumnType,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
} from '@prisma/driver-adapter-utils';
import pg from 'pg';

/**
 * What the schema engine needs to read PostgreSQL's catalogs. Prisma's own adapter does not know the types "char" and
 * name[] that stand there. Reading only: whatever would change the database is refused.
 */
export function catalogConnection(client: pg.Client): SqlMigrationAwareDriverAdapterFactory {
  const names = { provider: 'postgres', adapterName: 'catalog' } as const;
  const connection: SqlDriverAdapter = {
    ...names,
    queryRaw: (query) => read(client, query),
    executeRaw: refuse,
    executeScript: refuse,
    startTransaction: refuse,
    dispose: () => Promise.resolve(),
  };
  return { ...names, connect: () => Promise.resolve(connection), connectToShadowDb: refuse };
}

async function read(client: pg.Client, { sql, args }: SqlQuery): Promise<SqlResultSet> {
  const { fields, rows } = await client.query<unknown[]>({
    text: sql,
    values: args,
    rowMode: 'array',
    types: { getTypeParser: parserOf },
  });
  return {
    columnNames: fields.map(({ name }) => name),
    columnTypes: fields.map(({ dataTypeID }) => columnTypes.get(dataTypeID) ?? ColumnTypeEnum.Text),
    rows,
  };
}

function refuse(): Promise<never> {
  return Promise.reject(new Error('this connection only reads the catalogs'));
}

/** By type oid, see the catalog pg_type. What is not here is read as text. */
const columnTypes: ReadonlyMap<number, ColumnType> = new Map([
  [16, ColumnTypeEnum.Boolean],
  [18, ColumnTypeEnum.Character],
  [20, ColumnTypeEnum.Int64],
  [21, ColumnTypeEnum.Int32],
  [23, ColumnTypeEnum.Int32],
  [26, ColumnTypeEnum.Int64],
  [1002, ColumnTypeEnum.TextArray],
  [1003, ColumnTypeEnum.TextArray],
  [1005, ColumnTypeEnum.Int32Array],
  [1007, ColumnTypeEnum.Int32Array],
  [1009, ColumnTypeEnum.TextArray],
]);

const parserOfOid = pg.types.getTypeParser as (oid: number) => (text: string) => unknown;

function parserOf(oid: number): (text: string) => unknown {
  const type = columnTypes.get(oid);
  if (type === ColumnTypeEnum.Int64) return String;
  return parserOfOid(type === ColumnTypeEnum.TextArray ? 1009 : oid);
}
