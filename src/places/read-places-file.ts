import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { CsvError, parse } from 'csv-parse';
import { formatOf, type PlacesFormat } from './places-formats.js';
import type { Position } from './place.js';
import { PlacesFileError } from './places-file-error.js';

export interface PlacedPostcode extends Position {
  readonly code: string;
}

/**
 * The postcodes of one file of Code-Point Open or of the ONS Postcode Directory, one after the other; a whole directory is
 * never in memory. Postcodes without a position are passed over.
 *
 * @throws PlacesFileError for the first thing that is not as it should be.
 */
export async function* readPlacesFile(path: string): AsyncGenerator<PlacedPostcode> {
  const name = basename(path);
  let format: PlacesFormat | null = null;
  let line = 0;
  for await (const fields of records(path)) {
    line += 1;
    if (format === null) {
      format = formatOf(fields);
      if (format === null) throw unknown(name);
      if (format.hasHeader) continue;
    }
    const row = format.readRow(fields);
    if (row === 'unplaced') continue;
    if ('fault' in row) throw faulty(`Line ${line} of ${name} ${row.fault}. ${NOTHING_TAKEN}`);
    yield { code: row.code, ...row.position };
  }
  if (line === 0) throw new PlacesFileError('places_file_empty', `${name} is empty.`);
}

const NOTHING_TAKEN = 'Nothing was taken from any file.';

async function* records(path: string): AsyncGenerator<readonly string[]> {
  const name = basename(path);
  const source = createReadStream(path);
  const parser = parse({
    bom: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 65_536,
  });
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const record of source.pipe(parser)) yield record as string[];
  } catch (error) {
    if (error instanceof CsvError) {
      throw faulty(`${name} is no CSV from line ${Number(error['lines'])} on. ${NOTHING_TAKEN}`, error);
    }
    if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) throw error;
    if (error.code === 'ENOENT')
      throw new PlacesFileError('places_file_missing', `There is no file ${path}.`, { cause: error });
    throw new PlacesFileError('places_file_unreadable', `${path} cannot be read: ${String(error.code)}.`, {
      cause: error,
    });
  } finally {
    source.destroy();
  }
}

function unknown(name: string): PlacesFileError {
  return new PlacesFileError(
    'places_file_unknown',
    `${name} is neither a CSV of Code-Point Open (postcode, quality, eastings, northings, …) nor one of the ONS Postcode Directory (with columns pcds, lat and long). ${NOTHING_TAKEN}`,
  );
}

function faulty(sentence: string, cause?: unknown): PlacesFileError {
  return new PlacesFileError('places_row_faulty', sentence, { cause });
}
