import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInText } from '../../../../src/renderer/features/record/find-in-text.ts';
import { bytesOf, hexLines } from '../../../../src/renderer/features/record/hex-lines.ts';
import { prettyJson } from '../../../../src/renderer/features/record/pretty-json.ts';
import { sizeWords } from '../../../../src/renderer/features/record/size-words.ts';
import { visibleText } from '../../../../src/renderer/features/record/visible-text.ts';

describe('a hex dump', () => {
  it('shows offset, bytes and letters, and a dot for what is no letter', () => {
    const bytes = new TextEncoder().encode('{"a":"é"}\n');
    expect(hexLines(bytes, 8)).toEqual([
      '0000  7b 22 61 22 3a 22 c3 a9  {"a":"··',
      '0008  22 7d 0a                 "}·',
    ]);
  });

  it('loses no byte, however many a line takes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom(8, 16), (bytes, perLine) => {
        const hex = hexLines(bytes, perLine).map((line) =>
          line.slice(6, 6 + perLine * 3 - 1).replaceAll(' ', ''),
        );
        expect(hex.join('')).toBe(Buffer.from(bytes).toString('hex'));
      }),
    );
  });

  it('reads base64, and nothing where it is none', () => {
    expect([...bytesOf('AP8=')]).toEqual([0, 255]);
    expect(bytesOf('***')).toHaveLength(0);
  });
});

describe('JSON laid out', () => {
  it('stands on lines, empty members on one', () => {
    expect(prettyJson('{"a":[1,{}],"b":[]}')).toBe(
      '{\n  "a": [\n    1,\n    {}\n  ],\n  "b": []\n}',
    );
  });

  it('keeps every number, escape and repeated member as it was written', () => {
    const text = '{"n":9007199254740993,"n":1.0e2,"s":"\\u0061\\"}{","__proto__":1}';
    const pretty = prettyJson(text);
    expect(pretty?.replaceAll(/\n\s*/g, '').replaceAll(': ', ':')).toBe(text);
  });

  it('means the same as before, for any JSON', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(JSON.parse(prettyJson(text) ?? '')).toEqual(JSON.parse(text));
      }),
    );
  });

  it('is not tried on what is no JSON', () => {
    expect(prettyJson('{"a":')).toBeNull();
    expect(prettyJson('')).toBeNull();
  });
});

describe('finding in a value', () => {
  it('finds every place, whatever the case, and takes signs as they are', () => {
    expect(findInText('a.b A.B axb', 'a.b')).toEqual([
      [0, 3],
      [4, 7],
    ]);
    expect(findInText('(x)[y]\\', ')[')).toEqual([[2, 4]]);
    expect(findInText('abc', '')).toEqual([]);
  });

  it('takes any text as it is', () => {
    fc.assert(
      fc.property(fc.string(), fc.string({ minLength: 1 }), (around, needle) => {
        const found = findInText(`${around}${needle}`, needle);
        expect(found.length).toBeGreaterThan(0);
      }),
    );
  });
});

describe('text that is to be seen', () => {
  it('shows what would hide or turn its neighbours', () => {
    expect(visibleText('a\u202eb\u0000c\u200bd')).toBe('a⟨U+202E⟩b⟨U+0000⟩c⟨U+200B⟩d');
    expect(visibleText('\ud800')).toBe('⟨U+D800⟩');
  });

  it('leaves lines, tabs and letters of any language alone', () => {
    const text = 'Zoë\tשלום\n日本 😀';
    expect(visibleText(text)).toBe(text);
  });
});

describe('the size of a value', () => {
  it('is honest where only the beginning is here', () => {
    expect(sizeWords(1, 1)).toBe('1 byte');
    expect(sizeWords(9_000_000, 65_536)).toBe('the first 65\u202f536 of 9\u202f000\u202f000 bytes');
  });
});
