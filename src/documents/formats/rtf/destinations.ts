/** Groups that hold no text of the document, by the control word that opens them. */
export const LEFT_OUT = new Set([
  ...[
    'stylesheet',
    'info',
    'pict',
    'object',
    'objdata',
    'listtable',
    'listoverridetable',
    'revtbl',
    'rsidtbl',
  ],
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
  ...[
    'headerl',
    'headerf',
    'footerl',
    'footerf',
    'pgdsctbl',
    'pgptbl',
    'private',
    'passwordhash',
    'writereservhash',
  ],
]);

/** Groups marked as ignorable (`\*`) whose text stands on the page all the same. */
export const READ_THOUGH_IGNORABLE = new Set(['shpinst', 'shptxt', 'shppict', 'ud', 'moMath', 'background']);

/** Groups whose text belongs after the paragraph in which they stand. */
export const APART = new Set(['shptxt', 'dptxbxtext', 'footnote', 'header', 'headerr', 'footer', 'footerr']);

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
