use fql::fql;

mod widgets {
    fql::collection! {
        /// Widgets.
        pub Widgets "widgets" sort "|";
        table advisory;
        from "the guide" {
            name: text [exact, wildcard] patterns [operator, denied plain];
            title: text [text_match] patterns [denied plain];
            path: text [wildcard] patterns [operator, plain_at_one_end, denied bare];
            status: text denied replaced by state because "matches nothing";
            label: text [denied exact] inexact "matches nothing" exact state because "HTTP 500";
            state: text [exact];
            seen: timestamp absolute [range];
            days: integer quoted [exact, list];
            is_new: boolean unquoted [exact];
            note: text [wildcard, text_match];
        }
        denied negated_text_match because "the guide leaves `!~` out";
        renamed former = state because "responses call it so";
    }
}

fn main() {
    let _ = fql!(widgets, "name:'web*'");
    let _ = fql!(widgets, "title:'*web*'");
    let _ = fql!(widgets, "path:!'*web*'");
    let _ = fql!(widgets, "path:web*");
    let _ = fql!(widgets, "status:'open'");
    let _ = fql!(widgets, "label:'open'");
    let _ = fql!(widgets, "former:'open'");
    let _ = fql!(widgets, "seen:>'now-7d'");
    let _ = fql!(widgets, "days:['3',4]");
    let _ = fql!(widgets, "is_new:'true'");
    let _ = fql!(widgets, "note:!~'a'");
    let week = fql::Timestamp::days_ago(7);
    let _ = fql!(widgets, "seen:>{week}");
}
