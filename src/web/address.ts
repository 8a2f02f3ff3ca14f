import type { Request } from 'express';
import { z } from 'zod';

/** Fields of an address or a form, as express and `readForm` give them. */
export type Fields = Readonly<Record<string, unknown>>;

/** Of an address or a form whose page takes up what it knows and passes over the rest. */
export const anything = z.looseObject({});

/** The fields of a form as far as they have arrived. */
export function sentFields(request: Pick<Request, 'body'>): Fields {
  const body: unknown = request.body;
  return typeof body === 'object' && body !== null ? { ...body } : {};
}

/** A field's value: several of one name in a list separated by commas, blanks left out. */
export function valueOf(fields: Fields, name: string): string | undefined {
  const given = fields[name];
  const values = (Array.isArray(given) ? given : [given]).filter(
    (value): value is string => typeof value === 'string' && value.trim() !== '',
  );
  return values.length === 0 ? undefined : values.join(',');
}

/** What a form sent for a field, also where that is blank; undefined: the form did not have it. */
export function sentFor(fields: Fields, name: string): string | undefined {
  const given = fields[name];
  return typeof given === 'string' ? given.trim() : undefined;
}

/** The same as it was typed, such as a password, whose blanks count; empty: the form did not have it. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value : '';
}

/** Whether names are asked for: of a page, or by what a form takes along. */
export function isNamed(fields: Fields): boolean {
  return valueOf(fields, 'names') === 'shown';
}

/** The same for the address that comes next. */
export function namesIf(isShown: boolean): 'shown' | undefined {
  return isShown ? 'shown' : undefined;
}

/** Those of the fields that have one of these names and a value. */
export function pick(fields: Fields, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name): [string, string][] => {
      const value = valueOf(fields, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

/** A path with a query; what is undefined is left out. */
export function address(path: string, query: Readonly<Record<string, string | undefined>>): string {
  const pairs = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs).toString()}`;
}
