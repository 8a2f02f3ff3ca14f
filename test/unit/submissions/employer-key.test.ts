import { describe, expect, it } from 'vitest';
import { employerKey } from '../../../src/submissions/employer-key.js';

describe('an employer', () => {
  it.each([
    ['Shire Hospitals NHS Trust', 'The Shire Hospitals NHS Foundation Trust'],
    ['Shire Hospitals NHS Trust', '  SHIRE  HOSPITALS (NHS trust). '],
    ['St. George’s University Hospitals', "Saint George's University Hospitals NHS FT"],
    ['Leeds & York Partnership NHS FT', 'Leeds and York Partnership NHS Foundation Trust'],
    ['City of Leeds Council', 'Leeds City Council'],
    ['Ynys Môn Cyf', 'Ynys Mon Cyf'],
    ['Care Works Ltd', 'Care Works Limited'],
  ])('may be one under the names %s and %s', (one, other) => {
    expect(employerKey(one)).toBe(employerKey(other));
  });

  it.each([
    ['Leeds Teaching Hospitals NHS Trust', 'Leeds Community Healthcare NHS Trust'],
    ['Leeds City Council', 'Bradford City Council'],
    ['NHS Trust', 'Foundation Trust'],
    ['Trust 1', 'Trust 2'],
  ])('is another under the names %s and %s', (one, other) => {
    expect(employerKey(one)).not.toBe(employerKey(other));
  });
});
