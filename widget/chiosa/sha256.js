/** SHA-256 of messages of 36 bytes. */
const primes = [...Array(312).keys()].slice(2).filter((n, _, all) => all.every((d) => d >= n || n % d));
/** @param {number} root */
const fraction = (root) => (root % 1) * 2 ** 32 | 0;
const K = Int32Array.from(primes.slice(0, 64), (prime) => fraction(Math.cbrt(prime)));
const START = Int32Array.from(primes.slice(0, 8), (prime) => fraction(Math.sqrt(prime)));
const words = new Int32Array(64);
const state = new Int32Array(8);

/** The hash of eight words and a number; the next call writes over it. @param {Int32Array} head @param {number} number */
export function hash(head, number) {
  words.set(head);
  words[8] = number;
  words[9] = 0x80000000 | 0;
  words.fill(0, 10, 15);
  words[15] = 36 * 8;
  for (let at = 16; at < 64; at += 1) {
    const x = words[at - 15];
    const y = words[at - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    words[at] = (words[at - 16] + s0 + words[at - 7] + s1) | 0;
  }
  let a = START[0]; let b = START[1]; let c = START[2]; let d = START[3];
  let e = START[4]; let f = START[5]; let g = START[6]; let h = START[7];
  for (let at = 0; at < 64; at += 1) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[at] + words[at]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + t1) | 0; d = c; c = b; b = a; a = (t1 + t2) | 0;
  }
  state[0] = START[0] + a; state[1] = START[1] + b; state[2] = START[2] + c; state[3] = START[3] + d;
  state[4] = START[4] + e; state[5] = START[5] + f; state[6] = START[6] + g; state[7] = START[7] + h;
  return state;
}
