mod unknown_spelling {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact] patterns [glob];
    }
}

mod empty_spellings {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact] patterns [];
    }
}

mod duplicate_rule {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact] inexact "matches a word" inexact "matches a prefix";
    }
}

mod unknown_twin {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact] inexact "matches a word" exact id.raw;
    }
}

mod unknown_replacement {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact] replaced by ids;
    }
}

mod unknown_time {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        seen: timestamp relative [range];
    }
}

mod renamed_to_unknown_field {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact];
        renamed ids = key because "responses call it so";
    }
}

mod renamed_field {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact];
        renamed id = id because "responses call it so";
    }
}

mod required_unknown_field {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact];
        requires key from "the guide";
    }
}

mod times_of_text {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text absolute [exact];
    }
}

mod duplicate_spelling {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact] patterns [plain, operator, plain_at_one_end,];
    }
}

mod duplicate_renamed_field {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact];
        renamed key = id because "responses call it so";
        renamed key = id because "responses call it so";
    }
}

mod hint_for_unknown_field {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact];
        hint ids = "key" because "responses call it so";
    }
}

mod hint_for_field {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact];
        hint id = "id" because "responses call it so";
    }
}

mod pattern_field_unknown {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact] patterns by id.raw;
    }
}

mod quotes_of_text {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text quoted [exact];
    }
}

mod empty_prefixes {
    fql::collection! {
        pub Widgets "widgets" sort "|";
        id: text [exact] prefixes [];
    }
}

fn main() {}
