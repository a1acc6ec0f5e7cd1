/** What follows from a document alone is worked out once: documents are never changed, only replaced. */

/** `make`, but called once for each `of`, as long as that lives and `about` stays the same. */
export function remembered<K extends object, A, V>(make: (of: K, about: A) => V): (of: K, about: A) => V {
  const known = new WeakMap<K, { readonly about: A; readonly made: V }>();
  return (of, about) => {
    const before = known.get(of);
    if (before !== undefined && before.about === about) return before.made;
    const made = make(of, about);
    known.set(of, { about, made });
    return made;
  };
}
