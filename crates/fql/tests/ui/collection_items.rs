mod separator {
    fql::collection! {
        pub Widgets "widgets" sort ";";
        id: text [exact];
    }
}

mod no_fields {
    fql::collection! {
        pub Widgets "widgets" sort "|";
    }
}

mod open_before_fields {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        open;
        id: text [exact];
    }
}

mod open_after_fields {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact];
        open;
    }
}

mod alias_of_unknown_field {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact];
        alias name = title;
    }
}

mod alias_is_a_field {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact];
        name: text [exact];
        alias name = id;
    }
}

fn main() {}

mod table_class {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        table open;
        id: text [exact];
    }
}

mod table_after_fields {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact];
        table closed;
    }
}

mod reason_of_unknown_cell {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        table closed;
        denied ranges because "so it is";
        id: text [exact];
    }
}

mod ungraded_candidate {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text candidate;
    }
}
