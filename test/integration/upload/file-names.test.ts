import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, textCv, type StaffKey, type TestApi } from '../../fixtures/api.js';
import { APPLICANT_PARTS, formOf, postForm, sendRaw } from '../../fixtures/raw-http.js';

let api: TestApi;
let staff: StaffKey;
beforeAll(async () => {
  api = await startApi();
  staff = await api.keyFor('agency_staff');
});
afterAll(() => api.stop());

/** Uploads under a name, written into the part's header as given. */
async function uploadNamed(header: string): Promise<{ id: string; stored: string }> {
  const part = { headers: [`Content-Disposition: form-data; name="file"; ${header}`], body: textCv() };
  const answer = await postForm(api.port, formOf([...APPLICANT_PARTS, part]));
  expect(answer.status).toBe(202);
  const { id } = JSON.parse(answer.body) as { id: string };
  const row = await api.database.prisma.cv.findUniqueOrThrow({ where: { id } });
  expect(row.storageKey).toMatch(/^\d{4}\/\d{2}\/[0-9a-f-]{36}$/);
  return { id, stored: row.fileName };
}

describe('the name of a file is data, never a path', () => {
  it.each([
    ['filename="cv.txt"', 'cv.txt'],
    ['filename="Zoë Åström.txt"', 'Zoë Åström.txt'],
    ["filename*=UTF-8''Zo%C3%AB.txt", 'Zoë.txt'],
    ['filename="../../etc/passwd"', 'passwd'],
    ['filename="..\\\\..\\\\windows\\\\system.ini"', 'system.ini'],
    ['filename="/etc/passwd"', 'passwd'],
    ['filename="CON.pdf"', 'CON.pdf'],
    ['filename="cv.pdf.exe"', 'cv.pdf.exe'],
    ['filename="cv.txt. . ."', 'cv.txt'],
    ['filename="\u202Efdp.exe"', 'fdp.exe'],
    ['filename="a%0D%0AX-Injected: yes.txt"', 'a X-Injected: yes.txt'],
    ["filename*=UTF-8''a%00b.txt", 'a b.txt'],
    ['filename="😀 CV.txt"', '😀 CV.txt'],
    ['filename="<img src=x onerror=alert(1)>.txt"', '<img src=x onerror=alert(1)>.txt'],
    ['filename="=cmd|calc.txt"', '=cmd|calc.txt'],
    ['filename="..."', 'cv'],
  ])('%s becomes "%s"', async (header, expected) => {
    expect((await uploadNamed(header)).stored).toBe(expected);
  });

  it('composed and decomposed spellings come to one', async () => {
    const [composed, decomposed] = ['Zo\u00EB.txt', 'Zoe\u0308.txt'];
    expect((await uploadNamed(`filename="${decomposed}"`)).stored).toBe(composed);
  });

  it('300 characters are cut to 255 bytes, and the extension stays', async () => {
    const { stored } = await uploadNamed(`filename="${'é'.repeat(300)}.txt"`);
    expect(Buffer.byteLength(stored)).toBeLessThanOrEqual(255);
    expect(stored).toMatch(/^é+\.txt$/);
  });
});

describe('the name in the download', () => {
  it.each([
    'filename="a%0D%0ASet-Cookie: x=1.txt"',
    "filename*=UTF-8''a%0d%0aSet-Cookie%3A%20x%3D1.txt",
    'filename="quote%22; filename=evil.html"',
    'filename="\u202Efdp.exe"',
  ])('%s injects no header', async (header) => {
    const { id } = await uploadNamed(header);
    const answer = await sendRaw(api.port, [
      `GET /v1/cvs/${id}/file HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${staff.key}\r\n\r\n`,
    ]);
    expect(answer.status).toBe(200);
    expect(answer.head).not.toMatch(/^set-cookie:/im);
    expect(answer.head.match(/^content-disposition: .*$/gim)).toHaveLength(1);
    expect(answer.head).toMatch(/^content-disposition: attachment; filename=/im);
  });

  it('is never shown in place, whatever it is', async () => {
    const { id } = await uploadNamed('filename="page.html"');
    const answer = await api.call(`/v1/cvs/${id}/file`, { key: staff.key });
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});
