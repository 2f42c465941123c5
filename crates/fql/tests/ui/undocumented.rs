mod widgets {
    fql::collection! {
        /// Widgets.
        pub Widgets "widgets" sort "|";
        table advisory;
        denied range because "the manual documents ranges for times only";
        name: text [exact, denied range];
        serial: text candidate;
        status: text denied [denied exact] because "matches nothing: use `state`";
        owner: text [denied exact] conflict "the manual denies it, a sample uses it";
    }
}

fn main() {
    let _ = widgets::name.gt("m");
    let _ = widgets::name.undocumented().gt("m");
    let _ = widgets::name.text_match("m");
    let _ = widgets::name.asc();
    let _ = widgets::serial.eq("s");
    let _ = widgets::status.eq("new");
    let _ = widgets::owner.eq("Pat");
}
