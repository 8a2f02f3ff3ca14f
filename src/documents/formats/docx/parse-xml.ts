import { TextDecoder } from 'node:util';
import { SaxesParser, type SaxesTagNS } from 'saxes';
import { MAX_XML_DEPTH } from '../../limits.js';
import { Refusal } from '../../refusal.js';

export type XmlElement = SaxesTagNS;

/** Attribute of an element by its local name, of whatever namespace. */
export function attributeOf(element: XmlElement, local: string): string | undefined {
  return Object.values(element.attributes).find((attribute) => attribute.local === local)?.value;
}

export interface XmlHandler {
  open?(element: XmlElement): void;
  text?(text: string): void;
  close?(element: XmlElement): void;
  /** True ends the parsing early. */
  done?(): boolean;
}

/**
 * Parses one XML part as it is inflated. A document type is refused, so no entity can be declared, let alone expanded or
 * fetched; nesting is capped.
 *
 * @throws Refusal with `corrupt` (not well-formed, a DTD) or `too_large` (nested too deeply).
 */
export async function parseXml(chunks: AsyncIterable<Uint8Array>, handler: XmlHandler): Promise<void> {
  const parser = new SaxesParser({ xmlns: true });
  let depth = 0;
  parser.on('doctype', () => {
    throw new Refusal('corrupt', 'XML with a document type');
  });
  parser.on('opentag', (element) => {
    depth += 1;
    if (depth > MAX_XML_DEPTH) throw new Refusal('too_large', 'XML nested too deeply');
    handler.open?.(element);
  });
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  parser.on('closetag', (element) => {
    depth -= 1;
    handler.close?.(element);
  });
  parser.on('error', () => {
    throw new Refusal('corrupt', 'XML that is not well-formed');
  });
  let decoder: TextDecoder | null = null;
  for await (const chunk of chunks) {
    decoder ??= decoderFor(chunk);
    parser.write(decoder.decode(chunk, { stream: true }));
    if (handler.done?.()) return;
  }
  parser.close();
}

/** UTF-8 unless a byte order mark says UTF-16, the two encodings that OPC allows. */
function decoderFor(start: Uint8Array): TextDecoder {
  if (start[0] === 0xff && start[1] === 0xfe) return new TextDecoder('utf-16le');
  if (start[0] === 0xfe && start[1] === 0xff) return new TextDecoder('utf-16be');
  return new TextDecoder('utf-8');
}
