interface Entry {
  readonly status: number;
  readonly title: string;
  /** A sentence that the person in front of the screen can act on. */
  readonly detail: string;
}

/** What a caller is told when something cannot be done: one entry per stable `code`. */
export const PROBLEMS = {
  invalid_request: entry(
    400,
    'Some of the information is not usable',
    'Correct the fields listed under "errors" and send it again.',
  ),
  malformed_json: entry(400, 'The body is not JSON', 'Send one JSON object, encoded as UTF-8.'),
  malformed_upload: entry(
    400,
    'The upload could not be read',
    'The selected file could not be uploaded – try again',
  ),
  malformed_table: entry(
    400,
    'The table could not be read',
    'Send comma-separated text (CSV) with a line of column names first, as UTF-8.',
  ),
  malformed_request: entry(
    400,
    'The request could not be read',
    'The request is not valid HTTP. Send it again.',
  ),
  invalid_cursor: entry(
    400,
    'The cursor is not one of ours',
    'Start again from the first page, without a cursor.',
  ),
  file_missing: entry(400, 'No file was attached', 'Select a CV'),
  file_empty: entry(400, 'The file is empty', 'The selected file is empty'),
  authentication_required: entry(
    401,
    'Please say who you are',
    'Staff sign in, or send "Authorization: Bearer" with an API key; candidates use the link they were given.',
  ),
  credentials_refused: entry(
    401,
    'The key or link is not valid',
    'It is unknown, has expired or was withdrawn. Ask your administrator or the agency for a new one.',
  ),
  sign_in_refused: entry(
    401,
    'That is not right',
    'The e-mail address, the password or the code is not right. Check them and try again, or ask for a new password.',
  ),
  sign_in_elsewhere_refused: entry(
    401,
    'You could not be signed in from there',
    'The organisation that you signed in with did not vouch for an account of ours. Try again, or ask an administrator.',
  ),
  link_not_valid: entry(
    401,
    'The link does not work any more',
    'It has expired, was used, or was replaced by a newer one. Ask an administrator for a new link.',
  ),
  cross_site_request: entry(
    403,
    'The request came from another site',
    'Open this service itself in your browser and do it there.',
  ),
  second_factor_required: entry(
    403,
    'A second factor is needed first',
    'Set up an authenticator app for your account, then go on.',
  ),
  session_required: entry(
    403,
    'This is for people who are signed in',
    'Sign in with your e-mail address and password; an API key or a candidate’s link is not enough here.',
  ),
  staff_at_candidate_link: entry(
    403,
    'You are signed in as staff',
    'This link is the candidate’s own: what is done by it is on record as theirs. Let them do it, or sign out first if you are the candidate.',
  ),
  scope_missing: entry(
    403,
    'The API key is not for this',
    'Use a key that has the scope of this address, or ask an administrator for one.',
  ),
  not_allowed: entry(403, 'Your role may not do this', 'Ask an administrator if you need to.'),
  not_found: entry(404, 'There is nothing here', 'It does not exist, or it is not yours to see.'),
  no_page_picture: entry(
    404,
    'There is no picture of that page',
    'Only pages of PDF documents, photos and scans that can be opened are drawn. Download the document instead.',
  ),
  route_not_found: entry(404, 'There is no such address', 'The addresses that exist are listed at /docs.'),
  method_not_allowed: entry(
    405,
    'This address does not take that method',
    'The methods it takes are in the Allow header.',
  ),
  request_timeout: entry(408, 'The request took too long', 'The connection was too slow. Please try again.'),
  request_in_flight: entry(
    409,
    'The same request is being worked on',
    'A request with this Idempotency-Key has not finished yet. Wait a moment and repeat it.',
  ),
  last_administrator: entry(
    409,
    'Somebody has to be the administrator',
    'This is the last one. Make somebody else an administrator first.',
  ),
  already_merged: entry(
    409,
    'One of the records is merged already',
    'Load the person again: another record speaks for them now. Merge with that one, or undo the earlier merge first.',
  ),
  answered_already: entry(
    409,
    'There is an answer already',
    'An answer that has been read is not rewritten. Load it again; ask or send something new if need be.',
  ),
  legal_hold: entry(
    409,
    'This person is under legal hold',
    'Nothing of them may be erased while a claim is under way. Ask the agency; an administrator lifts the hold.',
  ),
  message_not_failed: entry(
    409,
    'The message is on its way or has been sent',
    'Only a message that failed, or of which nobody knows whether it arrived, is sent again.',
  ),
  form_known: entry(
    409,
    'The words are known already',
    'The taxonomy knows them as this concept. Choose another concept if they mean that.',
  ),
  judged_already: entry(
    409,
    'A colleague has decided about it already',
    'Load the list again to see what was decided and why.',
  ),
  candidacy_exists: entry(
    409,
    'The person is considered for this vacancy already',
    'Load the candidacies of the vacancy and move the one that is there.',
  ),
  cannot_undo: entry(
    409,
    'This cannot be taken back',
    'What the candidate did themselves, what went out to an employer and an undo itself stay. Move it on instead.',
  ),
  cv_missing: entry(
    409,
    'There is no readable CV',
    'Nobody is put forward without a CV that could be read. Ask the person for one.',
  ),
  evidence_missing: entry(
    409,
    'Some evidence is missing',
    'Before somebody is put forward, identity, experience, qualifications and references must be confirmed, or an exception given in words.',
  ),
  illegal_move: entry(
    409,
    'It cannot go there from here',
    'Load it again to see where it stands and where it may go.',
  ),
  submission_needed: entry(
    409,
    'Putting somebody forward has an address of its own',
    'Use the submission of the candidacy: it keeps the CV and what the employer is told.',
  ),
  submitted_already: entry(
    409,
    'The person was put forward for this vacancy already',
    'Nobody is put forward twice for one vacancy. Load the candidacies of the person to see when and by whom.',
  ),
  submitted_before: entry(
    409,
    'The person was put forward to this employer before',
    'If it is right to do so again, say why in "repeatReason".',
  ),
  willingness_missing: entry(
    409,
    'The person has not said that they want this position',
    'Ask them, and record their answer as a consent of scope "vacancy" with how they told you.',
  ),
  consents_differ: entry(
    409,
    'The two records do not agree on what we may do',
    'One of them does not let us keep the CV, or has withdrawn what the other still allows. Settle that with the person first.',
  ),
  keeping_needed: entry(
    409,
    'The person does not let us keep their CV',
    'Whoever may not be kept cannot be represented. Ask for the agreement to keep the CV first.',
  ),
  health_before_offer: entry(
    409,
    'Health is not asked about before an offer',
    'Nobody is asked about their health before they are offered work (Equality Act 2010, section 60). File this once they are at an offer.',
  ),
  check_withdrawn: entry(
    409,
    'The check is withdrawn already',
    'What was withdrawn stays so, with its reason. File the check again as it should be.',
  ),
  merge_undone: entry(409, 'This merge is undone already', 'Load the records again to see them as they are.'),
  merge_not_last: entry(
    409,
    'A later merge stands in the way',
    'The record has since been merged into another one. Undo that later merge first.',
  ),
  list_changed: entry(
    409,
    'The list has been made again',
    'The cursor belongs to the list as it was. Start again from the first page, without a cursor.',
  ),
  vacancy_closed: entry(409, 'The vacancy is closed', 'A closed vacancy cannot be changed.'),
  length_required: entry(
    411,
    'The size of the upload must be stated',
    'Send a Content-Length header; chunked uploads are not taken.',
  ),
  changed_meanwhile: entry(
    412,
    'Somebody else changed it meanwhile',
    'Load it again, look at what changed and repeat your change.',
  ),
  file_too_large: entry(
    413,
    'The file is too large',
    'The selected file is too large. Save the CV with smaller pictures, or as a PDF, and try again.',
  ),
  batch_too_large: entry(
    413,
    'Too many files at once',
    'Send at most 200 files, 100 MB together, and the rest after them.',
  ),
  archive_too_large: entry(
    413,
    'The archive holds too much',
    'Nothing of it was taken. Make several smaller ones: at most 200 files, 100 MB unpacked.',
  ),
  table_too_large: entry(413, 'The table is too long', 'Send it in several parts of at most 1 MB each.'),
  body_too_large: entry(413, 'The request is too large', 'Send less text.'),
  unsupported_file: entry(
    415,
    'This kind of file cannot be read',
    'The selected file must be a PDF, a Word document (DOCX or DOC), ODT, RTF, HTML, TXT, or a picture (JPEG, PNG or TIFF).',
  ),
  unsupported_media_type: entry(
    415,
    'The body is of another type than expected',
    'Send JSON as application/json and CVs as multipart/form-data.',
  ),
  file_infected: entry(
    422,
    'A virus was found in the file',
    'Nothing was kept. Ask for the document again, from another device.',
  ),
  unreadable_document: entry(
    422,
    'The document cannot be read',
    'Save it again as a Word document or a PDF, or paste its text.',
  ),
  archive_damaged: entry(
    422,
    'The archive cannot be opened',
    'It is damaged or incomplete. Make the ZIP again and send that.',
  ),
  archive_encrypted: entry(
    422,
    'The file is password protected in its archive',
    'Make the ZIP again without a password and send that.',
  ),
  archive_nested: entry(
    422,
    'An archive within an archive is not opened',
    'Unpack it and put its files into the ZIP themselves.',
  ),
  archive_link: entry(
    422,
    'The archive holds a link instead of a file',
    'Put the document itself into the ZIP.',
  ),
  file_name_shared: entry(
    422,
    'Several files have this name',
    'The list of people cannot say whose each is: folders do not count, nor do large and small letters. Give each file a name of its own, in the list too, and send them again.',
  ),
  person_missing: entry(
    422,
    'Nobody says whose CV this is',
    'Add a line with the name of the file, the person’s name and e-mail address to the list of people.',
  ),
  person_faulty: entry(
    422,
    'The line about this person cannot be used',
    'Correct the line in the list of people and send the file again.',
  ),
  words_personal: entry(
    422,
    'The words may tell who somebody is',
    'Offer only words of the work: no name, e-mail address, telephone number, postcode or number of a register.',
  ),
  words_too_long: entry(
    422,
    'These are too many words',
    'Offer the few words that name one thing: at most one sentence, 100 characters.',
  ),
  words_too_short: entry(
    422,
    'There are no words in it',
    'Offer words that name one thing, of three letters or more.',
  ),
  words_not_in_cv: entry(
    422,
    'The CV does not say that',
    'Offer words as they stand in the text of the CV: select them there, or copy them.',
  ),
  rows_faulty: entry(
    422,
    'Some rows of the table cannot be used',
    'Nothing was stored. Correct the rows listed under "errors", or ask for the good rows only.',
  ),
  idempotency_key_reused: entry(
    422,
    'This Idempotency-Key belongs to another request',
    'Use a new key for each new request; repeat a key only with exactly the same content.',
  ),
  precondition_required: entry(
    428,
    'Say which version you changed',
    'Send If-Match with the ETag that you received, so that no change of a colleague is lost.',
  ),
  too_many_attempts: entry(
    429,
    'Too many attempts',
    'Wait as long as Retry-After says and try again. Others, and you on a device that you used before, are not held up.',
  ),
  too_many_requests: entry(429, 'Too many requests', 'Wait as long as Retry-After says and try again.'),
  hourly_limit_reached: entry(
    429,
    'You have taken out a great deal within an hour',
    'Wait as long as Retry-After says and go on. An administrator sees it, and can raise the limit where work asks for more.',
  ),
  headers_too_large: entry(431, 'The headers are too large', 'Send fewer or shorter headers.'),
  internal_error: entry(
    500,
    'Something went wrong on our side',
    'Nothing you did caused this. Try again; if it stays, tell us the requestId.',
  ),
  file_unavailable: entry(
    503,
    'The stored file cannot be reached',
    'The document is on record but its file could not be opened. Try again later; if it stays, tell us the requestId.',
  ),
  page_viewer_busy: entry(
    503,
    'The pages cannot be drawn at the moment',
    'Other documents are being drawn. Try again when Retry-After says; the text of the CV is there meanwhile.',
  ),
  document_reader_busy: entry(
    503,
    'Documents cannot be read at the moment',
    'Others are being read. Try again when Retry-After says, or paste the text.',
  ),
  text_unavailable: entry(
    503,
    'The text of the CV cannot be opened',
    'It is on record, but sealed under a key that is not set here, or was changed since. Try again later; if it stays, tell us the requestId.',
  ),
  scanner_unavailable: entry(
    503,
    'The file could not be scanned for viruses',
    'Nothing was kept, since what is not scanned is not taken. Please try again shortly.',
  ),
  database_unavailable: entry(
    503,
    'The service is not available for a moment',
    'Nothing was saved. Please try again shortly.',
  ),
  queue_unavailable: entry(
    503,
    'The queue cannot be reached',
    'What is owed stays on record and is done when the queue is back. Please try again shortly.',
  ),
  stopping: entry(503, 'The service is restarting', 'Please try again shortly.'),
  storage_full: entry(
    507,
    'There is no room for more documents',
    'The selected file could not be uploaded – try again later. We have been told.',
  ),
} as const satisfies Record<string, Entry>;

export type ProblemCode = keyof typeof PROBLEMS;

function entry(status: number, title: string, detail: string): Entry {
  return { status, title, detail };
}
