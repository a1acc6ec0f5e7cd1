/** The keys of the catalogs, as types: the compiler refuses a key without a text. */

import type english from "../../../kds/locales/en.json";

/** A test holds the other languages to the same keys. */
export type TextKey = keyof typeof english;
