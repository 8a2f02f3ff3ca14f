/** Words that make up a quarter to a half of any English text, and those that hardly a CV is without. */
export const COMMON_WORDS: ReadonlySet<string> = new Set(
  (
    'a about after all also an and any are as at be been before between but by can could do during each for from had ' +
    'has have he her him his how i if in including into is it its me more most my no not of on one or other our out ' +
    'over own she so some such than that the their them then there these they this those through to two under up us ' +
    'use used using was we well were what when where which while who will with within work worked working would ' +
    'year years you your january february march april may june july august september october november december ' +
    'jan feb mar apr jun jul aug sept sep oct nov dec present date name address email phone telephone mobile ' +
    'experience employment education qualifications skills training references profile personal professional ' +
    'university college school degree hospital trust nhs council team community care service services patient ' +
    'patients client clients health social therapy therapist occupational senior band ward assessment assessments ' +
    'support management staff student students clinical rehabilitation home discharge'
  ).split(' '),
);
