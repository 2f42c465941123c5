//! A collection with a field of every type. Its names are short, so that fuzzing finds them quickly.

fql::collection! {
    /// Documents with a field of each type and combination of matches.
    pub(crate) AllTypes "all-types" sort "|";

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
