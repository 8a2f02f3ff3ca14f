/** Colours with all channels above this are white on paper. */
const WHITE = 0xf0;
/** Channels of two colours that differ by no more are the same to the eye. */
const SAME_COLOUR = 12;

/** `#rrggbb`, as pdf.js hands all colour spaces over. */
export function isWhite(colour: unknown): boolean {
  const channels = /^#(..)(..)(..)$/.exec(String(colour));
  return channels !== null && channels.slice(1).every((channel) => parseInt(channel, 16) >= WHITE);
}

/** Colours that nobody tells apart. */
export function isSame(one: string | null, other: string | null): boolean {
  const [a, b] = [one, other].map((colour) => /^#(..)(..)(..)$/.exec(colour ?? '')?.slice(1));
  return (
    a !== undefined &&
    b !== undefined &&
    a.every((channel, n) => Math.abs(parseInt(channel, 16) - parseInt(b[n] ?? '', 16)) <= SAME_COLOUR)
  );
}
