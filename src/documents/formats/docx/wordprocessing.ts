import type { XmlElement } from './parse-xml.js';

/** WordprocessingML, transitional and strict (ISO/IEC 29500-4 and -1). */
const WORD = new Set([
  'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
  'http://purl.oclc.org/ooxml/wordprocessingml/main',
]);
const COMPATIBILITY = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
const MATHS = new Set([
  'http://schemas.openxmlformats.org/officeDocument/2006/math',
  'http://purl.oclc.org/ooxml/officeDocument/math',
]);

/** Short name of an element that the reader knows, `w:p`, `mc:Fallback`, `m:t`; its bare name otherwise. */
export function nameOf(element: XmlElement): string {
  if (WORD.has(element.uri)) return `w:${element.local}`;
  if (element.uri === COMPATIBILITY) return `mc:${element.local}`;
  if (MATHS.has(element.uri)) return `m:${element.local}`;
  return element.local;
}

/** Value of an attribute of WordprocessingML: `w:val` unless named otherwise. */
export function valueOf(element: XmlElement, local = 'val'): string | undefined {
  for (const attribute of Object.values(element.attributes)) {
    if (attribute.local === local && (attribute.uri === '' || WORD.has(attribute.uri)))
      return attribute.value;
  }
  return undefined;
}

/** An on/off property is on when it stands there, unless it says otherwise. */
export function isOn(element: XmlElement): boolean {
  return !['0', 'false', 'off'].includes(valueOf(element) ?? 'true');
}
