import { SOURCES } from './sources.js';
import type { WordingRule } from './wording-rule.js';

/** Health, disability and what an application may ask for. */
export const HEALTH_RULES: readonly WordingRule[] = [
  {
    code: 'health_before_offer',
    kind: 'likely_unlawful',
    pattern:
      /\b(?:good|excellent|low|clean|satisfactory) (?:sickness|absence|attendance|health|medical)(?: and (?:sickness|attendance|punctuality))? (?:record|history|levels?)\b|\b(?:be|are|remain) in (?:good|excellent|full|robust) (?:physical |mental )?health\b|\b(?:must|should|need to) (?:be|have) (?:(?:good|excellent) health|healthy|able[- ]bodied|free (?:of|from) (?:illness|disabilit\w+|injur\w+))|\bable[- ]bodied\b|\bno (?:history of )?(?:back (?:problems?|pain|injur\w+)|mental (?:illness|health (?:problems?|history|issues))|health (?:problems?|conditions?|issues)|disabilit\w+)\b|\b(?:disclose|declare|tell us (?:about|of)|give details of|list) (?:any |your |all )?(?:disabilit\w+|health (?:conditions?|problems?)|medical (?:conditions?|history)|sickness (?:absence|record))|\b(?:medical|health) questionnaire (?:with|before|as part of|at) (?:your |the )?(?:application|interview|shortlist\w*)/i,
    unless:
      /\b(?:adjustments?|guaranteed interview|disability confident|if you (?:need|require|wish)|clients?|patients?|people with|service users?|reasonable)\b/i,
    why: 'Health, disability and sickness must not be asked about before a job is offered.',
    source: SOURCES.healthQuestions,
    suggestion:
      'Leave health out; say "the offer is subject to occupational health clearance, and we make reasonable adjustments".',
  },
  {
    code: 'physical_fitness',
    kind: 'unwise',
    pattern:
      /\b(?:must|should|need to|have to|you(?:'ll| will)?) (?:be )?(?:\w+ )?(?:physically (?:fit|able|strong|robust)|fit and (?:healthy|able|active)|strong enough)\b|\b(?:a )?(?:good|high) (?:level|standard) of (?:physical )?fitness\b|^(?:physically fit|fit and healthy|physical(?:ly)? robust)\b/i,
    unless: /\badjustments?\b/i,
    why: 'Fitness as such shuts out disabled people who can do the work with reasonable adjustments.',
    source: SOURCES.adjustments,
    suggestion:
      'Name the task, for example "moving and handling of people and equipment, with reasonable adjustments".',
  },
  {
    code: 'career_gap',
    kind: 'unwise',
    pattern:
      /\b(?:no|without) (?:career |employment |unexplained )?gaps? in (?:your |their )?(?:employment|career|cv|history|work)|\b(?:unbroken|continuous|uninterrupted) (?:employment|work|career)(?: history| record)?\b(?! (?:service|rights?))|\bno career (?:gaps?|breaks?)\b/i,
    why: 'Gaps come from children, caring and illness; they may be asked about for safeguarding and not held against anybody.',
    source: SOURCES.indirect,
    suggestion: 'Write "a full employment history, with any gaps explained".',
  },
  {
    code: 'full_time_only',
    kind: 'unwise',
    pattern:
      /\bfull[- ]time only\b|\bno part[- ]time(?:rs?| applicants?| candidates?| working| hours)?\b|\bpart[- ]time(?:rs)? (?:will not|cannot|need not|not) (?:be )?(?:considered|apply|accepted|available)/i,
    why: 'More women than men work part time, so that full time only has to be needed for the work.',
    source: SOURCES.indirect,
    suggestion: 'Write "full time; we will talk about part time, job share and flexible hours".',
  },
  {
    code: 'personal_details',
    kind: 'likely_unlawful',
    pattern:
      /\b(?:send|include|attach|enclose|with|state|give|provide|upload)(?: us)? (?:(?:your|a|an?|recent|current|passport|full|cv|and|name|address|,) ){0,6}(?:photo(?:graph)?s?|headshot|date of birth|dob|age|marital status|nationality|religion)\b/i,
    unless:
      /\b(?:right to work|do not|don't|never|no need|please leave out|after (?:the |an )?offer|id badge|ages)\b/i,
    why: 'Only what is relevant may be collected, and such details invite decisions on protected characteristics.',
    source: SOURCES.dataProtection,
    suggestion: 'Ask for a CV with employment history, registration and two referees, and nothing else.',
  },
];
