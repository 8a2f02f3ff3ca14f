/** Groups that hold no text of the document, by the control word that opens them. */
export const LEFT_OUT = new Set([
  ...['stylesheet', 'info', 'object', 'objdata', 'listtable', 'listoverridetable', 'revtbl', 'rsidtbl'],
  ...['fldinst', 'themedata', 'colorschememapping', 'datastore', 'latentstyles', 'xmlnstbl', 'generator'],
  ...['annotation', 'atnid', 'atnauthor', 'atnicn', 'atndate', 'atnref', 'atrfstart', 'atrfend'],
  ...[
    'bkmkstart',
    'bkmkend',
    'xe',
    'tc',
    'tcn',
    'rxe',
    'shprslt',
    'nonshppict',
    'sp',
    'sn',
    'sv',
    'background',
  ],
  ...['pnseclvl', 'pn', 'nesttableprops', 'nonesttables', 'falt', 'panose', 'filetbl', 'mmathPr', 'ftnsep'],
  ...['ftnsepc', 'ftncn', 'aftnsep', 'aftnsepc', 'aftncn', 'template', 'userprops', 'docvar', 'protusertbl'],
  ...['pgdsctbl', 'pgptbl', 'private', 'passwordhash', 'writereservhash'],
]);

/** Groups that repeat a picture for old readers, or hold one that is no picture of the page: a bullet. */
export const COPIES = new Set(['nonshppict', 'shprslt', 'listpicture']);

/** Groups marked as ignorable (`\*`) whose text stands on the page all the same. */
export const READ_THOUGH_IGNORABLE = new Set(['shpinst', 'shptxt', 'shppict', 'ud', 'moMath', 'background']);

/** Page headers and footers, of the first, the left and the right pages, too: often with the same text. */
export const AROUND_PAGES = new Set([
  ...['header', 'headerf', 'headerl', 'headerr', 'footer', 'footerf', 'footerl', 'footerr'],
]);

/** Groups whose text belongs after the paragraph in which they stand. */
export const APART = new Set([...['shptxt', 'dptxbxtext', 'footnote'], ...AROUND_PAGES]);

/** Groups that hold the bullet or the number of a list item. */
export const BULLETS = new Set(['listtext', 'pntext']);

/** Control words that stand for one character. */
export const CHARACTERS: Readonly<Record<string, string>> = {
  tab: '\t',
  emdash: '—',
  endash: '–',
  emspace: ' ',
  enspace: ' ',
  qmspace: ' ',
  bullet: '•',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  line: '\n',
};

/** Control symbols that stand for one character; `\-` is an optional hyphen. */
export const SYMBOLS: Readonly<Record<string, string>> = {
  '~': ' ',
  _: '-',
  '-': '\u00ad',
  '\\': '\\',
  '{': '{',
  '}': '}',
};
