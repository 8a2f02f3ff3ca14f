import { describe, expect, it } from 'vitest';
import { dayInLondon, daysBetween, endOfDayInLondon } from '../../src/london-day.js';

describe('the end of a day in the United Kingdom', () => {
  it.each([
    ['in winter', '2027-01-31', '2027-01-31T23:59:59Z'],
    ['in summer, an hour earlier by UTC', '2027-07-01', '2027-07-01T22:59:59Z'],
    ['on the eve of the change to summer time', '2027-03-27', '2027-03-27T23:59:59Z'],
    ['on the day of the change to summer time', '2027-03-28', '2027-03-28T22:59:59Z'],
    ['on the eve of the change back', '2027-10-30', '2027-10-30T22:59:59Z'],
    ['on the day of the change back', '2027-10-31', '2027-10-31T23:59:59Z'],
  ])('%s', (_, day, end) => {
    expect(endOfDayInLondon(day)).toBe(end);
    expect(dayInLondon(new Date(end))).toBe(day);
    expect(dayInLondon(new Date(Date.parse(end) + 1_000))).not.toBe(day);
  });

  it.each(['next week', '2027-02-31'])('of %s, which is no day, is no timestamp', (day) => {
    expect(endOfDayInLondon(day)).toBe(`${day}T23:59:59Z`);
  });
});

describe('days from one to another', () => {
  it.each([
    ['2027-03-27', '2027-03-29', 2],
    ['2027-10-31', '2027-10-31', 0],
    ['2027-03-01', '2027-02-28', -1],
  ])('%s to %s: %i', (from, to, days) => {
    expect(daysBetween(from, to)).toBe(days);
  });
});
