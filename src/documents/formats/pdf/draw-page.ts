import { PDFiumLibrary } from '@hyzyla/pdfium';

/** Points per inch: at this scale a pixel is a point. */
const POINTS_PER_INCH = 72;

export interface DrawingOptions {
  readonly dotsPerInch: number;
  /** Larger pages are drawn coarser. */
  readonly mostPixels: number;
  /** Default: false, shades of grey. */
  readonly colour?: boolean;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Rows from the top; a byte a pixel in shades of grey, else four: blue, green, red, opacity. */
  readonly pixels: Uint8Array;
}

export interface DrawnPdf {
  /**
   * One page as it is shown, turned as it asks for; form fields are left out.
   *
   * @param number From 1.
   * @returns null when there is no such page.
   */
  draw(number: number, options: DrawingOptions): Promise<Drawing | null>;
}

let library: ReturnType<typeof PDFiumLibrary.init> | null = null;

/**
 * Opens a PDF for drawing with PDFium, compiled to WebAssembly, which cannot leave its own memory: no native code comes
 * near a document. Runs in the sandbox. The engine starts with the first document and stays, unless one broke it.
 *
 * @throws Error for what PDFium cannot open or draw.
 */
export async function withDrawnPdf<T>(bytes: Uint8Array, task: (pdf: DrawnPdf) => Promise<T>): Promise<T> {
  library ??= PDFiumLibrary.init();
  try {
    const document = await (await library).loadDocument(bytes);
    try {
      return await task({
        async draw(number, { dotsPerInch, mostPixels, colour = false }) {
          if (number < 1 || number > document.getPageCount()) return null;
          const page = document.getPage(number - 1);
          const { originalWidth, originalHeight } = page.getOriginalSize();
          const area = Math.max(1, originalWidth * originalHeight);
          const scale = Math.min(dotsPerInch / POINTS_PER_INCH, Math.sqrt(mostPixels / area));
          const drawn = await page.render({
            scale,
            render: 'bitmap',
            colorSpace: colour ? 'BGRA' : 'Gray',
            renderFormFields: false,
          });
          return { width: drawn.width, height: drawn.height, pixels: drawn.data };
        },
      });
    } finally {
      document.destroy();
    }
  } catch (error) {
    if (error instanceof Error && error.name === 'RuntimeError') library = null;
    throw error;
  }
}

/** A drawing in shades of grey as a portable graymap, which the engine that recognises text reads. */
export function graymapOf({ width, height, pixels }: Drawing): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`, 'latin1'), pixels]);
}
