export interface PdfWarnings {
  /** True when pdf.js swallowed a failed allocation: the text that is there is not all of it. */
  outOfMemory: boolean;
  /** Images left out because they have too many pixels. */
  largeImages: number;
}

/**
 * Runs `task` and collects what pdf.js says on the console, the only place where it tells that it gave up on a part of
 * the document. For one document at a time: the console belongs to the whole process.
 */
export async function withPdfWarnings<T>(task: (warnings: PdfWarnings) => Promise<T>): Promise<T> {
  const warnings: PdfWarnings = { outOfMemory: false, largeImages: 0 };
  const { log, warn } = console;
  const collect = (message: unknown): void => {
    const text = String(message);
    if (/allocation failed|invalid (typed )?array length|invalid string length|out of memory/i.test(text)) {
      warnings.outOfMemory = true;
    }
    if (text.includes('Image exceeded maximum allowed size')) warnings.largeImages += 1;
  };
  console.log = collect;
  console.warn = collect;
  try {
    return await task(warnings);
  } finally {
    console.log = log;
    console.warn = warn;
  }
}
