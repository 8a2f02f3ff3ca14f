import { Agent, request } from 'node:http';

const BOUNDARY = 'ot-match-bench-boundary';

export interface Upload {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly name: string;
  readonly email: string;
}
export interface Answer {
  readonly status: number;
  readonly body: string;
}

export function keepAlive(connections: number): Agent {
  return new Agent({ keepAlive: true, maxSockets: connections });
}

/** Sends one CV as a browser's form would. */
export function upload(
  address: string,
  agent: Agent,
  { bytes, fileName, name, email }: Upload,
): Promise<Answer> {
  const fields = { name, email, consentToKeep: 'true' };
  const head = Object.entries(fields)
    .map(
      ([key, value]) => `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${key}"\r\n\r\n${value}\r\n`,
    )
    .join('');
  const body = Buffer.concat([
    Buffer.from(
      `${head}--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n` +
        'Content-Type: application/octet-stream\r\n\r\n',
    ),
    bytes,
    Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
  ]);
  return call(`${address}/v1/cvs`, agent, 'POST', body, {
    'content-type': `multipart/form-data; boundary=${BOUNDARY}`,
    'content-length': String(body.length),
  });
}

export function call(
  url: string,
  agent: Agent,
  method: string,
  body?: Buffer | string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', reject);
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** Runs `task` for 0 … count-1 with at most `width` under way. */
export async function inParallel(
  count: number,
  width: number,
  task: (index: number) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let index = next++; index < count; index = next++) await task(index);
  };
  await Promise.all(Array.from({ length: width }, lane));
}
