import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** The part of Tesseract's C++ interface that is used here, as tesseract.js-core compiles it to WebAssembly. */
interface TessBaseApi {
  Init(dataPath: string | null, language: string, engine: number): number;
  SetVariable(name: string, value: string): boolean;
  SetPageSegMode(mode: number): void;
  /** Opens the file `/input`; 0 when it could. `exif`: orientation 1–8; `angle`: radians, against the clock. */
  SetImageFile(exif: number, angle: number, upscale: boolean): number;
  /** Writes what was opened, as it was turned, to `/image.png`. @param kind 0: in its colours. */
  WriteImage(kind: number, path: string): void;
  FindLines(): number;
  /** Slope of the lines of text that `FindLines` found. */
  GetGradient(): number;
  Recognize(monitor: null): number;
  MeanTextConf(): number;
  GetUTF8Text(): string;
  /** Blocks, paragraphs, lines and words with their places, tab-separated. @param page Its number in the table. */
  GetTSVText(page: number): string;
  Clear(): void;
}

interface TesseractModule {
  readonly FS: {
    writeFile(path: string, data: Uint8Array): void;
    readFile(path: string): Uint8Array;
    unlink(path: string): void;
  };
  readonly TessBaseAPI: new () => TessBaseApi;
}

export interface Tesseract {
  readonly api: TessBaseApi;
  /** Puts a file where `SetImageFile` looks for it. */
  place(picture: Uint8Array): void;
  /** What `SetImageFile` opened, as a PNG in the kinds that it writes: grey, in colours or with a palette, rows in order. */
  takePng(): Uint8Array;
}

const PNG_FILE = '/image.png';
/** OEM_LSTM_ONLY: the only engine that the packaged data is for. */
const NEURAL_NETWORK = 1;
/** PSM_AUTO: finds columns and blocks by itself. */
const AUTOMATIC_LAYOUT = '3';

let engine: Promise<Tesseract> | null = null;

/** The engine, which starts when it is first needed and stays. */
export function tesseract(): Promise<Tesseract> {
  return (engine ??= startTesseract());
}

/**
 * Starts Tesseract with its English data, both from packages, inside this process: tesseract.js itself would start a
 * thread and fetch the data, which the sandbox forbids. Takes a third of a second and 120 MB.
 */
async function startTesseract(): Promise<Tesseract> {
  const require = createRequire(import.meta.url);
  const start = require('tesseract.js-core/tesseract-core-simd-lstm.js') as (
    options: object,
  ) => Promise<TesseractModule>;
  const data = join(
    dirname(require.resolve('@tesseract.js-data/eng/package.json')),
    '4.0.0_best_int/eng.traineddata.gz',
  );
  const quiet = (): void => undefined;
  const module = await start({ print: quiet, printErr: quiet });
  module.FS.writeFile('eng.traineddata', gunzipSync(await readFile(data)));
  const api = new module.TessBaseAPI();
  if (api.Init(null, 'eng', NEURAL_NETWORK) !== 0)
    throw new Error('The language data of Tesseract does not load.');
  api.SetVariable('tessedit_pageseg_mode', AUTOMATIC_LAYOUT);
  return {
    api,
    place: (picture) => module.FS.writeFile('/input', picture),
    takePng() {
      api.WriteImage(0, PNG_FILE);
      const png = module.FS.readFile(PNG_FILE);
      // It says nothing where it cannot write: the next one must not find this picture, which may be somebody else's.
      module.FS.unlink(PNG_FILE);
      return png;
    },
  };
}
