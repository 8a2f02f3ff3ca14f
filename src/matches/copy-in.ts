import type pg from 'pg';

/** What pg asks of a query, as far as COPY … FROM STDIN needs it. */
interface Connection {
  query(text: string): void;
  sendCopyFromChunk(chunk: Uint8Array): void;
  endCopyFrom(): void;
}

/**
 * Sends rows in PostgreSQL's binary format (COPY, "File Formats"), which takes half the time of an INSERT of the same.
 *
 * @param text a COPY … FROM STDIN BINARY statement. @throws what the server says against it.
 */
export function copyIn(client: pg.ClientBase, text: string, rows: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    const query = {
      // pg puts its own timeout in the place of this.
      callback: (error: Error | null) => {
        if (error) reject(error);
        else resolve();
      },
      submit: (connection: pg.Connection) => (connection as unknown as Connection).query(text),
      handleCopyInResponse(connection: Connection) {
        connection.sendCopyFromChunk(rows);
        connection.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleReadyForQuery: () => query.callback(null),
      handleError: (error: Error) => query.callback(error),
    };
    client.query(query);
  });
}
