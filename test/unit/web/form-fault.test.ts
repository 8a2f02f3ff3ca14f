import { describe, expect, it } from 'vitest';
import { Problem } from '../../../src/http/problem.js';
import { fieldFaults } from '../../../src/web/form-fault.js';

const errors = [
  { field: 'email', message: 'Too short' },
  { field: 'name', message: 'Missing' },
  { field: 'email', message: 'No address' },
];

describe('what a problem says of the fields of a form', () => {
  it('is said once for each field, in the order of the problem', () => {
    expect(fieldFaults(new Problem('invalid_request', { errors }))).toEqual([
      { field: 'email', text: 'Too short' },
      { field: 'name', text: 'Missing' },
    ]);
  });

  it('is said once for each field of the form, whatever the problem calls it', () => {
    const toFault = ({ message }: { message: string }) => ({ field: 'words', text: message });
    expect(fieldFaults(new Problem('invalid_request', { errors }), toFault)).toEqual([
      { field: 'words', text: 'Too short' },
    ]);
  });

  it('is nothing where the problem is not about fields', () => {
    expect(fieldFaults(new Problem('not_found'))).toEqual([]);
  });
});
