//! A collection of the checks' own, with every kind and few fields, so that an input finds them.

fql::collection! {
    /// Documents with a field of each kind and of each way to be asked.
    pub(crate) Things "things" sort "|";

    a: text [exact, wildcard, list];
    b: integer [exact, list, range];
    c: timestamp [exact, range];
    d: ip [exact, wildcard, list, range];
    e: boolean [exact];
    e.f: any [exact, wildcard, list, range];
    g: text [wildcard];
    h: text [list];
    alias i = c;
}
