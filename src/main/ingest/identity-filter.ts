const bits = 2 ** 27;
const mask = bits - 1;

/** A Bloom filter of 16 MiB over identities: a "no" is certain, a "yes" a hint. */
export class IdentityFilter {
  readonly #words = new Uint32Array(bits / 32);

  /** Adds an identity, and says whether it may have been added before. */
  add(identity: number): boolean {
    const low = identity >>> 0;
    const step = (Math.imul(Math.floor(identity / 2 ** 21), 0x85ebca6b) | 1) >>> 0;
    let wasThere = true;
    for (let probe = 0; probe < 4; probe++) {
      const bit = (low + Math.imul(probe, step)) & mask;
      const word = bit >>> 5;
      const flag = 1 << (bit & 31);
      const before = this.#words[word] as number;
      if ((before & flag) === 0) {
        wasThere = false;
        this.#words[word] = before | flag;
      }
    }
    return wasThere;
  }
}
