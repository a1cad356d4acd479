import type { Json, JsonObject } from '../../shared/kit/json.ts';
import type { Fault } from './fault.ts';
import { fault, quoted } from './fault.ts';
import { isJsonObject, nameOf } from './parse-json.ts';

/**
 * Reads typed members of a JSON object and remembers the first that is missing or of the wrong
 * type; what it returns counts only while `fault` is null. Texts come out well-formed: a lone
 * surrogate becomes U+FFFD, since neither UTF-8 nor SQLite can hold one and the fold must give the
 * same state on both sides of the store; the record keeps the bytes.
 */
export class FieldReader {
  fault: Fault | null = null;
  readonly #members: JsonObject;
  readonly #path: string;

  constructor(members: JsonObject, path = '') {
    this.#members = members;
    this.#path = path;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#members, name);
  }

  /** An id: a text that is not empty. */
  id(name: string): string {
    const text = this.text(name);
    return text === '' && !this.fault ? this.#wrong(name, 'is empty', '') : text;
  }

  text(name: string): string {
    const value = this.#required(name);
    return typeof value === 'string'
      ? value.toWellFormed()
      : this.#unexpected(name, 'a string', '');
  }

  /** A text, or null where the member is null or absent. */
  optionalText(name: string): string | null {
    const value = this.#members[name];
    if (value == null) return null;
    return typeof value === 'string' ? value.toWellFormed() : this.text(name);
  }

  /** Texts in order. */
  texts(name: string): readonly string[] {
    const value = this.#required(name);
    if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
      return value.map((item: string) => item.toWellFormed());
    }
    return this.#unexpected(name, 'an array of strings', []);
  }

  object(name: string): JsonObject {
    const value = this.#required(name);
    return isJsonObject(value) ? value : this.#unexpected(name, 'an object', {});
  }

  /** An object, or null where the member is null or absent. */
  optionalObject(name: string): JsonObject | null {
    return this.#get(name) == null ? null : this.object(name);
  }

  // The names asked for are our own, and none is a name that every object inherits.
  #get(name: string): Json | undefined {
    return this.#members[name];
  }

  #required(name: string): Json | undefined {
    const value = this.#get(name);
    if (value === undefined) {
      this.fault ??= fault('missing_field', `The field ${this.#path}${name} is missing.`);
    }
    return value;
  }

  #unexpected<Value>(name: string, wanted: string, instead: Value): Value {
    return this.#wrong(name, `is ${nameOf(this.#get(name))}, not ${wanted}`, instead);
  }

  #wrong<Value>(name: string, what: string, instead: Value): Value {
    this.fault ??= fault('bad_type', `The field ${quoted(this.#path + name)} ${what}.`);
    return instead;
  }
}
