export type PlacesFaultCode =
  | 'places_file_missing'
  | 'places_file_unreadable'
  | 'places_file_empty'
  | 'places_file_unknown'
  | 'places_row_faulty';

/** What is wrong with a file of places: a stable code, and a sentence that names the file and the line. */
export class PlacesFileError extends Error {
  constructor(
    readonly code: PlacesFaultCode,
    sentence: string,
    options: { readonly cause?: unknown } = {},
  ) {
    super(`${code}: ${sentence}`, options);
  }
}
