mod widgets {
    fql::collection! {
        /// Widgets.
        pub Widgets "widgets" sort "|";
        table advisory;
        denied negated_text_match because "the guide leaves `!~` out";
        title: text [exact, text_match];
    }
}

fn converted() -> fql::Filter<widgets::Widgets> {
    (!widgets::title.text_match("x")).into()
}

fn operand() -> fql::Filter<widgets::Widgets> {
    widgets::title.eq("a") & !widgets::title.text_wildcard("x*")
}

fn main() {}
